-- One row per amount that was booked as expired too early, too late, in excess or not at all.
--
-- Where only bookings expire points, each booking has met its lots. Where the engine expires them, bookings move nothing
-- and are matched with what expired by amounts, oldest first: within runs of moves that lie no further apart than the
-- tolerance, then what is left of all runs, so that one fault does not displace all later matches.
with
  policies as (
    select
      account.account_no,
      account.programme_id,
      wallet.expiry_source,
      to_days(wallet.expiry_tolerance_days) as tolerance,
      programme.ends_at
    from
      ledger.accounts as account
      join meta.wallets as wallet using (programme_id, wallet)
      join meta.programmes as programme on programme.programme_id = account.programme_id
  ),
  bookings as (
    select
      account_no,
      entry_no,
      effective_at,
      points
    from
      ledger.entries
    where
      event_type = 'expire'
  ),
  matched_by_sums as (
    select
      *
    from
      policies
    where
      expiry_source = 'both'
      or (
        expiry_source = 'implied'
        and account_no in (
          select
            account_no
          from
            bookings
        )
      )
  ),
  moves as (
    select
      fact.account_no,
      'due' as side,
      fact.used_at as instant,
      fact.points,
      null::integer as entry_no,
      fact.lot_no
    from
      lots.use_facts as fact
    where
      fact.use_type = 'expire'
    union all
    select
      bookings.account_no,
      'booked',
      bookings.effective_at,
      bookings.points,
      bookings.entry_no,
      null
    from
      bookings
  ),
  spaced as (
    select
      moves.*,
      policy.tolerance,
      policy.ends_at,
      policy.expiry_source,
      coalesce(
        moves.instant > lag (moves.instant) over (
          partition by
            moves.account_no
          order by
            moves.instant,
            moves.entry_no,
            moves.lot_no
        ) + policy.tolerance,
        false
      ) as begins_run
    from
      moves
      join matched_by_sums as policy using (account_no)
  ),
  in_runs as (
    select
      *,
      count(*) filter(
        where
          begins_run
      ) over (
        partition by
          account_no
        order by
          instant,
          entry_no,
          lot_no
      ) as run_no
    from
      spaced
  ),
  stacked as (
    select
      *,
      sum(points) over (
        partition by
          account_no,
          run_no,
          side
        order by
          instant,
          entry_no,
          lot_no
      ) as upper,
      upper - points as lower,
      coalesce(
        sum(points) filter(
          where
            side = 'due'
        ) over run,
        0
      ) as due_in_run,
      coalesce(
        sum(points) filter(
          where
            side = 'booked'
        ) over run,
        0
      ) as booked_in_run
    from
      in_runs
    window
      run as (
        partition by
          account_no,
          run_no
      )
  ),
  met_in_run as (
    select
      due.account_no,
      due.instant as due_at,
      booked.instant as booked_at,
      least(due.upper, booked.upper) - greatest(due.lower, booked.lower) as points,
      booked.entry_no,
      due.lot_no,
      due.tolerance
    from
      stacked as due
      join stacked as booked on booked.account_no = due.account_no
      and booked.run_no = due.run_no
      and due.side = 'due'
      and booked.side = 'booked'
      and booked.lower < due.upper
      and due.lower < booked.upper
  ),
  left_over as (
    select
      * exclude (upper, lower),
      upper - greatest(
        lower,
        case side
          when 'due' then booked_in_run
          else due_in_run
        end
      ) as points_left
    from
      stacked
    where
      upper > case side
        when 'due' then booked_in_run
        else due_in_run
      end
  ),
  restacked as (
    select
      *,
      sum(points_left) over (
        partition by
          account_no,
          side
        order by
          instant,
          entry_no,
          lot_no
      ) as upper,
      upper - points_left as lower,
      coalesce(
        sum(points_left) filter(
          where
            side = 'due'
        ) over account,
        0
      ) as due_left,
      coalesce(
        sum(points_left) filter(
          where
            side = 'booked'
        ) over account,
        0
      ) as booked_left
    from
      left_over
    window
      account as (
        partition by
          account_no
      )
  ),
  met_across_runs as (
    select
      due.account_no,
      due.instant as due_at,
      booked.instant as booked_at,
      least(due.upper, booked.upper) - greatest(due.lower, booked.lower) as points,
      booked.entry_no,
      due.lot_no,
      due.tolerance
    from
      restacked as due
      join restacked as booked on booked.account_no = due.account_no
      and due.side = 'due'
      and booked.side = 'booked'
      and booked.lower < due.upper
      and due.lower < booked.upper
  ),
  booked_onto_lots as (
    select
      fact.account_no,
      lot.expires_at as due_at,
      fact.used_at as booked_at,
      fact.points,
      fact.entry_no,
      fact.lot_no,
      policy.tolerance
    from
      lots.use_facts as fact
      join policies as policy on policy.account_no = fact.account_no
      and policy.expiry_source = 'booked'
      join lots.lot_facts as lot on lot.lot_no = fact.lot_no
    where
      fact.use_type = 'expire'
  ),
  at_another_time as (
    select
      account_no,
      case
        when booked_at < due_at then 'early'
        else 'late'
      end as fault,
      due_at,
      booked_at,
      points,
      entry_no,
      lot_no
    from
      (
        select
          *
        from
          met_in_run
        union all
        select
          *
        from
          met_across_runs
        union all
        select
          *
        from
          booked_onto_lots
      )
    where
      booked_at < due_at - tolerance
      or booked_at > due_at + tolerance
  ),
  unmet as (
    select
      account_no,
      case side
        when 'due' then 'missing'
        else 'excess'
      end as fault,
      case
        when side = 'due' then instant
      end as due_at,
      case
        when side = 'booked' then instant
      end as booked_at,
      upper - greatest(
        lower,
        case side
          when 'due' then booked_left
          else due_left
        end
      ) as points,
      entry_no,
      lot_no
    from
      restacked
    where
      upper > case side
        when 'due' then booked_left
        else due_left
      end
      and (
        side = 'booked'
        or (
          expiry_source = 'both'
          and instant + tolerance < ends_at
        )
      )
  ),
  never_booked as (
    select
      lot.account_no,
      'missing' as fault,
      lot.expires_at as due_at,
      null::timestamptz as booked_at,
      lot.points_remaining as points,
      null::integer as entry_no,
      lot.lot_no
    from
      lots.lot_facts as lot
      join policies as policy using (account_no)
    where
      policy.expiry_source = 'booked'
      and lot.points_remaining > 0
      and lot.expires_at + policy.tolerance < policy.ends_at
  ),
  booked_on_nothing as (
    select
      account_no,
      'excess' as fault,
      null::timestamptz as due_at,
      occurred_at as booked_at,
      points,
      entry_no,
      null::integer as lot_no
    from
      ledger.unposted
    where
      event_type = 'expire'
  ),
  faults as (
    select
      *
    from
      at_another_time
    union all
    select
      *
    from
      unmet
    union all
    select
      *
    from
      never_booked
    union all
    select
      *
    from
      booked_on_nothing
  )
select
  account.programme_id,
  'account' as subject_type,
  concat(account.wallet, '/', account.member_id) as subject_id,
  account.wallet,
  coalesce(entry.source, unposted.source) as source,
  coalesce(entry.event_id, unposted.event_id) as event_id,
  coalesce(fault.booked_at, fault.due_at) as occurred_at,
  coalesce(local_day (account.programme_id, fault.booked_at)::varchar, 'none') as observed,
  coalesce(local_day (account.programme_id, fault.due_at)::varchar, 'none') as expected,
  fault.points,
  {
    'fault': fault.fault,
    'due_on': coalesce(local_day (account.programme_id, fault.due_at)::varchar, 'none'),
    'booked_on': coalesce(local_day (account.programme_id, fault.booked_at)::varchar, 'none'),
    'points': fault.points
  } as evidence,
  fault.entry_no,
  fault.lot_no,
  unposted.source_file,
  unposted.source_record
from
  faults as fault
  join ledger.accounts as account on account.account_no = fault.account_no
  left join ledger.entries as entry on entry.entry_no = fault.entry_no
  left join ledger.unposted as unposted on unposted.entry_no = fault.entry_no
