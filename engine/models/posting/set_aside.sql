-- One row per arrived event that is not posted because its key is taken: by equal content (duplicate) or other content
-- (conflict). The smallest (recorded_at, content hash) keeps the key, so the order and batching of arrival cannot matter.
with
  ranked as (
    select
      *,
      row_number() over claims as position,
      first_value (content_hash) over claims as kept_content_hash
    from
      posting.repeated_events
    window
      claims as (
        partition by
          programme_id,
          source,
          event_id
        order by
          known_from,
          content_hash,
          batch_id,
          source_file,
          source_record
      )
  )
select
  raw_no,
  content_hash,
  kept_content_hash,
  case
    when content_hash = kept_content_hash then 'duplicate'
    else 'conflict'
  end as outcome
from
  ranked
where
  position > 1
