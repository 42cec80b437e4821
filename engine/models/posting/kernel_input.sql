-- One row per posted event, and two where a transfer's legs differ (the paired part and the rest), as the allocation
-- kernel replays them: component by component, in time order. Rows of one instant are put in the order of their event keys
-- afterwards (see posting.tied_rows). Narrow on purpose: sorting wide rows is what costs.
with
  events as (
    select
      event.rowid as raw_no,
      account.component_no,
      account.account_no,
      event.programme_id,
      event.event_type,
      event.points,
      event.available_at,
      event.expires_at,
      coalesce(leg.in_effective_at, event.occurred_at) as effective_at,
      leg.pair_no,
      leg.points_paired,
      policy.policy_no,
      relation.related_no,
      referenced.related_no is not null as is_referenced
    from
      posting.raw_events as event
      join posting.accounts as account using (programme_id, wallet, member_id)
      join posting.wallet_policies as policy using (programme_id, wallet)
      join meta.programmes as programme using (programme_id)
      anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
      left join posting.pair_legs as leg on leg.raw_no = event.rowid
      left join posting.relations as relation on relation.raw_no = event.rowid
      left join (
        select distinct
          related_no
        from
          posting.relations
      ) as referenced on referenced.related_no = event.rowid
    where
      account.component_no between $first_component and $last_component
      and coalesce(leg.in_effective_at, event.occurred_at) < programme.ends_at
  ),
  dated as (
    select
      events.*,
      validity.kind as validity_kind,
      validity.months as validity_months,
      policy.grace_days,
      local_day (events.programme_id, events.effective_at) as effective_day
    from
      events
      join posting.wallet_policies as policy using (policy_no)
      join posting.validities as validity on validity.policy_no = events.policy_no
      and events.effective_at >= validity.starts_at
      and events.effective_at < validity.ends_at
  ),
  -- The start day is not counted; the period ends with the corresponding day, or else the month's last, at 24:00.
  expiring as (
    select
      *,
      case validity_kind
        when 'months' then effective_day + to_months(validity_months) + interval 1 day
        when 'activity' then effective_day + to_months(validity_months) + interval 1 day
        when 'calendar' then make_date(year(effective_day) + 1, 1, 1) + to_months(validity_months)
      end::date as policy_expiry_day
    from
      dated
  ),
  -- In one pass: events are many, and what is read twice is kept meanwhile.
  parts as (
    select
      *,
      unnest(
        case
          when pair_no is null then [0]
          when points > points_paired then [1, 2]
          else [1]
        end
      ) as part
    from
      expiring
  )
select
  parts.raw_no::integer as raw_no,
  parts.component_no,
  parts.account_no,
  parts.policy_no::utinyint as policy_no,
  event_type_code (parts.event_type)::utinyint as type_code,
  parts.part::utinyint as part,
  (
    case parts.part
      when 0 then parts.points
      when 1 then parts.points_paired
      when 2 then parts.points - parts.points_paired
    end * 100
  )::bigint as hundredths,
  epoch_us(parts.effective_at) as instant,
  epoch_us(
    case
      when parts.event_type = 'earn'
      and parts.available_at > parts.effective_at then parts.available_at
      else parts.effective_at
    end
  ) as available_at,
  epoch_us(
    case
      when parts.event_type = 'restore'
      and parts.related_no is not null then local_midnight (parts.programme_id, (parts.effective_day + to_days(parts.grace_days + 1))::date)
      when parts.expires_at is not null then parts.expires_at
      else local_midnight (parts.programme_id, parts.policy_expiry_day)
    end
  ) as expires_at,
  (
    parts.validity_kind = 'activity'
    and parts.expires_at is null
  )::utinyint as follows_activity,
  case
    when parts.validity_kind = 'activity'
    and parts.event_type in ('earn', 'redeem') then epoch_us(local_midnight (parts.programme_id, parts.policy_expiry_day))
  end as activity_deadline,
  case
    when parts.part = 1 then parts.pair_no
    else -1
  end as pair_no,
  coalesce(parts.related_no, -1)::integer as related_no,
  parts.is_referenced::utinyint as is_referenced
from
  parts
order by
  parts.component_no,
  instant
