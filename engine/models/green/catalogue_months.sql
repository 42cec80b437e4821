-- One row per programme and month: the rewards on offer at its end (or on the as-of day), how many of them are green, and
-- of how many the data does not say.
with
  months as (
    select
      programme_id,
      any_value(as_of) as as_of,
      unnest(
        range(
          date_trunc('month', min(local_day (programme_id, valid_from)))::timestamp,
          any_value(as_of) + interval 1 day,
          interval 1 month
        )
      )::date as month
    from
      data.catalogue_items
      join meta.programmes using (programme_id)
    where
      valid_from is not null
    group by
      programme_id
  ),
  days as (
    select
      programme_id,
      month,
      local_midnight (programme_id, (least(last_day(month), as_of) + interval 1 day)::date) - interval 1 microsecond as instant
    from
      months
  )
select
  days.programme_id,
  days.month,
  count(item.item_id) as rewards,
  count(*) filter(
    where
      item.is_green
  ) as green_rewards,
  count(item.item_id) filter(
    where
      item.is_green is null
  ) as unknown_rewards
from
  days
  left join data.catalogue_items as item on item.programme_id = days.programme_id
  and item.valid_from <= days.instant
  and coalesce(item.valid_to > days.instant, true)
group by all
order by
  days.programme_id,
  days.month
