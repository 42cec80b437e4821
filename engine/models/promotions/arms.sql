-- One row per promotion that a design can measure, and arm: how many members, how many bought while it ran, and sums of what
-- a member spent on purchases, in whole cents and their squares and products: while it ran (`y`), in the 90 days before
-- (`c`), in the equally long spans after it (`a`), just before it (`b`), and before that (`p`). Adds up over shards.
with
  spent as (
    select
      arm.programme_id,
      arm.promotion_id,
      arm.member_id,
      arm.is_treated,
      promo.starts_on,
      promo.ends_on,
      promo.days,
      act.day,
      coalesce((round(act.amount, 2) * 100)::hugeint, 0) as cents
    from
      posting.promotion_arms as arm
      join posting.promotion_windows as promo on promo.programme_id = arm.programme_id
      and promo.promotion_id = arm.promotion_id
      left join posting.standing_acts as act on act.programme_id = arm.programme_id
      and act.member_id = arm.member_id
      and not act.is_redemption
      and act.day >= promo.starts_on - greatest(90, 2 * promo.days)
      and act.day < promo.ends_on + promo.days
  ),
  members as (
    select
      programme_id,
      promotion_id,
      member_id,
      is_treated,
      coalesce(
        sum(cents) filter(
          where
            day >= starts_on
            and day < ends_on
        ),
        0
      )::hugeint as y,
      coalesce(
        sum(cents) filter(
          where
            day >= starts_on - 90
            and day < starts_on
        ),
        0
      )::hugeint as c,
      coalesce(
        sum(cents) filter(
          where
            day >= ends_on
        ),
        0
      )::hugeint as a,
      coalesce(
        sum(cents) filter(
          where
            day >= starts_on - days
            and day < starts_on
        ),
        0
      )::hugeint as b,
      coalesce(
        sum(cents) filter(
          where
            day >= starts_on - 2 * days
            and day < starts_on - days
        ),
        0
      )::hugeint as p,
      coalesce(
        bool_or(
          day >= starts_on
          and day < ends_on
        ),
        false
      ) as has_bought
    from
      spent
    group by all
  )
select
  programme_id,
  promotion_id,
  is_treated,
  count(*) as members,
  count(*) filter(
    where
      has_bought
  ) as members_buying,
  sum(y)::hugeint as y,
  sum(y * y)::hugeint as yy,
  sum(c)::hugeint as c,
  sum(c * c)::hugeint as cc,
  sum(y * c)::hugeint as yc,
  sum(a)::hugeint as a,
  sum(a * a)::hugeint as aa,
  sum(a * c)::hugeint as ac,
  sum(b)::hugeint as b,
  sum((y - b) * (y - b))::hugeint as yb_squared,
  sum((a - b) * (a - b))::hugeint as ab_squared,
  sum(p)::hugeint as p,
  sum((b - p) * (b - p))::hugeint as bp_squared
from
  members
group by all
order by all
