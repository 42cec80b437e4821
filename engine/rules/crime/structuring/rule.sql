-- One row per movement just under a limit, of which an account made many within a window.
with
  near as (
    select
      account_no,
      entry_no,
      programme_id,
      wallet,
      member_id,
      event_type,
      counterparty_member_id,
      points_posted,
      effective_at,
      parameter_limit_points (programme_id, effective_at) as limit_points,
      to_days(parameter_window_days (programme_id, effective_at)::integer) as window_length,
      parameter_min_movements (programme_id, effective_at) as min_movements
    from
      ledger.entries
    where
      event_type in ('transfer_out', 'exchange_out')
      and points_posted < parameter_limit_points (programme_id, effective_at)
      and points_posted * 100 >= parameter_limit_points (programme_id, effective_at) * (100 - parameter_margin_pct (programme_id, effective_at))
  ),
  counted as (
    select
      *,
      count(*) over (
        partition by
          account_no
        order by
          effective_at range between window_length preceding
          and current row
      ) as movements
    from
      near
  ),
  reached as (
    select
      *,
      max(movements) over (
        partition by
          account_no
        order by
          effective_at range between current row
          and window_length following
      ) as most
    from
      counted
  )
select
  programme_id,
  'member' as subject_type,
  member_id as subject_id,
  wallet,
  effective_at as occurred_at,
  most as observed,
  min_movements::integer as expected,
  member_id,
  points_posted as points,
  {
    'event_type': event_type,
    'points': points_posted,
    'limit_points': limit_points,
    'to_member_id': counterparty_member_id,
    'at': effective_at,
    'movements_in_window': most
  } as evidence,
  entry_no
from
  reached
where
  most >= min_movements
