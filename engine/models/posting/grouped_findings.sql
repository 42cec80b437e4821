-- One row per defect: the rows of evidence of one rule, subject, event key and terms, added up. The severity is the
-- gravest of theirs.
select
  finding_id,
  rule_id,
  any_value(rule.rule_version) as rule_version,
  min(
    list_position(['critical', 'high', 'medium', 'low', 'info'], coalesce(judged.severity, rule.severity))
  ) as severity_rank,
  bool_or(coalesce(judged.nature, rule.nature) = 'violation') as is_violation,
  any_value(programme_id) as programme_id,
  any_value(subject_type) as subject_type,
  any_value(subject_id) as subject_id,
  min_by(wallet, ordinal) as wallet,
  any_value(source) as source,
  any_value(event_id) as event_id,
  any_value(terms_id) as terms_id,
  min(occurred_at) as occurred_at,
  min_by(observed, ordinal) as observed,
  min_by(expected, ordinal) as expected,
  case
    when count(member_id) > 0 then count(distinct member_id)
    when count(members) > 0 then max(members)
    when any_value(subject_type) in ('account', 'member') then 1
  end::bigint as members,
  sum(points)::decimal(18, 2) as points,
  sum(money)::decimal(18, 4) as money,
  count(*) as evidence_rows,
  min_by(evidence, ordinal) as evidence
from
  posting.judged as judged
  join rules.rules as rule using (rule_id)
group by
  finding_id,
  rule_id
