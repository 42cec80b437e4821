-- One row per match of a rule that a law in force on its day covers, with the finding it belongs to and its place among
-- the evidence there. The order is that of the content, so that neither shards nor files have a say in it.
with
  dated as (
    select
      match.* replace(coalesce(match.occurred_at, programme.ends_at - interval 1 microsecond) as occurred_at)
    from
      posting.matches as match
      join meta.programmes as programme using (programme_id)
  ),
  covered as (
    select
      dated.*,
      local_day (programme_id, occurred_at) as day
    from
      dated
      join rules.rules as rule using (rule_id)
    where
      day >= coalesce(rule.effective_from, day)
      and (
        rule.effective_to is null
        or day < rule.effective_to
      )
      and exists (
        select
          1
        from
          rules.citations as citation
        where
          citation.rule_id = dated.rule_id
          and day >= coalesce(citation.effective_from, day)
          and (
            citation.effective_to is null
            or day < citation.effective_to
          )
      )
  ),
  identified as (
    select
      sha256(
        concat_ws(
          chr(31),
          rule_id,
          programme_id,
          subject_type,
          subject_id,
          coalesce(source, ''),
          coalesce(event_id, ''),
          coalesce(terms_id, '')
        )
      ) as finding_id,
      *
    from
      covered
  )
select
  *,
  row_number() over (
    partition by
      finding_id
    order by
      occurred_at,
      entry_no,
      lot_no,
      member_id,
      evidence::varchar,
      observed,
      expected,
      points,
      money,
      source_file,
      source_record
  ) as ordinal
from
  identified
