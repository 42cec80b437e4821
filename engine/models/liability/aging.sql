-- One row per wallet and span of months since the points were first issued: what is outstanding at the as-of date. Points
-- that can be redeemed on demand are current whatever their age (IAS 1.69(d)).
with
  standing as (
    select
      pool.programme_id,
      pool.wallet,
      month_no (programme.as_of) - month_no (pool.vintage) as age,
      pool.outstanding as closing,
      pool.contract_liability + pool.provision as closing_money,
      valued.wallet is not null as is_valued
    from
      liability.pools as pool
      join meta.programmes as programme on programme.programme_id = pool.programme_id
      left join (
        select distinct
          programme_id,
          wallet
        from
          meta.point_values
      ) as valued on valued.programme_id = pool.programme_id
      and valued.wallet = pool.wallet
    where
      pool.outstanding <> 0
  ),
  spans as (
    select
      unnest([1, 2, 3, 4, 5, 6, 7]) as bucket_no,
      unnest(['0-2', '3-5', '6-11', '12-23', '24-35', '36-59', '60+']) as bucket,
      unnest([0, 3, 6, 12, 24, 36, 60]) as from_age,
      unnest([3, 6, 12, 24, 36, 60, 100000]) as to_age
  )
select
  standing.programme_id,
  standing.wallet,
  spans.bucket_no,
  spans.bucket,
  sum(standing.closing)::decimal(18, 2) as points,
  sum(standing.closing_money) filter(standing.is_valued)::decimal(18, 4) as money,
  true as current,
  'months_since_issue' as basis
from
  standing
  join spans on standing.age >= spans.from_age
  and standing.age < spans.to_age
group by
  standing.programme_id,
  standing.wallet,
  spans.bucket_no,
  spans.bucket
order by
  standing.programme_id,
  standing.wallet,
  spans.bucket_no
