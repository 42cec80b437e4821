-- One row per programme, slice of members (everybody, or a tier, region or age band: see posting.cohort_slices), place in the
-- life cycle and month: how many members stand there at its end beyond those of the month before. Adds up over shards.
with
  slices as (
    select
      slices.*,
      case
        when slices.holder_no < 0 then -1 - slices.holder_no
        else slices.holder_no
      end as member_no
    from
      posting.cohort_slices as slices
    where
      slices.wallet is null
      and slices.dimension in ('all', 'tier', 'region', 'age')
  ),
  steps as (
    select
      spells.member_no,
      spells.life_cycle,
      unnest([spells.from_month, spells.until_month]) as month_no,
      unnest([1, -1]) as change
    from
      members.spells as spells
  )
select
  slices.programme_id,
  slices.dimension,
  slices.slice,
  steps.life_cycle,
  steps.month_no,
  sum(steps.change)::bigint as members
from
  steps
  join slices on slices.member_no = steps.member_no
group by all
order by all
