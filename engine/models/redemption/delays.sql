-- One row per programme, wallet, reward and number of days from the first day a member could afford it to his first
-- redemption of it: how many members. Who redeemed before the balance alone reached the price has none. Adds up over shards.
select
  programme_id,
  wallet,
  item_id,
  date_diff('day', local_day (programme_id, affordable_at), local_day (programme_id, first_redeemed_at))::integer as days,
  count(*) as members
from
  redemption.affordances
where
  affordable_at <= first_redeemed_at
group by all
order by all
