-- One row per piece of evidence of a finding: the values compared, and the record, entry or lot they come from.
select
  finding_id,
  ordinal,
  rule_id,
  occurred_at,
  member_id,
  observed,
  expected,
  points,
  money,
  evidence,
  entry_no,
  lot_no,
  source_file,
  source_record
from
  posting.judged
order by
  rule_id,
  finding_id,
  ordinal
