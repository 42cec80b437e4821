-- One row per duty to keep records that the ledger does not meet at the as-of date: the programme's own records, and the
-- file of each draw that ended within the years it must be kept.
with
  at_the_end as (
    select
      programme_id,
      programme.as_of,
      programme.ends_at - interval 1 microsecond as judged_at,
      operator.* exclude (programme_id)
    from
      meta.programmes as programme
      join meta.operators as operator using (programme_id)
  ),
  duties as (
    select
      *,
      'accounting_vouchers' as kind,
      parameter_voucher_years (programme_id, judged_at)::integer as years
    from
      at_the_end
    union all
    select
      *,
      'platform_transactions',
      parameter_platform_years (programme_id, judged_at)::integer
    from
      at_the_end
    where
      is_platform
    union all
    select
      *,
      'aml_transactions',
      parameter_aml_years (programme_id, judged_at)::integer
    from
      at_the_end
    where
      is_payment_institution
      or is_bank
  ),
  first_records as (
    select
      programme_id,
      local_day (programme_id, min(first_event_at)) as first_day
    from
      balances.accounts
    group by
      programme_id
  ),
  records as (
    select
      duties.programme_id,
      'programme' as subject_type,
      duties.programme_id as subject_id,
      duties.judged_at,
      duties.kind,
      duties.years,
      greatest(duties.started_on, (duties.as_of - to_years(duties.years))::date) as kept_from,
      first_records.first_day
    from
      duties
      left join first_records using (programme_id)
  ),
  draws_ended as (
    select
      promotion.programme_id,
      'promotion' as subject_type,
      promotion.promotion_id as subject_id,
      at_the_end.judged_at,
      'draw_file' as kind,
      parameter_draw_years (programme_id, at_the_end.judged_at)::integer as years,
      local_day (programme_id, max(promotion.ends_at)) as kept_from,
      null::date as first_day,
      any_value(at_the_end.as_of) as as_of
    from
      data.promotions as promotion
      join at_the_end using (programme_id)
    where
      promotion.kind = 'draw'
      and promotion.ends_at <= at_the_end.judged_at
      and exists (
        select
          1
        from
          meta.columns
        where
          table_name = 'draws'
          and is_present
      )
    group by
      promotion.programme_id,
      promotion.promotion_id,
      at_the_end.judged_at
  ),
  draws_without_file as (
    select
      draws_ended.* exclude (as_of)
    from
      draws_ended
      anti join data.draws as draw on draw.programme_id = draws_ended.programme_id
      and draw.promotion_id = draws_ended.subject_id
    where
      kept_from > (as_of - to_years(years))::date
  ),
  missing as (
    select
      *
    from
      records
    where
      first_day is null
      or first_day > kept_from + parameter_silence_days (programme_id, judged_at)::integer
    union all
    select
      *
    from
      draws_without_file
  )
select
  programme_id,
  subject_type,
  subject_id,
  judged_at as occurred_at,
  coalesce(first_day::varchar, 'none') as observed,
  kept_from::varchar as expected,
  {'kind': kind, 'years': years, 'kept_from': kept_from, 'first_record_on': first_day} as evidence
from
  missing
