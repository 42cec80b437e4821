-- One row per account of a wallet with priced rewards and span of time in which what it could spend stood still, from its
-- first event to the as-of date. A lot that is not available yet is left out until it is.
with
  offered as (
    select distinct
      programme_id,
      wallet
    from
      posting.item_offers
    where
      wallet is not null
  ),
  accounts as (
    select
      account.account_no,
      programme.ends_at
    from
      ledger.accounts as account
      join offered on offered.programme_id = account.programme_id
      and offered.wallet = account.wallet
      join meta.programmes as programme on programme.programme_id = account.programme_id
  ),
  changes as (
    select
      account_no,
      effective_at,
      points_change
    from
      balances.changes
    union all
    select
      account_no,
      opened_at,
      - points_opened
    from
      lots.lot_facts
    where
      available_at > opened_at
    union all
    select
      account_no,
      available_at,
      points_opened
    from
      lots.lot_facts
    where
      available_at > opened_at
  ),
  at_instants as (
    select
      changes.account_no,
      changes.effective_at,
      accounts.ends_at,
      sum(changes.points_change) as points_change
    from
      changes
      join accounts on accounts.account_no = changes.account_no
    where
      changes.effective_at < accounts.ends_at
    group by all
  )
select
  account_no,
  effective_at as starts_at,
  lead (effective_at, 1, ends_at) over by_time as ends_at,
  sum(points_change) over (by_time rows unbounded preceding)::decimal(18, 2) as points
from
  at_instants
window
  by_time as (
    partition by
      account_no
    order by
      effective_at
  )
