-- One row per purchase and redemption that stood at the as-of date: what refunds and returned rewards undid is taken out of
-- it, and one that was undone whole is not here. A purchase is an earn whose reason is purchase.
with
  acts as (
    select
      entry.entry_no,
      entry.account_no,
      entry.programme_id,
      entry.wallet,
      entry.member_id,
      entry.event_type = 'redeem' as is_redemption,
      entry.effective_at,
      local_day (entry.programme_id, entry.effective_at) as day,
      (entry.points_posted - coalesce(undone.points, 0))::decimal(18, 2) as points,
      entry.points_posted as points_before,
      entry.amount as amount_before,
      entry.quantity,
      entry.item_id,
      entry.product_id,
      entry.merchant_id,
      entry.promotion_id
    from
      ledger.entries as entry
      left join posting.undone_points as undone on undone.entry_no = entry.entry_no
    where
      entry.event_type = 'redeem'
      or (
        entry.event_type = 'earn'
        and entry.reason = 'purchase'
      )
  )
select
  * exclude (points_before, amount_before),
  case
    when points = points_before then amount_before
    else round(amount_before * points / points_before, 4)::decimal(18, 4)
  end as amount
from
  acts
where
  points > 0
order by
  account_no,
  entry_no
