-- One row per purchased membership that ended early, or whose terms were replaced by worse ones within its term.
with
  cuts as (
    select
      *,
      ended_at as cut_at,
      'ended' as cut_by
    from
      data.memberships
    where
      ended_at < ends_at
    union all
    select
      membership.*,
      worse.starts_at,
      'terms'
    from
      data.memberships as membership
      join meta.terms_periods as worse on worse.programme_id = membership.programme_id
      and worse.previous_terms_id = membership.terms_id
      and worse.is_adverse
      and worse.starts_at > membership.starts_at
      and worse.starts_at < coalesce(membership.ended_at, membership.ends_at)
      join meta.programmes as programme on programme.programme_id = membership.programme_id
      and worse.starts_at < programme.ends_at
  )
select
  programme_id,
  'member' as subject_type,
  member_id as subject_id,
  terms_id,
  cut_at as occurred_at,
  local_day (programme_id, cut_at) as observed,
  local_day (programme_id, ends_at) as expected,
  round(paid_amount * date_diff('second', cut_at, ends_at) / date_diff('second', starts_at, ends_at), 2)::decimal(18, 4) as money,
  {
    'membership_id': membership_id,
    'cut_by': cut_by,
    'cut_on': local_day (programme_id, cut_at),
    'to_run_until': local_day (programme_id, ends_at),
    'paid_amount': paid_amount
  } as evidence,
  source_file,
  source_record
from
  cuts
