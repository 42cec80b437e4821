-- One row per accepted return of a redemption whose points did not come back within seven days of the goods, where the terms
-- agree on nothing else.
with
  accepted as (
    select
      returned.*,
      local_day (returned.programme_id, returned.goods_received_at) as received_on,
      received_on + parameter_refund_days (returned.programme_id, returned.goods_received_at)::integer as due_on
    from
      data.returns as returned
    where
      returned.decision = 'approved'
  ),
  redeemed as (
    select
      accepted.*,
      entry.account_no,
      entry.entry_no,
      entry.wallet,
      entry.member_id,
      entry.points,
      entry.quantity,
      entry.occurred_at,
      local_midnight (accepted.programme_id, accepted.due_on + 1) as due_until
    from
      accepted
      join meta.programmes as programme using (programme_id)
      join ledger.entries as entry on entry.programme_id = accepted.programme_id
      and entry.source = accepted.source
      and entry.event_id = accepted.event_id
    where
      entry.event_type = 'redeem'
      and due_until <= programme.ends_at
  ),
  given_back as (
    select
      redeemed.programme_id,
      redeemed.return_id,
      sum(entry.points_posted) as points
    from
      redeemed
      join ledger.entries as entry on entry.account_no = redeemed.account_no
    where
      entry.event_type = 'restore'
      and entry.occurred_at < redeemed.due_until
      and (
        (
          entry.related_event_id = redeemed.event_id
          and coalesce(entry.related_source, entry.source) = redeemed.source
        )
        -- One that names no redemption, of just these points, since the return was asked for.
        or (
          entry.related_event_id is null
          and entry.points = redeemed.points
          and entry.occurred_at >= redeemed.requested_at
        )
      )
    group by all
  ),
  agreed as (
    select
      programme_id,
      wallet,
      coalesce(effective_from, '-infinity'::timestamptz) as effective_from,
      coalesce(effective_to, 'infinity'::timestamptz) as effective_to
    from
      data.terms
    where
      regexp_matches(restore_rule, '(不予?(退|返)|概不|作废|折(算|成|为))')
      -- Another period than seven days within which points come back.
      or (
        regexp_matches(restore_rule, '([0-9]+|[一二三四五六七八九十]+)\s*个?(工作|自然)?(日|天|月)内?[^，。；]{0,10}(退|返|到账)')
        and not regexp_matches(restore_rule, '(^|[^0-9十])(7|七)\s*个?(自然)?(日|天)')
      )
  ),
  judged as (
    select
      redeemed.*,
      coalesce(given_back.points, 0)::decimal(18, 2) as points_given_back
    from
      redeemed
      left join given_back using (programme_id, return_id)
    where
      not exists (
        select
          1
        from
          agreed
        where
          agreed.programme_id = redeemed.programme_id
          and agreed.wallet = redeemed.wallet
          and agreed.effective_from <= redeemed.occurred_at
          and agreed.effective_to > redeemed.occurred_at
      )
  )
select
  programme_id,
  'account' as subject_type,
  concat(wallet, '/', member_id) as subject_id,
  wallet,
  source,
  event_id,
  goods_received_at as occurred_at,
  points_given_back as observed,
  points as expected,
  member_id,
  points - points_given_back as points,
  {
    'return_id': return_id,
    'received_on': received_on,
    'due_on': due_on,
    'points_redeemed': points,
    'points_given_back': points_given_back,
    'refunded_amount': refunded_amount
  } as evidence,
  entry_no,
  source_file,
  source_record
from
  judged
where
  points_given_back < points
  -- Of several pieces some may have come back, and their points with them.
  and not (
    coalesce(quantity > 1, false)
    and points_given_back > 0
    and (points_given_back * quantity) % points = 0
  )
