-- One row per account and local month in which a member did something: bought, earned or redeemed. Refunds and returned
-- rewards are taken out of the month of what they undo, so a purchase that was refunded whole leaves no trace. Expiry,
-- transfers, adjustments and points given without an act of the member (birthday, interest, credit, senior, by hand) are
-- no activity.
with
  undone as (
    select
      related.entry_no,
      sum(entry.points_posted) as points
    from
      posting.entry_numbers as correction
      join ledger.entries as entry on entry.entry_no = correction.entry_no
      join posting.relations as relation on relation.raw_no = correction.raw_no
      join posting.entry_numbers as related on related.raw_no = relation.related_no
    where
      correction.event_type in ('reverse', 'restore')
    group by
      related.entry_no
  ),
  acts as (
    select
      entry.account_no,
      month_no (local_day (entry.programme_id, entry.effective_at)) as month_no,
      entry.event_type = 'redeem' as is_redemption,
      entry.reason is not distinct from 'purchase'
      and not is_redemption as is_purchase,
      is_redemption
      or coalesce(entry.reason not in ('birthday', 'interest', 'credit', 'senior', 'manual'), true) as is_act,
      entry.points_posted - coalesce(undone.points, 0) as points,
      entry.points_posted as points_before,
      entry.amount
    from
      ledger.entries as entry
      left join undone on undone.entry_no = entry.entry_no
    where
      entry.event_type in ('earn', 'redeem')
  )
select
  account_no,
  month_no,
  bool_or(
    is_act
    and not is_redemption
  ) as is_earning,
  bool_or(is_redemption) as is_redeeming,
  bool_or(is_act) as is_active,
  count(*) filter(
    where
      is_purchase
  )::integer as purchases,
  count(*) filter(
    where
      is_redemption
  )::integer as redemptions,
  sum_points (
    case
      when not is_redemption then points
    end
  ) as points_earned,
  sum_points (
    case
      when is_redemption then points
    end
  ) as points_redeemed,
  coalesce(
    sum(
      case
        when points = points_before then amount
        else round(amount * points / points_before, 4)::decimal(18, 4)
      end
    ) filter(
      where
        is_purchase
    ),
    0
  )::decimal(18, 4) as amount
from
  acts
where
  points > 0
group by
  account_no,
  month_no
order by
  month_no,
  account_no
