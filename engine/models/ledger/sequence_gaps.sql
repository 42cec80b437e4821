-- One row per run of numbers that are missing among the ids of a source whose ids are declared dense. All events that
-- arrived count, those after the as-of date too: an id that is there is not missing.
with
  numbered as (
    select
      event.programme_id,
      event.source,
      event.occurred_at,
      id_number (event.programme_id, event.source, event.event_id) as number
    from
      posting.raw_events as event
      semi join posting.id_patterns as declared on declared.programme_id = event.programme_id
      and declared.source = event.source
  ),
  dense as (
    select
      programme_id,
      source
    from
      numbered
    group by
      programme_id,
      source
    having
      max(number) - min(number) + 1 = count(distinct number)
  ),
  followed as (
    select
      programme_id,
      source,
      number,
      lead (number) over ids as next_number,
      lead (occurred_at) over ids as noticed_at
    from
      numbered
      anti join dense using (programme_id, source)
    where
      number is not null
    window
      ids as (
        partition by
          programme_id,
          source
        order by
          number,
          occurred_at
      )
  )
select
  programme_id,
  source,
  number + 1 as first_missing,
  next_number - 1 as last_missing,
  next_number - number - 1 as missing,
  noticed_at
from
  followed
where
  next_number > number + 1
order by
  programme_id,
  source,
  number
