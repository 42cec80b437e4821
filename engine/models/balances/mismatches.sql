-- One row per reported balance that differs from the recomputed one. `balance_after` is compared as the source knew the
-- account then; events of one account and recorded instant are compared once, by the group's closing.
with
  known_closings as (
    select
      account_no,
      known_at,
      sum(sum(points)) over running as points_balance,
      sum(sum(points_pending)) over running as points_pending
    from
      posting.balance_changes
    group by
      account_no,
      known_at
    window
      running as (
        partition by
          account_no
        order by
          known_at
      )
  ),
  effective_closings as (
    select
      account_no,
      effective_at,
      sum(sum(points)) over running as points_balance,
      sum(sum(points_pending)) over running as points_pending
    from
      posting.balance_changes
    group by
      account_no,
      effective_at
    window
      running as (
        partition by
          account_no
        order by
          effective_at
      )
  ),
  after_events as (
    select
      entry.account_no,
      'balance_after' as source,
      closing.known_at as reported_for,
      max_by(entry.entry_no, entry.seq) as entry_no,
      max_by(entry.balance_after, entry.seq) as reported,
      list(entry.balance_after) as reported_in_group,
      any_value(
        closing.points_balance - case
          when policy.balance_after_means = 'available' then closing.points_pending
          else 0
        end
      ) as recomputed
    from
      ledger.entries as entry
      join known_closings as closing on closing.account_no = entry.account_no
      and closing.known_at = coalesce(entry.recorded_at, entry.occurred_at)
      join posting.wallet_policies as policy on policy.programme_id = entry.programme_id
      and policy.wallet = entry.wallet
    where
      entry.balance_after is not null
    group by
      entry.account_no,
      closing.known_at
  ),
  day_ends as (
    select
      account.account_no,
      reported.programme_id,
      coalesce(reported.wallet, 'base') as wallet,
      reported.member_id,
      reported.points as reported,
      reported.source_file,
      reported.source_record,
      local_midnight (reported.programme_id, (reported.as_of + 1)::date) as reported_for
    from
      data.reported_balances as reported
      left join ledger.accounts as account on account.programme_id = reported.programme_id
      and account.member_id = reported.member_id
      and account.wallet = coalesce(reported.wallet, 'base')
  ),
  at_day_ends as (
    select
      day_end.account_no,
      'reported_balances' as source,
      day_end.programme_id,
      day_end.wallet,
      day_end.member_id,
      day_end.reported_for,
      day_end.reported,
      coalesce(
        closing.points_balance - case
          when policy.balance_after_means = 'available' then closing.points_pending
          else 0
        end,
        0
      ) as recomputed,
      day_end.source_file,
      day_end.source_record
    from
      day_ends as day_end
      asof left join effective_closings as closing on closing.account_no = day_end.account_no
      and closing.effective_at < day_end.reported_for
      left join posting.wallet_policies as policy on policy.programme_id = day_end.programme_id
      and policy.wallet = day_end.wallet
  ),
  differing as (
    select
      after_events.account_no,
      after_events.source,
      account.programme_id,
      account.wallet,
      account.member_id,
      after_events.reported_for,
      entry.entry_no,
      entry.source as event_source,
      entry.event_id,
      after_events.reported,
      after_events.recomputed::decimal(18, 2) as recomputed,
      entry.source_file,
      entry.source_record
    from
      after_events
      join ledger.accounts as account on account.account_no = after_events.account_no
      join ledger.entries as entry on entry.entry_no = after_events.entry_no
    where
      not list_contains(after_events.reported_in_group, after_events.recomputed)
    union all
    select
      account_no,
      source,
      programme_id,
      wallet,
      member_id,
      reported_for,
      null,
      null,
      null,
      reported,
      recomputed::decimal(18, 2),
      source_file,
      source_record
    from
      at_day_ends
    where
      reported <> recomputed
  )
select
  account_no,
  programme_id,
  wallet,
  member_id,
  source,
  entry_no,
  event_source,
  event_id,
  reported_for,
  reported,
  recomputed,
  reported - recomputed as difference,
  row_number() over (
    partition by
      programme_id,
      wallet,
      member_id
    order by
      reported_for,
      source,
      entry_no
  ) = 1 as is_first_divergence,
  source_file,
  source_record
from
  differing
order by
  programme_id,
  wallet,
  member_id,
  reported_for,
  source
