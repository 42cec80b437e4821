-- One row per programme, wallet, question and stratum of like members (see redemption.lock_in_counts): how many were exposed
-- and how many not, their purchases, and the days they were watched.
select
  programme_id,
  question,
  wallet,
  starts_on,
  recency,
  frequency,
  affords,
  coalesce(sum(members) filter(is_exposed), 0)::bigint as exposed_members,
  coalesce(sum(purchases) filter(is_exposed), 0)::bigint as exposed_purchases,
  coalesce(sum(days) filter(is_exposed), 0)::bigint as exposed_days,
  coalesce(sum(members) filter(not is_exposed), 0)::bigint as other_members,
  coalesce(sum(purchases) filter(not is_exposed), 0)::bigint as other_purchases,
  coalesce(sum(days) filter(not is_exposed), 0)::bigint as other_days
from
  redemption.lock_in_counts
group by all
order by all
