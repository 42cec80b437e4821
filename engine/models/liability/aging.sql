-- One row per wallet and span of months since the points were first issued: what is outstanding at the as-of date. Points
-- that can be redeemed on demand are current whatever their age (IAS 1.69(d)).
with
  standing as (
    select
      cell.programme_id,
      cell.wallet,
      month_no (cell.month) - month_no (cell.vintage) as age,
      cell.closing,
      cell.closing_money,
      cell.is_valued
    from
      posting.cell_months as cell
      join meta.programmes as programme on programme.programme_id = cell.programme_id
    where
      cell.vintage is not null
      and cell.closing <> 0
      and month_no (cell.month) = month_no (programme.as_of)
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
