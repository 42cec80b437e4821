-- One row per programme, member and industry in which he bought: his purchase history by distinct days, net of refunds, as
-- BG/NBD asks for it (days after the first one, last of them and the end of observation, in days since the first), once at
-- the as-of date and once at the cut before the hold-out (NULL: he came later), with the purchase days in the hold-out.
-- The hold-out is as long as the policy says, or a third of the ledger where that is shorter.
with
  cuts as (
    select
      programme.programme_id,
      programme.as_of,
      programme.as_of - least(policy.hold_out_days, (programme.as_of - starts.starts_on + 1) // 3)::integer as cut_on
    from
      meta.programmes as programme
      join posting.ledger_starts as starts on starts.programme_id = programme.programme_id
      join meta.member_policies as policy on policy.programme_id = programme.programme_id
  ),
  merchants as (
    select
      programme_id,
      merchant_id,
      any_value(industry) as industry,
      any_value(margin_rate) as margin_rate
    from
      data.merchants
    group by
      programme_id,
      merchant_id
  ),
  -- By number, for every purchase passes here; a member has that of his first account.
  days as (
    select
      holders.member_no,
      coalesce(merchants.industry, 'unknown') as industry,
      acts.day,
      sum(round(acts.amount::decimal(38, 4) * merchants.margin_rate, 4)::decimal(18, 4)) as margin
    from
      posting.acts as acts
      join cohorts.members as holders on holders.account_no = acts.account_no
      left join merchants on merchants.programme_id = holders.programme_id
      and merchants.merchant_id = acts.merchant_id
    where
      acts.is_purchase
    group by all
  ),
  summed as (
    select
      days.member_no,
      days.industry,
      any_value(account.programme_id) as programme_id,
      any_value(account.member_id) as member_id,
      any_value(cuts.as_of) as as_of,
      any_value(cuts.cut_on) as cut_on,
      min(days.day) as first_on,
      max(days.day) as last_on,
      count(*) as purchase_days,
      count(*) filter(days.day <= cuts.cut_on) as days_at_cut,
      max(days.day) filter(days.day <= cuts.cut_on) as last_at_cut,
      sum(days.margin) as margin
    from
      days
      join ledger.accounts as account on account.account_no = days.member_no
      join cuts on cuts.programme_id = account.programme_id
    group by
      days.member_no,
      days.industry
  )
select
  programme_id,
  member_id,
  industry,
  (purchase_days - 1)::integer as frequency,
  (last_on - first_on)::integer as recency,
  (as_of - first_on)::integer as age,
  case
    when days_at_cut > 0 then days_at_cut - 1
  end::integer as frequency_at_cut,
  (last_at_cut - first_on)::integer as recency_at_cut,
  case
    when days_at_cut > 0 then cut_on - first_on
  end::integer as age_at_cut,
  (purchase_days - days_at_cut)::integer as held_out,
  (as_of - cut_on)::integer as hold_out_days,
  margin::decimal(18, 4) as margin
from
  summed
order by all
