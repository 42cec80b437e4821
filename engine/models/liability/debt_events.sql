-- One row per event by which an account came to owe points, repaid them or was let off, with the columns of
-- liability.lot_events: debt stands in the cells without tier, issuer and vintage.
select
  account.programme_id,
  account.wallet,
  moves.month,
  null::varchar as kind,
  null::varchar as tier,
  null::varchar as issuer,
  null::date as vintage,
  moves.movement::varchar as movement,
  moves.moved_at,
  moves.points,
  null::decimal(18, 4) as money,
  moves.account_no,
  moves.lot_no,
  moves.entry_no,
  moves.cause_entry_no
from
  liability.debt_moves as moves
  join ledger.accounts as account on account.account_no = moves.account_no
