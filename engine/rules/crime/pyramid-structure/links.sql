-- One row per member who brought another or was brought, numbered from 0, with the first who brought that member.
with
  named as (
    select
      programme_id,
      referred_member_id as member_id,
      referrer_member_id,
      referred_at
    from
      data.referrals
    union all
    select
      programme_id,
      member_id,
      referrer_member_id,
      joined_at as referred_at
    from
      data.members
    where
      referrer_member_id is not null
  ),
  first_named as (
    select
      *
    from
      named
    where
      member_id <> referrer_member_id
    qualify
      row_number() over (
        partition by
          programme_id,
          member_id
        order by
          referred_at,
          referrer_member_id
      ) = 1
  ),
  members as (
    select
      programme_id,
      member_id,
      (
        row_number() over (
          order by
            programme_id,
            member_id
        ) - 1
      )::integer as node
    from
      (
        select
          programme_id,
          member_id
        from
          first_named
        union
        select
          programme_id,
          referrer_member_id
        from
          first_named
      ) as everyone
  )
select
  member.node,
  member.programme_id,
  member.member_id,
  coalesce(referrer.node, -1)::integer as referrer_node,
  link.referrer_member_id,
  link.referred_at
from
  members as member
  left join first_named as link using (programme_id, member_id)
  left join members as referrer on referrer.programme_id = link.programme_id
  and referrer.member_id = link.referrer_member_id
