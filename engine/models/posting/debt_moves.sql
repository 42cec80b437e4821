-- One row per programme, wallet and month: debt incurred, settled and cancelled, in points. What a restore or a forfeit
-- cancelled is what it posted beyond (or short of) the lots it touched.
with
  debt_wallets as (
    select
      programme_id,
      wallet
    from
      meta.wallets
    where
      overdraw = 'debt'
  ),
  incurred as (
    select
      entry.programme_id,
      entry.wallet,
      entry.entry_no,
      entry.effective_at as moved_at,
      fact.points as incurred,
      0::decimal(18, 2) as settled,
      0::decimal(18, 2) as cancelled
    from
      lots.shortfall_facts as fact
      join ledger.entries as entry on entry.entry_no = fact.entry_no
    where
      fact.kind = 'debt'
  ),
  settled as (
    select
      account.programme_id,
      account.wallet,
      fact.entry_no,
      fact.used_at,
      0,
      fact.points,
      0
    from
      lots.use_facts as fact
      join ledger.accounts as account on account.account_no = fact.account_no
    where
      fact.use_type = 'debt_repaid'
  ),
  touched as (
    select
      entry_no,
      sum(points) as points
    from
      lots.use_facts
    where
      use_type in ('restore', 'forfeit')
    group by
      entry_no
  ),
  reopened as (
    select
      lot.opening_entry_no as entry_no,
      sum(lot.points_opened) as points
    from
      lots.lot_facts as lot
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
    where
      entry.event_type = 'restore'
    group by all
  ),
  cancelled as (
    select
      entry.programme_id,
      entry.wallet,
      entry.entry_no,
      entry.effective_at,
      0,
      0,
      case entry.event_type
        when 'restore' then entry.points_posted - coalesce(touched.points, 0) - coalesce(reopened.points, 0)
        else coalesce(touched.points, 0) - entry.points_posted
      end
    from
      ledger.entries as entry
      semi join debt_wallets on debt_wallets.programme_id = entry.programme_id
      and debt_wallets.wallet = entry.wallet
      left join touched on touched.entry_no = entry.entry_no
      left join reopened on reopened.entry_no = entry.entry_no
    where
      entry.event_type in ('restore', 'forfeit')
  ),
  moves as (
    select
      *
    from
      incurred
    union all
    select
      *
    from
      settled
    union all
    select
      *
    from
      cancelled
  )
select
  moves.programme_id,
  moves.wallet,
  month_no (local_day (moves.programme_id, moves.moved_at)) as month_no,
  greatest(late.known_month_no, month_no (local_day (moves.programme_id, moves.moved_at))) as known_month_no,
  sum(moves.incurred) as incurred,
  sum(moves.settled) as settled,
  sum(moves.cancelled) as cancelled
from
  moves
  left join posting.late_entries as late on late.entry_no = moves.entry_no
group by all
