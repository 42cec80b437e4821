-- One row per programme, wallet (NULL: all of them) and definition of a metric that points moved by months tell for any span: of
-- the months from `first_month` to `last_month` (their first days, both included). What a definition counts from the beginning
-- on, or at the end, it counts up to the end of the span. `value` is NULL where there is nothing to divide by. A macro, that may
-- use none of the build's.
with
  flows as (
    select
      flow.programme_id,
      flow.wallet,
      flow.month >= first_month as is_within,
      case
        when flow.kind in ('earn', 'reverse') then flow.points_change
        else 0
      end as issued,
      case
        when flow.kind in ('redeem', 'restore') then - flow.points_change
        else 0
      end as redeemed,
      case
        when flow.kind in ('expire', 'implied_expiry') then - flow.points_change
        else 0
      end as expired,
      flow.points_change
    from
      balances.flows as flow
    where
      flow.month <= last_month
  ),
  sums as (
    select
      programme_id,
      wallet,
      sum(issued)::decimal(18, 2) as issued,
      sum(redeemed)::decimal(18, 2) as redeemed,
      sum(expired)::decimal(18, 2) as expired,
      sum(points_change)::decimal(18, 2) as outstanding,
      coalesce(sum(issued) filter(is_within), 0)::decimal(18, 2) as issued_within,
      coalesce(sum(redeemed) filter(is_within), 0)::decimal(18, 2) as redeemed_within,
      coalesce(sum(expired) filter(is_within), 0)::decimal(18, 2) as expired_within
    from
      flows
    group by
      grouping sets ((programme_id, wallet), (programme_id))
  ),
  told as (
    select
      programme_id,
      wallet,
      unnest(
        [
          {
            'metric': 'redemption_rate',
            'definition': 'period',
            'numerator': redeemed_within,
            'denominator': issued_within
          },
          {'metric': 'redemption_rate', 'definition': 'lifetime', 'numerator': redeemed, 'denominator': issued},
          {'metric': 'breakage', 'definition': 'expired', 'numerator': expired, 'denominator': issued},
          {
            'metric': 'breakage',
            'definition': 'unspent',
            'numerator': (issued - redeemed)::decimal(18, 2),
            'denominator': issued
          },
          {
            'metric': 'burn_earn',
            'definition': 'redeemed',
            'numerator': redeemed_within,
            'denominator': issued_within
          },
          {
            'metric': 'burn_earn',
            'definition': 'all_out',
            'numerator': (redeemed_within + expired_within)::decimal(18, 2),
            'denominator': issued_within
          },
          {
            'metric': 'velocity',
            'definition': 'turnover',
            'numerator': redeemed_within,
            'denominator': outstanding
          },
          {
            'metric': 'velocity',
            'definition': 'months_held',
            'numerator': (outstanding * (datediff('month', first_month, last_month) + 1))::decimal(18, 2),
            'denominator': redeemed_within
          }
        ],
        recursive := true
      )
    from
      sums
  )
select
  *,
  case
    when denominator > 0 then round(numerator / denominator, 6)
  end::decimal(18, 6) as value
from
  told
