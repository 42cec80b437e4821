-- One row per defect that a rule found, with the citations in force when it happened and the widest fine among them.
with
  laws as (
    select
      finding.finding_id,
      to_json(
        list(
          citation.citation_no
          order by
            citation.citation_no
        )
      ) as citations,
      max_by(citation.penalty_low, citation.penalty_high) filter(
        where
          day >= coalesce(citation.penalty_from, day)
          and day < coalesce(citation.penalty_to, 'infinity'::date)
      ) as penalty_low,
      max(citation.penalty_high) filter(
        where
          day >= coalesce(citation.penalty_from, day)
          and day < coalesce(citation.penalty_to, 'infinity'::date)
      ) as penalty_high
    from
      (
        select
          finding_id,
          rule_id,
          local_day (programme_id, occurred_at) as day
        from
          posting.grouped_findings
      ) as finding
      join rules.citations as citation on citation.rule_id = finding.rule_id
      and day >= coalesce(citation.effective_from, day)
      and day < coalesce(citation.effective_to, 'infinity'::date)
    group by
      finding.finding_id
  )
select
  finding.finding_id,
  finding.rule_id,
  finding.rule_version,
  ['critical', 'high', 'medium', 'low', 'info'] [finding.severity_rank] as severity,
  case
    when finding.is_violation then 'violation'
    else 'indicator'
  end as nature,
  finding.programme_id,
  finding.subject_type,
  finding.subject_id,
  finding.wallet,
  finding.source,
  finding.event_id,
  finding.terms_id,
  finding.occurred_at,
  finding.observed,
  finding.expected,
  finding.members,
  finding.points,
  finding.money,
  laws.penalty_low,
  laws.penalty_high,
  laws.citations,
  finding.evidence_rows,
  finding.evidence,
  explain_zh (finding) as explanation,
  explain_en (finding) as explanation_en
from
  posting.grouped_findings as finding
  join laws using (finding_id)
order by
  finding.severity_rank,
  finding.rule_id,
  finding.programme_id,
  finding.subject_type,
  finding.subject_id,
  finding.source,
  finding.event_id
