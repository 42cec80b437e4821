-- One row per programme and number of days with a purchase in the twelve months to the as-of date: how many members, and what
-- they spent in them. Adds up over shards, for all accounts of a member are in one.
with
  members as (
    select
      act.programme_id,
      act.member_id,
      count(distinct act.day)::integer as days,
      coalesce(sum(act.amount), 0)::decimal(18, 4) as amount
    from
      posting.standing_acts as act
      join meta.programmes as programme on programme.programme_id = act.programme_id
    where
      not act.is_redemption
      and act.day > programme.as_of - 365
    group by
      act.programme_id,
      act.member_id
  )
select
  programme_id,
  days,
  count(*) as members,
  sum(amount)::decimal(18, 4) as amount
from
  members
group by all
order by all
