-- One row per holder and calendar year in which he did something: cohorts.steps added up, with all that cohorts are chosen by.
-- Ordered by the year in which he began, so that the members of a yearly cell are read without the others.
with
  done as (
    select
      holder_no,
      month_no // 12 as year_no,
      bool_or(is_active) as is_active,
      bool_or(is_earning) as is_earning,
      bool_or(is_redeeming) as is_redeeming,
      sum(purchases)::integer as purchases,
      sum(redemptions)::integer as redemptions,
      sum_points (points_earned) as points_earned,
      sum_points (points_redeemed) as points_redeemed,
      sum(amount)::decimal(18, 4) as amount
    from
      cohorts.steps
    group by
      holder_no,
      month_no // 12
  )
select
  holders.programme_id,
  holders.wallet,
  holders.counts_in_all,
  done.holder_no,
  holders.member_no,
  holders.first_purchase_on,
  holders.first_event_on,
  holders.tier,
  holders.region_code,
  holders.first_merchant_id,
  holders.credit_tier,
  holders.age_band,
  holders.first_reason,
  holders.may_profile,
  done.year_no,
  done.is_active,
  done.is_earning,
  done.is_redeeming,
  done.purchases,
  done.redemptions,
  done.points_earned,
  done.points_redeemed,
  done.amount
from
  done
  join cohorts.members as holders on coalesce(holders.account_no, -1 - holders.member_no) = done.holder_no
order by
  holders.programme_id,
  year(holders.first_purchase_on),
  done.year_no,
  done.holder_no
