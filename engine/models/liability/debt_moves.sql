-- One row per event by which an account came to owe points, repaid them or was let off, in order of month among so many
-- accounts at a time. Debt has no lot of its own; `lot_no` is the one whose points repaid it.
with
  posted as (
    select
      entry_no,
      effective_at
    from
      ledger.entries
    where
      account_no between $first_account and $last_account
  ),
  moves as (
    select
      fact.account_no,
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
      and fact.account_no between $first_account and $last_account
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
      use_type = 'debt_repaid'
      and account_no between $first_account and $last_account
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
  month_start (month_no (local_day (account.programme_id, moves.moved_at))) as month,
  moves.movement::enum('debt_incurred', 'debt_settled', 'debt_cancelled') as movement,
  moves.moved_at,
  moves.points,
  moves.account_no,
  moves.lot_no,
  moves.entry_no,
  moves.cause_entry_no
from
  moves
  join ledger.accounts as account on account.account_no = moves.account_no
order by
  month,
  moves.account_no,
  moves.moved_at,
  moves.entry_no
