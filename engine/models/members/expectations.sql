-- One row per programme, member and industry whose model held in the hold-out: his purchase history and what BG/NBD
-- expects of it. Industries whose model was refused are not here (see members.models).
select
  history.programme_id,
  history.member_id,
  history.industry,
  history.frequency,
  history.recency,
  history.age,
  outlook.p_alive,
  outlook.expected_purchases,
  case
    when history.margin is not null then round(outlook.expected_purchases::decimal(38, 10) * history.margin / (history.frequency + 1), 4)
  end::decimal(18, 4) as expected_margin
from
  members.histories as history
  join posting.outlooks as outlook on outlook.programme_id = history.programme_id
  and outlook.industry = history.industry
  and outlook.frequency = history.frequency
  and outlook.recency = history.recency
  and outlook.age = history.age
order by
  history.programme_id,
  history.member_id,
  history.industry
