-- One row per rule and programme: what it came to, and what it lacked or why it failed. Zero findings is a pass only where
-- the rule could judge.
with
  counts as (
    select
      rule_id,
      programme_id,
      count(*) as findings
    from
      rules.findings
    group by all
  )
select
  outcome.rule_id,
  outcome.programme_id,
  rule.rule_version,
  case
    when outcome.failure is not null then 'failed'
    when outcome.missing is not null then 'not_evaluable'
    when counts.findings > 0 then 'findings'
    else 'pass'
  end as outcome,
  coalesce(outcome.failure, outcome.missing) as missing,
  coalesce(counts.findings, 0) as findings
from
  posting.rule_outcomes as outcome
  join rules.rules as rule using (rule_id)
  left join counts using (rule_id, programme_id)
order by
  outcome.rule_id,
  outcome.programme_id
