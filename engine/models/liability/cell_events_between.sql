-- One row per event, lot and column of the roll-forward that it counts in, of whole months between two instants, the second
-- not included: what every moving cell is made of, in points and in money. Rows of a cell add up to it to the last digit: what an estimate gives a whole cell is split over its rows by
-- their points. Debt has no lot of its own and stands in the cells without tier, issuer and vintage. Months that are closed
-- are shown with all that is known now; the books that they were closed with say what was known then.
with
  -- Narrow and in order of time: a month of a large ledger is a small part of it.
  posted as (
    select
      entry_no,
      account_no,
      kind as event_type,
      effective_at
    from
      balances.changes
    where
      effective_at >= first_at
      and effective_at < end_at
      and kind not in ('implied_expiry', 'shortfall')
  ),
  openings as (
    select
      lot.lot_no,
      lot.account_no,
      lot.opening_entry_no as entry_no,
      null::integer as cause_entry_no,
      lot.opened_at as moved_at,
      case posted.event_type
        when 'earn' then 'issued'
        when 'exchange_in' then 'exchanged_net'
        when 'adjust' then 'adjusted'
        when 'restore' then 'restored'
        when 'transfer_in' then 'transferred_net'
      end as movement,
      case
        when posted.event_type = 'restore'
        and lot.lot_no <> lot.origin_lot_no then 'out'
        when posted.event_type = 'transfer_in' then 'none'
        when posted.event_type = 'earn' then 'sale'
        else 'in'
      end as measured,
      lot.points_opened as points,
      sale.allocated
    from
      lots.lot_facts as lot
      join posted on posted.entry_no = lot.opening_entry_no
      left join liability.sale_values as sale on sale.entry_no = lot.opening_entry_no
    where
      lot.opened_at >= first_at
      and lot.opened_at < end_at
  ),
  uses as (
    select
      lot_no,
      account_no,
      entry_no,
      cause_entry_no,
      used_at as moved_at,
      case use_type
        when 'redeem' then 'redeemed'
        when 'expire' then 'expired'
        when 'transfer' then 'transferred_net'
        when 'exchange' then 'exchanged_net'
        when 'adjust' then 'adjusted'
        when 'forfeit' then 'forfeited'
        when 'restore' then 'restored'
      end as movement,
      case
        when use_type in ('redeem', 'exchange', 'restore') then 'out'
        else 'none'
      end as measured,
      case
        when use_type in ('transfer', 'exchange', 'adjust') then - points
        else points
      end as points,
      null::decimal(18, 4) as allocated
    from
      lots.use_facts
    where
      used_at >= first_at
      and used_at < end_at
      and use_type not in ('reverse', 'debt_repaid')
  ),
  repayments as (
    select
      fact.lot_no,
      fact.account_no,
      fact.entry_no,
      fact.cause_entry_no,
      fact.used_at as moved_at,
      'debt_repaid' as movement,
      case
        when cause.event_type in ('redeem', 'exchange_out') then 'out'
        else 'none'
      end as measured,
      fact.points,
      null::decimal(18, 4) as allocated
    from
      lots.use_facts as fact
      left join ledger.entries as cause on cause.entry_no = fact.cause_entry_no
    where
      fact.used_at >= first_at
      and fact.used_at < end_at
      and fact.use_type = 'debt_repaid'
  ),
  -- A reversal may use one lot and take back the sale of another; both are rows of it.
  reversal_parts as (
    select
      lot_no,
      entry_no,
      points,
      0::decimal(18, 4) as allocated
    from
      lots.use_facts
    where
      used_at >= first_at
      and used_at < end_at
      and use_type = 'reverse'
    union all
    select
      lot_no,
      entry_no,
      0::decimal(18, 2),
      allocated
    from
      liability.sale_reversals
  ),
  reversals as (
    select
      part.lot_no,
      posted.account_no,
      part.entry_no,
      null::integer as cause_entry_no,
      any_value(posted.effective_at) as moved_at,
      'reversed' as movement,
      'sale' as measured,
      sum(part.points)::decimal(18, 2) as points,
      sum(part.allocated)::decimal(18, 4) as allocated
    from
      reversal_parts as part
      join posted on posted.entry_no = part.entry_no
    group by
      part.lot_no,
      posted.account_no,
      part.entry_no
  ),
  moves as (
    select
      *
    from
      openings
    union all
    select
      *
    from
      uses
    union all
    select
      *
    from
      repayments
    union all
    select
      *
    from
      reversals
  ),
  placed as (
    select
      cell.programme_id,
      cell.wallet,
      date_trunc('month', timezone(programme.time_zone, moves.moved_at))::date as month,
      cell.kind,
      cell.treatment,
      cell.tier,
      cell.issuer,
      cell.vintage,
      moves.movement,
      case
        when moves.measured = 'sale'
        and cell.treatment <> 'contract_liability' then 'in'
        else moves.measured
      end as measured,
      moves.moved_at,
      moves.points,
      moves.allocated,
      moves.account_no,
      moves.lot_no,
      moves.entry_no,
      moves.cause_entry_no
    from
      moves
      join liability.lot_cells as cell on cell.lot_no = moves.lot_no
      join meta.programmes as programme on programme.programme_id = cell.programme_id
  ),
  -- In whole hundredths, running over the rows of a cell that are measured alike.
  counted as (
    select
      placed.*,
      abs(placed.points * 100)::hugeint as size,
      sum(abs(placed.points * 100)::hugeint) over alike as size_of_all,
      sum(abs(placed.points * 100)::hugeint) over so_far as size_so_far
    from
      placed
    window
      alike as (
        partition by
          programme_id,
          wallet,
          month,
          kind,
          tier,
          issuer,
          vintage,
          movement,
          measured,
          points >= 0
      ),
      so_far as (
        partition by
          programme_id,
          wallet,
          month,
          kind,
          tier,
          issuer,
          vintage,
          movement,
          measured,
          points >= 0
        order by
          moved_at,
          entry_no,
          lot_no rows unbounded preceding
      )
  ),
  measured as (
    select
      counted.*,
      round(
        case counted.measured
          when 'in' then pool.unit_in
          when 'out' then pool.unit_out
        end * (counted.size_of_all::decimal(18, 0) * 0.01::decimal(3, 2))::decimal(18, 2),
        4
      )::decimal(18, 4) as money_of_all
    from
      counted
      left join liability.pool_months as pool on pool.programme_id = counted.programme_id
      and pool.wallet = counted.wallet
      and pool.kind = counted.kind
      and pool.vintage = counted.vintage
      and pool.month = counted.month
  ),
  lot_rows as (
    select
      programme_id,
      wallet,
      month,
      kind,
      tier,
      issuer,
      vintage,
      movement,
      moved_at,
      points,
      case
        when measured = 'sale' then coalesce(allocated, 0)
        when measured = 'none'
        or size_of_all = 0 then 0
        else (
          (
            (coalesce(money_of_all, 0) * 10000)::hugeint * size_so_far // size_of_all - (coalesce(money_of_all, 0) * 10000)::hugeint * (size_so_far - size) // size_of_all
          )::decimal(22, 0) * 0.0001::decimal(5, 4)
        ) * case
          when points < 0 then -1
          else 1
        end
      end::decimal(18, 4) as money,
      account_no,
      lot_no,
      entry_no,
      cause_entry_no
    from
      measured
  )
select
  lot_rows.programme_id,
  lot_rows.wallet,
  lot_rows.month,
  lot_rows.kind,
  lot_rows.tier,
  lot_rows.issuer,
  lot_rows.vintage,
  lot_rows.movement,
  lot_rows.moved_at,
  lot_rows.points,
  case
    when valued.wallet is not null then lot_rows.money
  end as money,
  lot_rows.account_no,
  lot_rows.lot_no,
  lot_rows.entry_no,
  lot_rows.cause_entry_no
from
  lot_rows
  left join (
    select distinct
      programme_id,
      wallet
    from
      meta.point_values
  ) as valued on valued.programme_id = lot_rows.programme_id
  and valued.wallet = lot_rows.wallet
union all
select
  *
from
  liability.debt_events_between (first_at, end_at)
