-- One row per reversal or restore that exceeds the event it undoes, and per one that names no such event.
with
  excess as (
    select
      account_no,
      entry_no,
      source,
      event_id,
      event_type,
      occurred_at,
      points as points_excess,
      null as related_event_id,
      'excess' as fault,
      source_file,
      source_record
    from
      ledger.unposted
    where
      event_type in ('reverse', 'restore')
  ),
  undoing as (
    select
      *,
      coalesce(related_source, source) as undone_source
    from
      ledger.entries
    where
      event_type in ('reverse', 'restore')
  ),
  unrelated as (
    select
      undoing.account_no,
      undoing.entry_no,
      undoing.source,
      undoing.event_id,
      undoing.event_type,
      undoing.occurred_at,
      abs(undoing.points_posted) as points_excess,
      undoing.related_event_id,
      'no_relation' as fault,
      undoing.source_file,
      undoing.source_record
    from
      undoing
      anti join ledger.entries as undone on undone.account_no = undoing.account_no
      and undone.source = undoing.undone_source
      and undone.event_id = undoing.related_event_id
      and undone.event_type = case undoing.event_type
        when 'reverse' then 'earn'
        else 'redeem'
      end
      and undone.occurred_at <= undoing.occurred_at
  ),
  faults as (
    select
      *
    from
      excess
    union all
    select
      *
    from
      unrelated
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  fault.source,
  fault.event_id,
  fault.occurred_at,
  coalesce(abs(entry.points), fault.points_excess) as observed,
  coalesce(abs(entry.points), fault.points_excess) - fault.points_excess as expected,
  fault.points_excess as points,
  {
    'event_type': fault.event_type,
    'fault': fault.fault,
    'points_without_origin': fault.points_excess,
    'related_event_id': fault.related_event_id
  } as evidence,
  fault.entry_no,
  fault.source_file,
  fault.source_record
from
  faults as fault
  join ledger.accounts as account on account.account_no = fault.account_no
  left join ledger.entries as entry on entry.entry_no = fault.entry_no
