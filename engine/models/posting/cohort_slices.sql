-- One row per holder (a member in one wallet, or one of several wallets in all of them: see cohorts.members) and slice of
-- the cohorts that it is counted in: its wallet, and, where it stands for all wallets, everybody (`all`), each of its traits
-- (empty: not known), and the two that are chosen together most (a list of both, as JSON). `holder_no`: an account, numbered
-- from 0, or a member of several wallets, downwards from -1. Slices are numbered, so that counting them handles no texts; the
-- numbers hold for one shard.
with
  holders as (
    select
      coalesce(account_no, -1 - member_no) as holder_no,
      *
    from
      cohorts.members
  ),
  sliced as (
    select
      holder_no,
      programme_id,
      wallet,
      'all' as dimension,
      '' as slice
    from
      holders
    where
      wallet is not null
    union all
    select
      holder_no,
      programme_id,
      null,
      unnest(['all', 'tier', 'region', 'merchant', 'credit_tier', 'age', 'reason', 'tier and region']),
      unnest(
        [
          '',
          coalesce(tier, ''),
          coalesce(region_code, ''),
          coalesce(first_merchant_id, ''),
          coalesce(credit_tier, ''),
          coalesce(age_band, ''),
          coalesce(first_reason, ''),
          to_json([coalesce(tier, ''), coalesce(region_code, '')])::varchar
        ]
      )
    from
      holders
    where
      counts_in_all
  ),
  slices as (
    select
      *,
      row_number() over () as slice_no
    from
      (
        select distinct
          programme_id,
          wallet,
          dimension,
          slice
        from
          sliced
      )
  )
select
  sliced.holder_no,
  slices.slice_no::integer as slice_no,
  slices.programme_id,
  slices.wallet,
  slices.dimension,
  slices.slice
from
  sliced
  join slices on slices.programme_id = sliced.programme_id
  and slices.wallet is not distinct from sliced.wallet
  and slices.dimension = sliced.dimension
  and slices.slice = sliced.slice
