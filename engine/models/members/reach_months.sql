-- One row per programme, wallet, reward on offer at the as-of date, and month: how many members held what it costs today when
-- the month was over, of the tier it asks for today; in the month of the as-of date, at that date.
with
  months as (
    select
      programme.programme_id,
      month_no (programme.as_of) as last_month,
      unnest(range(month_no (start.starts_on), month_no (programme.as_of) + 1))::integer as month_no
    from
      meta.programmes as programme
      join posting.ledger_starts as start on start.programme_id = programme.programme_id
  ),
  moved as (
    select
      rewards.programme_id,
      rewards.wallet,
      rewards.item_id,
      moves.month_no,
      sum(moves.members) as members
    from
      members.rewards as rewards
      join members.reach_moves as moves on moves.programme_id = rewards.programme_id
      and moves.wallet = rewards.wallet
      and moves.points_price = rewards.points_price
      and moves.rank >= rewards.least_rank
    group by all
  )
select
  rewards.programme_id,
  rewards.wallet,
  rewards.item_id,
  month_start (months.month_no) as month,
  case
    when months.month_no = months.last_month then rewards.members_now
    else sum(coalesce(moved.members, 0)) over (
      partition by
        rewards.programme_id,
        rewards.wallet,
        rewards.item_id
      order by
        months.month_no rows unbounded preceding
    )
  end::bigint as members
from
  members.rewards as rewards
  join months on months.programme_id = rewards.programme_id
  left join moved on moved.programme_id = rewards.programme_id
  and moved.wallet = rewards.wallet
  and moved.item_id = rewards.item_id
  and moved.month_no = months.month_no
order by all
