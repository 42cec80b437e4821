-- One row per promotion that a design can measure and member it compares: drawn into it or held out, eligible or not when it
-- began. Compared by eligibility are members who were there before it began.
with
  members as (
    select
      account.programme_id,
      account.member_id,
      min(holder.first_event_no) as first_event_no
    from
      ledger.accounts as account
      join posting.account_firsts as holder on holder.account_no = account.account_no
    group by
      account.programme_id,
      account.member_id
  ),
  drawn as (
    select
      campaign.programme_id,
      campaign.promotion_id,
      target.member_id,
      bool_or(target.assigned = 'treated') as is_treated
    from
      data.campaigns as campaign
      join data.campaign_targets as target on target.programme_id = campaign.programme_id
      and target.campaign_id = campaign.campaign_id
    where
      target.assigned in ('treated', 'holdout')
      and campaign.promotion_id is not null
    group by all
  ),
  conditions as (
    select
      programme_id,
      promotion_id,
      starts_on,
      trim(split_part(condition, '=', 1)) as name,
      trim(split_part(condition, '=', 2)) as wanted
    from
      (
        select
          *,
          unnest(string_split(eligible_segment, ';')) as condition
        from
          posting.promotion_windows
        where
          design = 'eligibility'
      )
    where
      trim(condition) <> ''
  ),
  unmet as (
    select distinct
      conditions.programme_id,
      conditions.promotion_id,
      members.member_id
    from
      conditions
      join members on members.programme_id = conditions.programme_id
      left join data.members as person on person.programme_id = members.programme_id
      and person.member_id = members.member_id
    where
      not case
        when conditions.name = 'min_age' then coalesce(
          date_sub('year', person.birth_date, conditions.starts_on) >= try_cast (conditions.wanted as integer),
          false
        )
        else exists (
          select
            1
          from
            data.member_attributes as attribute
          where
            attribute.programme_id = members.programme_id
            and attribute.member_id = members.member_id
            and attribute.attribute = conditions.name
            and attribute.value = conditions.wanted
            and coalesce(local_day (attribute.programme_id, attribute.valid_from) <= conditions.starts_on, true)
            and coalesce(local_day (attribute.programme_id, attribute.valid_to) > conditions.starts_on, true)
        )
      end
  )
select
  promo.programme_id,
  promo.promotion_id,
  drawn.member_id,
  drawn.is_treated
from
  posting.promotion_windows as promo
  join drawn on drawn.programme_id = promo.programme_id
  and drawn.promotion_id = promo.promotion_id
  semi join members on members.programme_id = promo.programme_id
  and members.member_id = drawn.member_id
where
  promo.design = 'holdout'
union all
select
  promo.programme_id,
  promo.promotion_id,
  members.member_id,
  unmet.member_id is null
from
  posting.promotion_windows as promo
  join members on members.programme_id = promo.programme_id
  and members.first_event_no < month_no (promo.starts_on)
  left join unmet on unmet.programme_id = promo.programme_id
  and unmet.promotion_id = promo.promotion_id
  and unmet.member_id = members.member_id
where
  promo.design = 'eligibility'
