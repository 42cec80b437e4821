-- One row per bank and year in which more of the points it gave were for opening a card than the yardstick allows.
with
  years as (
    select
      earned.programme_id,
      earned.merchant_id,
      year(earned.month) as year,
      sum(earned.points)::decimal(18, 2) as all_points,
      sum(earned.points) filter(
        where
          earned.reason = 'card_opening'
      )::decimal(18, 2) as opening_points,
      sum(earned.events) filter(
        where
          earned.reason = 'card_opening'
      )::bigint as openings,
      max(earned.month) filter(
        where
          earned.reason = 'card_opening'
      ) as last_month
    from
      balances.earnings as earned
      join data.merchants as merchant using (programme_id, merchant_id)
    where
      merchant.industry = 'bank'
    group by all
  ),
  shares as (
    select
      *,
      local_midnight (programme_id, last_month) as occurred_at,
      round(opening_points / all_points, 4)::decimal(18, 4) as share
    from
      years
  )
select
  programme_id,
  'merchant' as subject_type,
  merchant_id as subject_id,
  occurred_at,
  share as observed,
  parameter_highest_share (programme_id, occurred_at)::decimal(18, 4) as expected,
  openings as members,
  opening_points as points,
  {
    'year': year,
    'openings': openings,
    'opening_points': opening_points,
    'all_points': all_points,
    'share': share
  } as evidence
from
  shares
where
  share > parameter_highest_share (programme_id, occurred_at)
