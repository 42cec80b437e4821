-- One row per tier of a programme: its rank and what it wants, as its latest row has them.
select
  programme_id,
  tier,
  max_by(rank, valid_from) as rank,
  max_by(threshold, valid_from) as threshold,
  max_by(period, valid_from) as period
from
  data.tiers
group by
  programme_id,
  tier
