-- One row per programme, wallet (NULL: all of them) and definition of a metric: rivals that the industry calls by one name,
-- each with the two figures it divides. `value` is NULL where there is nothing to divide by, or the data cannot tell. The last
-- year is the twelve calendar months that end with the as-of month.
with
  flows as (
    select
      flows.programme_id,
      flows.wallet,
      flows.month > programme.as_of - interval 12 month as is_last_year,
      case
        when kind in ('earn', 'reverse') then points_change
        else 0
      end as issued,
      case
        when kind in ('redeem', 'restore') then - points_change
        else 0
      end as redeemed,
      case
        when kind in ('expire', 'implied_expiry') then - points_change
        else 0
      end as expired,
      points_change
    from
      balances.flows as flows
      join meta.programmes as programme on programme.programme_id = flows.programme_id
  ),
  flow_sums as (
    select
      programme_id,
      wallet,
      sum_points (issued) as issued,
      sum_points (redeemed) as redeemed,
      sum_points (expired) as expired,
      sum_points (points_change) as outstanding,
      sum_points (
        case
          when is_last_year then issued
        end
      ) as issued_year,
      sum_points (
        case
          when is_last_year then redeemed
        end
      ) as redeemed_year,
      sum_points (
        case
          when is_last_year then expired
        end
      ) as expired_year
    from
      flows
    group by
      grouping sets ((programme_id, wallet), (programme_id))
  ),
  pools as (
    select
      programme_id,
      wallet,
      sum_points (issued) as issued,
      sum_points (expected_total) as expected
    from
      liability.pools
    group by
      grouping sets ((programme_id, wallet), (programme_id))
  ),
  people as (
    select
      facts.programme_id,
      count(*) as members,
      count(*) filter(facts.earned_ever > 0) as earners,
      count(*) filter(
        facts.redeemed_ever > 0
        and facts.earned_ever > 0
      ) as redeemers,
      count(*) filter(
        facts.last_redemption_on > programme.as_of - 365
        and facts.earned_ever > 0
      ) as redeemers_year,
      count(*) filter(facts.first_purchase_on is not null) as buyers,
      count(*) filter(facts.last_purchase_on > programme.as_of - policy.active_days) as bought_lately,
      count(*) filter(facts.last_act_on > programme.as_of - 365) as acted_year,
      count(*) filter(facts.points_balance > 0) as holders,
      sum(
        round(least(facts.redeemed_ever, facts.earned_ever) / nullif(facts.earned_ever, 0), 6)::decimal(18, 6)
      ) as capped
    from
      members.facts as facts
      join meta.programmes as programme on programme.programme_id = facts.programme_id
      join meta.member_policies as policy on policy.programme_id = programme.programme_id
    group by
      facts.programme_id
  ),
  touched as (
    select
      account.programme_id,
      count(distinct account.member_id) as members
    from
      balances.accounts as account
      join meta.programmes as programme on programme.programme_id = account.programme_id
    where
      account.last_event_at >= programme.ends_at - to_days(365)
    group by
      account.programme_id
  ),
  of_flows as (
    select
      programme_id,
      wallet,
      unnest(
        [
          {
            'metric': 'redemption_rate',
            'definition': 'period',
            'numerator': redeemed_year,
            'denominator': issued_year
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
            'numerator': redeemed_year,
            'denominator': issued_year
          },
          {
            'metric': 'burn_earn',
            'definition': 'all_out',
            'numerator': (redeemed_year + expired_year)::decimal(18, 2),
            'denominator': issued_year
          },
          {
            'metric': 'velocity',
            'definition': 'turnover',
            'numerator': redeemed_year,
            'denominator': outstanding
          },
          {
            'metric': 'velocity',
            'definition': 'months_held',
            'numerator': (outstanding * 12)::decimal(18, 2),
            'denominator': redeemed_year
          }
        ]
      ) as figure
    from
      flow_sums
  ),
  of_pools as (
    select
      programme_id,
      wallet,
      unnest(
        [
          {'metric': 'redemption_rate', 'definition': 'ultimate', 'numerator': expected, 'denominator': issued},
          {
            'metric': 'breakage',
            'definition': 'ultimate',
            'numerator': (issued - expected)::decimal(18, 2),
            'denominator': issued
          }
        ]
      ) as figure
    from
      pools
  ),
  of_people as (
    select
      people.programme_id,
      null as wallet,
      unnest(
        [
          {
            'metric': 'redemption_rate',
            'definition': 'capped',
            'numerator': capped::decimal(18, 2),
            'denominator': earners::decimal(18, 2)
          },
          {
            'metric': 'redemption_rate',
            'definition': 'members',
            'numerator': redeemers_year::decimal(18, 2),
            'denominator': earners::decimal(18, 2)
          },
          {
            'metric': 'activation',
            'definition': 'bought',
            'numerator': buyers::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'activation',
            'definition': 'earned',
            'numerator': earners::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'activation',
            'definition': 'redeemed',
            'numerator': redeemers::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'active',
            'definition': 'acted',
            'numerator': acted_year::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'active',
            'definition': 'bought',
            'numerator': bought_lately::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'active',
            'definition': 'any_event',
            'numerator': coalesce(touched.members, 0)::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          },
          {
            'metric': 'active',
            'definition': 'holding',
            'numerator': holders::decimal(18, 2),
            'denominator': people.members::decimal(18, 2)
          }
        ]
      ) as figure
    from
      people
      left join touched on touched.programme_id = people.programme_id
  ),
  figures as (
    from
      of_flows
    union all
    from
      of_pools
    union all
    from
      of_people
  )
select
  programme_id,
  wallet,
  figure.metric,
  figure.definition,
  figure.numerator,
  figure.denominator,
  case
    when figure.denominator > 0 then round(figure.numerator / figure.denominator, 6)
  end::decimal(18, 6) as value
from
  figures
order by
  programme_id,
  wallet,
  figure.metric,
  figure.definition
