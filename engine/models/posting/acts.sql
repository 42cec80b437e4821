-- One row per earn or redemption of which something still stands: refunds and returned rewards are taken out of what they
-- undo, so a purchase that was refunded whole is not here. `is_act`: something that the member did; points given without
-- an act of the member (birthday, interest, credit, senior, by hand) are none. `amount`: of purchases, less refunds.
with
  acts as (
    select
      entry.account_no,
      entry.entry_no,
      local_day (entry.programme_id, entry.effective_at)::date as day,
      entry.event_type = 'redeem' as is_redemption,
      entry.reason is not distinct from 'purchase'
      and not is_redemption as is_purchase,
      is_redemption
      or coalesce(entry.reason not in ('birthday', 'interest', 'credit', 'senior', 'manual'), true) as is_act,
      entry.points_posted - coalesce(undone.points, 0) as points,
      entry.points_posted as points_before,
      entry.amount as amount_before,
      entry.merchant_id
    from
      ledger.entries as entry
      left join posting.undone_points as undone on undone.entry_no = entry.entry_no
    where
      entry.event_type in ('earn', 'redeem')
  ),
  standing as (
    select
      account_no,
      entry_no,
      day,
      is_redemption,
      is_purchase,
      is_act,
      points::decimal(18, 2) as points,
      case
        when not is_purchase then 0
        when points = points_before then coalesce(amount_before, 0)
        else coalesce(round(amount_before * points / points_before, 4), 0)
      end::decimal(18, 4) as amount,
      merchant_id
    from
      acts
    where
      points > 0
  )
select
  *
from
  standing
