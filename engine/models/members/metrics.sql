-- One row per programme, wallet (NULL: all of them) and definition of a metric: rivals that the industry calls by one name,
-- each with the two figures it divides. `value` is NULL where there is nothing to divide by, or the data cannot tell. The last
-- year is the twelve calendar months that end with the as-of month.
with
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
    from
      members.flow_metrics (
        (
          select
            date_trunc('month', max(as_of) - interval 11 month)::date
          from
            meta.programmes
        ),
        (
          select
            date_trunc('month', max(as_of))::date
          from
            meta.programmes
        )
      )
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
  told as (
    from
      of_pools
    union all
    from
      of_people
  ),
  figures as (
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
      told
    union all
    from
      of_flows
  )
select
  *
from
  figures
order by
  programme_id,
  wallet,
  metric,
  definition
