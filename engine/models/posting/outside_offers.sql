-- One row per account and offer that is closed to its member: a tier or a segment is asked for that he never had while the
-- offer stood, or of which the data say nothing.
with
  conditions as (
    select
      offer_no,
      programme_id,
      wallet,
      offered_from,
      offered_until,
      trim(split_part(condition, '=', 1)) as name,
      trim(split_part(condition, '=', 2)) as wanted
    from
      (
        select
          *,
          unnest(
            list_concat(string_split(coalesce(eligible_segment, ''), ';'), [coalesce('min_tier=' || min_tier, '')])
          ) as condition
        from
          posting.item_offers
      )
    where
      trim(condition) <> ''
  ),
  asked as (
    select
      conditions.*,
      account.account_no,
      account.member_id
    from
      conditions
      join ledger.accounts as account on account.programme_id = conditions.programme_id
      and account.wallet = conditions.wallet
  ),
  met as (
    select
      asked.offer_no,
      asked.account_no,
      asked.name,
      asked.wanted
    from
      asked
      join data.member_attributes as attribute on attribute.programme_id = asked.programme_id
      and attribute.member_id = asked.member_id
      and attribute.attribute = case
        when asked.name = 'min_tier' then 'tier'
        else asked.name
      end
      and coalesce(attribute.valid_from, '-infinity'::timestamptz) < asked.offered_until
      and coalesce(attribute.valid_to, 'infinity'::timestamptz) > asked.offered_from
      left join data.tiers as own on own.programme_id = asked.programme_id
      and own.tier = attribute.value
      left join data.tiers as needed on needed.programme_id = asked.programme_id
      and needed.tier = asked.wanted
    where
      case
        when asked.name = 'min_tier' then own.rank >= needed.rank
        else attribute.value = asked.wanted
      end
    union
    select
      asked.offer_no,
      asked.account_no,
      asked.name,
      asked.wanted
    from
      asked
      join data.members as member on member.programme_id = asked.programme_id
      and member.member_id = asked.member_id
    where
      asked.name = 'min_age'
      and date_sub('year', member.birth_date, local_day (asked.programme_id, asked.offered_until)) >= try_cast (asked.wanted as integer)
  )
select distinct
  asked.account_no,
  asked.offer_no
from
  asked
  anti join met on met.offer_no = asked.offer_no
  and met.account_no = asked.account_no
  and met.name = asked.name
  and met.wanted = asked.wanted
