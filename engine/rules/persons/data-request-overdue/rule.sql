-- One row per request of a person about their data that was answered late, or is open beyond the time allowed. A request
-- without a member, or without the day it came, is one of the programme or not judged.
with
  due as (
    select
      request.*,
      programme.ends_at,
      local_midnight (
        programme_id,
        (
          local_day (programme_id, received_at) + to_days(parameter_days_allowed (programme_id, received_at)::integer + 1)
        )::date
      ) as due_at
    from
      data.data_requests as request
      join meta.programmes as programme using (programme_id)
  )
select
  programme_id,
  case
    when member_id is null then 'programme'
    else 'member'
  end as subject_type,
  coalesce(member_id, programme_id) as subject_id,
  received_at as occurred_at,
  date_diff(
    'day',
    local_day (programme_id, received_at),
    local_day (programme_id, coalesce(answered_at, ends_at - interval 1 microsecond))
  ) as observed,
  parameter_days_allowed (programme_id, received_at)::integer as expected,
  member_id,
  {
    'request_id': request_id,
    'kind': kind,
    'received_at': received_at,
    'answered_at': answered_at,
    'due_at': due_at
  } as evidence,
  source_file,
  source_record
from
  due
where
  coalesce(answered_at, ends_at - interval 1 microsecond) >= due_at
