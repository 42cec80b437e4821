-- One row per terms and day that decides their law, the first and the last one in force, whose text excludes liability for harm
-- from rewards. A sentence about misuse or force majeure is no such clause.
with
  sentences as (
    select
      programme_id,
      terms_id,
      wallet,
      published_at,
      effective_from,
      effective_to,
      source_file,
      source_record,
      unnest(
        string_split_regex(concat_ws('。', full_text, exclusions, redemption_method, restore_rule), '[。；;\n]')
      ) as sentence
    from
      data.terms
  ),
  clauses as (
    select
      programme_id,
      terms_id,
      wallet,
      published_at,
      effective_from,
      effective_to,
      source_file,
      source_record,
      min(trim(sentence)) as clause
    from
      sentences
    where
      regexp_matches(sentence, '(兑换|礼品|奖品|赠品|奖励|商品)')
      and regexp_matches(sentence, '(人身|财产|安全|质量|损害|伤害|损失|事故)')
      and regexp_matches(sentence, '(概不负责|不负责|不承担|不负[^，。]{0,8}责|免责|免除[^，。]{0,8}责任|自行承担|后果自负|与[^，。]{1,12}无关)')
      and not regexp_matches(sentence, '(不当|不可抗力|人为|故意|过错|除外)')
    group by all
  ),
  in_force as (
    select
      clauses.*,
      unnest(
        list_distinct(
          [
            coalesce(effective_from, published_at),
            least(effective_to, programme.ends_at) - interval 1 microsecond
          ]
        )
      ) as occurred_at
    from
      clauses
      join meta.programmes as programme using (programme_id)
    where
      -- Terms published for later bind nobody yet.
      coalesce(coalesce(effective_from, published_at) < programme.ends_at, true)
  )
select
  programme_id,
  'terms' as subject_type,
  concat(terms_id, '/', wallet) as subject_id,
  wallet,
  terms_id,
  occurred_at,
  clause as observed,
  'none' as expected,
  {'clause': clause, 'in_force_on': local_day (programme_id, occurred_at)} as evidence,
  source_file,
  source_record
from
  in_force
