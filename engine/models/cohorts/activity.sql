-- One row per account and piece of a local month that lies in one week (Monday to Sunday), in which a member did
-- something: bought, earned or redeemed. Months and weeks are both sums of such pieces. Refunds and returned rewards are taken out of
-- the piece of what they undo (see posting.acts). Expiry, transfers, adjustments and points given without an act of the
-- member are no activity. Ordered by account, so that the page of a member reads his own rows only.
select
  account_no,
  month_no (day) as month_no,
  week_no (day) as week_no,
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
  sum(amount)::decimal(18, 4) as amount
from
  posting.acts
group by
  account_no,
  month_no (day),
  week_no (day)
order by
  account_no,
  month_no,
  week_no
