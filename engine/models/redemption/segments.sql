-- One row per account and known trait of its member at the as-of date: tier, credit tier, age band, province, kind of member;
-- and one, `all`, for everybody. Who has no known value of a trait is in none of its segments, nor in their complements.
with
  members as (
    select
      account.account_no,
      account.programme_id,
      account.wallet,
      account.member_id,
      programme.as_of,
      programme.ends_at
    from
      ledger.accounts as account
      join meta.programmes as programme on programme.programme_id = account.programme_id
  ),
  attributes as (
    select
      members.account_no,
      attribute.attribute as dimension,
      attribute.value as segment
    from
      members
      join data.member_attributes as attribute on attribute.programme_id = members.programme_id
      and attribute.member_id = members.member_id
    where
      attribute.attribute in ('tier', 'credit_tier')
      and attribute.value is not null
      and coalesce(attribute.valid_from, '-infinity'::timestamptz) < members.ends_at
      and coalesce(attribute.valid_to, 'infinity'::timestamptz) >= members.ends_at
    qualify
      row_number() over (
        partition by
          members.account_no,
          attribute.attribute
        order by
          attribute.valid_from desc nulls last,
          attribute.value
      ) = 1
  ),
  traits as (
    select
      members.account_no,
      unnest(['age_band', 'region', 'member_type']) as dimension,
      unnest(
        [
          case
            when member.birth_date is null then null
            when date_sub('year', member.birth_date, members.as_of) < 18 then '0-17'
            when date_sub('year', member.birth_date, members.as_of) < 25 then '18-24'
            when date_sub('year', member.birth_date, members.as_of) < 35 then '25-34'
            when date_sub('year', member.birth_date, members.as_of) < 45 then '35-44'
            when date_sub('year', member.birth_date, members.as_of) < 60 then '45-59'
            else '60+'
          end,
          left(member.region_code, 2) || '0000',
          member.member_type
        ]
      ) as segment
    from
      members
      join data.members as member on member.programme_id = members.programme_id
      and member.member_id = members.member_id
  )
select
  account_no,
  'all' as dimension,
  '' as segment
from
  members
union all
select
  *
from
  attributes
union all
select
  *
from
  traits
where
  segment is not null
order by
  dimension,
  segment,
  account_no
