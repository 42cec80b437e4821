-- One row per programme and span between two dates on which any settlement rate changes; always one at least.
with
  dates as (
    select
      programme_id,
      '-infinity'::timestamptz as valid_from
    from
      meta.programmes
    union
    select
      programme_id,
      valid_from
    from
      data.settlement_rates
    where
      valid_from is not null
  )
select
  programme_id,
  valid_from,
  lead (valid_from, 1, 'infinity'::timestamptz) over (
    partition by
      programme_id
    order by
      valid_from
  ) as valid_to
from
  dates
order by
  programme_id,
  valid_from
