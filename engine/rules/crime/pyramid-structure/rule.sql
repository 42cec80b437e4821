-- One row per member of a tree of referrals that is as large and as deep as the law names, and in which bringing people is
-- what is rewarded: by heads, by entry fees, or over two levels and more. Judged on the day it came to that size.
with
  members as (
    select
      link.*,
      place.root_node,
      place.level,
      programme.ends_at
    from
      posting.referral_links as link
      join posting.referral_levels as place using (node)
      join meta.programmes as programme using (programme_id)
  ),
  rewards as (
    select
      member.root_node,
      count(*) as rewards,
      max(reward.level) as highest_level,
      string_agg(
        distinct reward.basis,
        ', '
        order by
          reward.basis
      ) as bases
    from
      data.referral_rewards as reward
      join members as member on member.programme_id = reward.programme_id
      and member.member_id = reward.source_member_id
    where
      reward.basis in ('headcount', 'entry_fee')
      or reward.level >= 2
    group by
      member.root_node
  ),
  trees as (
    select
      root_node,
      count(*) as tree_members,
      max(level) as tree_levels,
      parameter_min_members (any_value(programme_id), any_value(ends_at))::bigint as min_members,
      parameter_min_levels (any_value(programme_id), any_value(ends_at))::bigint as min_levels,
      -- The top was brought by nobody, and counts from the beginning; so does who has no date.
      list_sort(list(coalesce(referred_at, '-infinity'::timestamptz))) as joined,
      min(coalesce(referred_at, '-infinity'::timestamptz)) filter(
        where
          level >= parameter_min_levels (programme_id, ends_at)
      ) as deep_at
    from
      members
    group by
      root_node
    having
      tree_members >= min_members
      and tree_levels >= min_levels
  )
select
  member.programme_id,
  'member' as subject_type,
  top.member_id as subject_id,
  nullif(greatest(tree.joined[tree.min_members], tree.deep_at), '-infinity'::timestamptz) as occurred_at,
  concat(tree.tree_members, ' / ', tree.tree_levels) as observed,
  concat(tree.min_members, ' / ', tree.min_levels) as expected,
  member.member_id,
  {
    'tree_members': tree.tree_members,
    'tree_levels': tree.tree_levels,
    'rewards': reward.rewards,
    'highest_rewarded_level': reward.highest_level,
    'reward_bases': reward.bases,
    'level': member.level,
    'member_id': member.member_id,
    'referrer_member_id': member.referrer_member_id,
    'referred_at': member.referred_at
  } as evidence
from
  members as member
  join trees as tree using (root_node)
  join rewards as reward using (root_node)
  join posting.referral_links as top on top.node = member.root_node
