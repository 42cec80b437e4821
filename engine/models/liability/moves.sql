-- One row per event, lot and column of the roll-forward that it counts in, in order of month and cell among so many accounts
-- at a time: a page reads little of it for what a cell is made of. `measured` says what its money follows from: the estimate
-- of points that come `in` or go `out`, its `sale`, or `none`. Points count as the column does. `undone_entry_no`: of a
-- restore, the redemption that it gives back. Debt has no lot and stands in liability.debt_moves.
with
  lot_cells as (
    select
      lot.lot_no,
      origin.cell_no
    from
      lots.lot_facts as lot
      join posting.origin_cells as origin on origin.lot_no = lot.origin_lot_no
    where
      lot.account_no between $first_account and $last_account
  ),
  -- Lots that carry on an earlier one: of a transfer, or of a restore that granted days of grace.
  carried as (
    select
      lot.lot_no,
      entry.event_type
    from
      lots.lot_facts as lot
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
    where
      lot.lot_no <> lot.origin_lot_no
      and lot.account_no between $first_account and $last_account
  ),
  opened as (
    select
      lot.*,
      origin.cell_no,
      coalesce(carried.event_type, origin.event_type) as event_type,
      carried.lot_no is not null as is_carried
    from
      lots.lot_facts as lot
      join posting.origin_cells as origin on origin.lot_no = lot.origin_lot_no
      left join carried on carried.lot_no = lot.lot_no
    where
      lot.account_no between $first_account and $last_account
  ),
  openings as (
    select
      opened.cell_no,
      opened.account_no,
      opened.lot_no,
      opened.opening_entry_no as entry_no,
      null::integer as cause_entry_no,
      opened.opened_at as moved_at,
      case opened.event_type
        when 'earn' then 'issued'
        when 'exchange_in' then 'exchanged_net'
        when 'adjust' then 'adjusted'
        when 'restore' then 'restored'
        when 'transfer_in' then 'transferred_net'
      end as movement,
      case
        when opened.event_type = 'restore'
        and opened.is_carried then 'out'
        when opened.event_type = 'transfer_in' then 'none'
        when opened.event_type = 'earn' then 'sale'
        else 'in'
      end as measured,
      opened.points_opened as points,
      sale.allocated
    from
      opened
      left join liability.sale_values as sale on sale.entry_no = opened.opening_entry_no
  ),
  uses as (
    select
      cell.cell_no,
      fact.account_no,
      fact.lot_no,
      fact.entry_no,
      fact.cause_entry_no,
      fact.used_at as moved_at,
      case fact.use_type
        when 'redeem' then 'redeemed'
        when 'expire' then 'expired'
        when 'transfer' then 'transferred_net'
        when 'exchange' then 'exchanged_net'
        when 'adjust' then 'adjusted'
        when 'forfeit' then 'forfeited'
        when 'restore' then 'restored'
      end as movement,
      if (fact.use_type in ('redeem', 'exchange', 'restore'), 'out', 'none') as measured,
      if (fact.use_type in ('transfer', 'exchange', 'adjust'), - fact.points, fact.points) as points,
      null::decimal(18, 4) as allocated
    from
      lots.use_facts as fact
      join lot_cells as cell on cell.lot_no = fact.lot_no
    where
      fact.account_no between $first_account and $last_account
      and fact.use_type not in ('reverse', 'debt_repaid')
  ),
  repayments as (
    select
      cell.cell_no,
      fact.account_no,
      fact.lot_no,
      fact.entry_no,
      fact.cause_entry_no,
      fact.used_at as moved_at,
      'debt_repaid' as movement,
      if (cause.event_type in ('redeem', 'exchange_out'), 'out', 'none') as measured,
      fact.points,
      null::decimal(18, 4) as allocated
    from
      lots.use_facts as fact
      join lot_cells as cell on cell.lot_no = fact.lot_no
      left join ledger.entries as cause on cause.entry_no = fact.cause_entry_no
    where
      fact.account_no between $first_account and $last_account
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
      use_type = 'reverse'
      and account_no between $first_account and $last_account
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
      any_value(cell.cell_no) as cell_no,
      any_value(entry.account_no) as account_no,
      part.lot_no,
      part.entry_no,
      null::integer as cause_entry_no,
      any_value(entry.effective_at) as moved_at,
      'reversed' as movement,
      'sale' as measured,
      sum(part.points)::decimal(18, 2) as points,
      sum(part.allocated)::decimal(18, 4) as allocated
    from
      reversal_parts as part
      join lot_cells as cell on cell.lot_no = part.lot_no
      join ledger.entries as entry on entry.entry_no = part.entry_no
    where
      entry.account_no between $first_account and $last_account
    group by
      part.lot_no,
      part.entry_no
  ),
  restores as (
    select
      restore.entry_no,
      spent.entry_no as undone_entry_no
    from
      ledger.entries as restore
      join ledger.entries as spent on spent.account_no = restore.account_no
      and spent.event_id = restore.related_event_id
      and spent.source = coalesce(restore.related_source, restore.source)
    where
      restore.event_type = 'restore'
      and restore.account_no between $first_account and $last_account
      and spent.account_no between $first_account and $last_account
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
  )
select
  month_start (month_no (local_day (account.programme_id, moves.moved_at))) as month,
  moves.cell_no,
  moves.movement::enum(
    'issued',
    'restored',
    'redeemed',
    'expired',
    'reversed',
    'transferred_net',
    'exchanged_net',
    'adjusted',
    'forfeited',
    'debt_repaid'
  ) as movement,
  moves.measured::enum('in', 'out', 'sale', 'none') as measured,
  moves.moved_at,
  moves.points,
  moves.allocated,
  moves.account_no,
  moves.lot_no,
  moves.entry_no,
  moves.cause_entry_no,
  restores.undone_entry_no
from
  moves
  join ledger.accounts as account on account.account_no = moves.account_no
  left join restores on restores.entry_no = moves.entry_no
  and moves.movement = 'restored'
order by
  month,
  moves.cell_no,
  moves.moved_at,
  moves.lot_no
