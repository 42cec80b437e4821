-- One row per programme, wallet, trait and segment: how many accounts it has, and how many of them redeemed anything. Adds up
-- over shards.
with
  redeeming as (
    select distinct
      account_no
    from
      posting.standing_acts
    where
      is_redemption
  )
select
  account.programme_id,
  account.wallet,
  segment.dimension,
  segment.segment,
  count(*) as members,
  count(redeeming.account_no) as members_redeeming
from
  ledger.accounts as account
  join redemption.segments as segment on segment.account_no = account.account_no
  left join redeeming on redeeming.account_no = account.account_no
group by all
order by all
