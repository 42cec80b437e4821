-- One row per refunded purchase whose points were kept, or taken back at another rate than they were earned at.
with
  refunded as (
    select
      returned.*
    from
      data.returns as returned
      join meta.programmes as programme using (programme_id)
    where
      returned.decision = 'approved'
      and returned.refunded_at + to_days(parameter_grace_days (returned.programme_id, returned.refunded_at)::integer) < programme.ends_at
  ),
  earned as (
    select
      refunded.*,
      entry.account_no,
      entry.entry_no,
      entry.wallet,
      entry.member_id,
      entry.merchant_id,
      entry.points,
      entry.amount
    from
      refunded
      join ledger.entries as entry on entry.programme_id = refunded.programme_id
      and entry.source = refunded.source
      and entry.event_id = refunded.event_id
    where
      entry.event_type = 'earn'
  ),
  taken_back as (
    select
      earned.programme_id,
      earned.return_id,
      sum(entry.points) as points
    from
      earned
      join ledger.entries as entry on entry.account_no = earned.account_no
      and entry.related_event_id = earned.event_id
      and coalesce(entry.related_source, entry.source) = earned.source
    where
      entry.event_type = 'reverse'
    group by all
  ),
  due as (
    select
      earned.*,
      coalesce(taken_back.points, 0)::decimal(18, 2) as points_taken_back,
      -- What expired or was forfeited cannot be taken back.
      least(
        case
          when refunded_amount > 0
          and amount > 0 then round(earned.points * least(refunded_amount / amount, 1), 2)
          else earned.points
        end,
        earned.points - coalesce(lot.points_expired + lot.points_forfeited, 0)
      )::decimal(18, 2) as points_due,
      coalesce(
        refunded_amount > 0
        and amount > 0,
        false
      ) as is_rate_known
    from
      earned
      left join taken_back using (programme_id, return_id)
      left join lots.lot_facts as lot on lot.opening_entry_no = earned.entry_no
    where
      not (
        coalesce(earned.kind, '') = 'quality'
        and (
          exists (
            select
              1
            from
              data.members as member
            where
              member.programme_id = earned.programme_id
              and member.member_id = earned.member_id
              and starts_with(member.region_code, '33')
          )
          or exists (
            select
              1
            from
              data.merchants as merchant
            where
              merchant.programme_id = earned.programme_id
              and merchant.merchant_id = earned.merchant_id
              and starts_with(merchant.region_code, '33')
          )
        )
      )
  )
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  source,
  event_id,
  refunded_at as occurred_at,
  points_taken_back as observed,
  points_due as expected,
  member_id,
  abs(points_due - points_taken_back) as points,
  {
    'return_id': return_id,
    'amount': amount,
    'refunded_amount': refunded_amount,
    'points_earned': points,
    'points_due': points_due,
    'points_taken_back': points_taken_back
  } as evidence,
  entry_no,
  source_file,
  source_record
from
  due
where
  case
    when is_rate_known then abs(points_due - points_taken_back) > parameter_tolerance (programme_id, refunded_at)
    -- How much was refunded is unknown: only points kept altogether are plain.
    else points_taken_back = 0
    and points_due > parameter_tolerance (programme_id, refunded_at)
  end
