-- One row per month at whose end fewer of the rewards on offer were green than promised, by terms in force then or by the
-- programme as a whole. Rewards of which it is unknown count as green: only what is short in any case is found.
with
  promises as (
    select
      programme_id,
      'terms' as subject_type,
      concat(terms_id, '/', coalesce(wallet, 'base')) as subject_id,
      wallet,
      terms_id,
      promised_green_share as promised,
      coalesce(effective_from, published_at) as starts_at,
      effective_to as ends_at,
      source_file,
      source_record
    from
      data.terms
    union all
    select
      programme_id,
      'programme',
      programme_id,
      null,
      null,
      share,
      null,
      null,
      null,
      null
    from
      meta.promised_shares
    where
      name = 'green_rewards'
  ),
  calendar as (
    select
      programme_id,
      any_value(as_of) as as_of,
      unnest(
        range(
          date_trunc('month', min(local_day (programme_id, valid_from)))::timestamp,
          any_value(as_of) + interval 1 day,
          interval 1 month
        )
      ) as month
    from
      data.catalogue_items
      join meta.programmes using (programme_id)
    group by
      programme_id
  ),
  days as (
    select
      programme_id,
      least(last_day(month), as_of) as day,
      local_midnight (programme_id, (least(last_day(month), as_of) + interval 1 day)::date) - interval 1 microsecond as instant
    from
      calendar
  ),
  offered as (
    select
      days.programme_id,
      days.day,
      days.instant,
      count(*) as rewards,
      count(*) filter(
        where
          item.is_green is not false
      ) as green_rewards
    from
      days
      join data.catalogue_items as item on item.programme_id = days.programme_id
      and item.valid_from <= days.instant
      and coalesce(item.valid_to > days.instant, true)
    group by all
  )
select
  promise.programme_id,
  promise.subject_type,
  promise.subject_id,
  promise.wallet,
  promise.terms_id,
  offered.instant as occurred_at,
  ((offered.green_rewards::decimal(18, 6)) / offered.rewards)::decimal(18, 4)::varchar as observed,
  promise.promised::decimal(18, 4)::varchar as expected,
  {
    'day': offered.day,
    'green_rewards': offered.green_rewards,
    'rewards': offered.rewards,
    'promised_share': promise.promised
  } as evidence,
  promise.source_file,
  promise.source_record
from
  promises as promise
  join offered on offered.programme_id = promise.programme_id
  and coalesce(promise.starts_at <= offered.instant, true)
  and coalesce(promise.ends_at > offered.instant, true)
where
  offered.green_rewards < promise.promised * offered.rewards
