-- One row per account and span of time in which it could pay the same prices: up to which one (`rung`, 0: none; see
-- posting.price_rungs), and up to which before. What balances do between two prices is left out.
with
  climbed as (
    select
      span.account_no,
      account.programme_id,
      account.wallet,
      span.starts_at,
      coalesce(rungs.rung, 0) as rung
    from
      posting.spendable_spans as span
      join ledger.accounts as account on account.account_no = span.account_no
      asof left join posting.price_rungs as rungs on rungs.programme_id = account.programme_id
      and rungs.wallet = account.wallet
      and span.points >= rungs.points_price
  ),
  stepped as (
    select
      *,
      lag (rung, 1, 0) over (
        partition by
          account_no
        order by
          starts_at
      ) as rung_before
    from
      climbed
  )
select
  account_no,
  programme_id,
  wallet,
  rung,
  rung_before,
  starts_at,
  lead (starts_at, 1, 'infinity'::timestamptz) over (
    partition by
      account_no
    order by
      starts_at
  ) as ends_at
from
  stepped
where
  rung <> rung_before
