-- One row per member whom something calls to contact at the as-of date: the first of his occasions (points expire, next tier
-- near, next reward near, speeding up, turning cold), on which legal basis, by which channel, and whether he may be contacted
-- (`status`: due; capped, contacted as often as the policy allows; no_consent). A reminder of expiry is owed under the
-- contract and needs no profiling; all others need consent to profiling and to marketing. `amount`: points that expire, are
-- missing to the tier, or to the reward. In the order of today's list, and numbered by it (`place`), so that a page reads its
-- own rows only.
with
  wallets_rewards as (
    select
      programme_id,
      wallet,
      item_id,
      points_price,
      least_rank
    from
      members.rewards
  ),
  near_rewards as (
    select
      reach.programme_id,
      reach.member_id,
      (reward.points_price - reach.points_now)::decimal(18, 2) as missing,
      reward.item_id,
      reward.wallet
    from
      members.reach as reach
      asof join wallets_rewards as reward on reward.programme_id = reach.programme_id
      and reward.wallet = reach.wallet
      and reach.points_now < reward.points_price
    where
      reach.likely_1 >= reward.points_price
      and reward.least_rank = 0
    qualify
      row_number() over (
        partition by
          reach.programme_id,
          reach.member_id
        order by
          missing,
          reward.wallet,
          reward.item_id
      ) = 1
  ),
  contacted as (
    select
      programme_id,
      member_id,
      sent_at as contacted_at,
      channel
    from
      data.notices
    where
      member_id is not null
      and kind in ('activity', 'expiry_reminder')
      and delivery_status is distinct from 'failed'
    union all
    select
      programme_id,
      member_id,
      targeted_at,
      null
    from
      data.campaign_targets
    where
      assigned is distinct from 'holdout'
  ),
  contacts_before as (
    select
      contacted.programme_id,
      contacted.member_id,
      count(*) filter(contacted.contacted_at >= programme.ends_at - to_days(policy.contact_cap_days)) as contacts,
      arg_max(contacted.channel, contacted.contacted_at) as channel
    from
      contacted
      join meta.programmes as programme on programme.programme_id = contacted.programme_id
      join meta.member_policies as policy on policy.programme_id = programme.programme_id
    group by
      contacted.programme_id,
      contacted.member_id
  ),
  occasions as (
    select
      profile.programme_id,
      profile.member_id,
      profile.member_no,
      profile.segment,
      profile.life_cycle,
      profile.consent,
      profile.marketing_consent,
      profile.expected_margin,
      profile.next_expiry_on,
      near.item_id,
      near.wallet,
      policy.contact_cap,
      case
        when profile.expiring_30 >= policy.expiring_least then 'expiring'
        when profile.is_near_next_tier then 'near_tier'
        when near.item_id is not null then 'near_reward'
        when profile.is_high_potential then 'accelerating'
        when profile.life_cycle = 'cooling'
        and profile.frequency_score >= 4 then 'cooling'
      end as occasion,
      profile.expiring_30,
      profile.next_tier_gap,
      near.missing
    from
      members.profile as profile
      join meta.member_policies as policy on policy.programme_id = profile.programme_id
      left join near_rewards as near on near.programme_id = profile.programme_id
      and near.member_id = profile.member_id
  ),
  listed as (
    select
      occasions.programme_id,
      occasions.member_id,
      occasions.member_no,
      occasions.occasion,
      case
        when occasion = 'expiring' then 'contract'
        else 'consent'
      end as legal_basis,
      case
        when occasion <> 'expiring'
        and not coalesce(
          consent
          and marketing_consent,
          false
        ) then 'no_consent'
        when coalesce(before.contacts, 0) >= contact_cap then 'capped'
        else 'due'
      end as status,
      before.channel,
      coalesce(before.contacts, 0)::integer as contacts_before,
      case occasion
        when 'expiring' then expiring_30
        when 'near_tier' then next_tier_gap
        when 'near_reward' then missing
      end as amount,
      case
        when occasion = 'expiring' then next_expiry_on
      end as due_on,
      case
        when occasion = 'near_reward' then item_id
      end as item_id,
      case
        when occasion = 'near_reward' then occasions.wallet
      end as wallet,
      segment,
      life_cycle,
      expected_margin,
      consent
    from
      occasions
      left join contacts_before as before on before.programme_id = occasions.programme_id
      and before.member_id = occasions.member_id
    where
      occasion is not null
  )
select
  *,
  row_number() over (
    partition by
      programme_id
    order by
      list_position(['due', 'capped', 'no_consent'], status),
      list_position(['expiring', 'near_tier', 'near_reward', 'accelerating', 'cooling'], occasion),
      due_on nulls last,
      amount desc nulls last,
      member_no
  )::integer as place
from
  listed
order by
  programme_id,
  place
