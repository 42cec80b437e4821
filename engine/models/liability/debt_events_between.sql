-- One row per event by which an account came to owe points, repaid them or was let off, between two instants, the second not
-- included. Debt has no lot of its own; the columns are those of liability.cell_events.
with
  posted as (
    select
      entry_no,
      account_no,
      effective_at
    from
      balances.changes
    where
      effective_at >= first_at
      and effective_at < end_at
      and kind not in ('implied_expiry', 'shortfall')
  ),
  moves as (
    select
      posted.account_no,
      fact.entry_no,
      null::integer as cause_entry_no,
      null::integer as lot_no,
      posted.effective_at as moved_at,
      'debt_incurred' as movement,
      fact.points
    from
      lots.shortfall_facts as fact
      join posted on posted.entry_no = fact.entry_no
    where
      fact.kind = 'debt'
    union all
    select
      account_no,
      entry_no,
      cause_entry_no,
      lot_no,
      used_at,
      'debt_settled',
      points
    from
      lots.use_facts
    where
      used_at >= first_at
      and used_at < end_at
      and use_type = 'debt_repaid'
    union all
    select
      cancellation.account_no,
      cancellation.entry_no,
      null,
      null,
      posted.effective_at,
      'debt_cancelled',
      cancellation.points
    from
      lots.cancellations as cancellation
      join posted on posted.entry_no = cancellation.entry_no
    where
      cancellation.kind = 'debt'
  )
select
  account.programme_id,
  account.wallet,
  date_trunc('month', timezone(programme.time_zone, moves.moved_at))::date as month,
  null::varchar as kind,
  null::varchar as tier,
  null::varchar as issuer,
  null::date as vintage,
  moves.movement,
  moves.moved_at,
  moves.points,
  null::decimal(18, 4) as money,
  moves.account_no,
  moves.lot_no,
  moves.entry_no,
  moves.cause_entry_no
from
  moves
  join ledger.accounts as account on account.account_no = moves.account_no
  join meta.programmes as programme on programme.programme_id = account.programme_id
