-- One row per event, lot and column of the roll-forward that it counts in: what every moving cell is made of, in points and
-- in money. Rows of a cell add up to it to the last digit: what an estimate gives a whole cell is split over its rows by their
-- points. Months that are closed are shown with all that is known now; the books that they were closed with say what was
-- known then.
with
  placed as (
    select
      moves.*,
      cells.programme_id,
      cells.wallet,
      cells.kind,
      cells.tier,
      cells.issuer_merchant_id as issuer,
      cells.vintage,
      if (
        moves.measured = 'sale'
        and treatments.treatment <> 'contract_liability',
        'in',
        moves.measured
      ) as valued_by,
      abs(moves.points * 100)::hugeint as size
    from
      liability.moves as moves
      join liability.cells as cells on cells.cell_no = moves.cell_no
      join meta.treatments as treatments on treatments.kind = cells.kind
  ),
  -- In whole hundredths, running over the rows of a cell that are measured alike. All that a page asks for stands in the
  -- partition, so that only those rows are read.
  counted as (
    select
      placed.*,
      sum(size) over alike as size_of_all,
      sum(size) over so_far as size_so_far
    from
      placed
    window
      alike as (
        partition by
          cell_no,
          programme_id,
          wallet,
          kind,
          tier,
          issuer,
          vintage,
          month,
          movement,
          valued_by,
          points >= 0
      ),
      so_far as (
        alike
        order by
          moved_at,
          entry_no,
          lot_no rows unbounded preceding
      )
  ),
  priced as (
    select
      counted.*,
      (
        coalesce(
          round(
            case counted.valued_by
              when 'in' then pool.unit_in
              when 'out' then pool.unit_out
            end * (counted.size_of_all::decimal(18, 0) * 0.01::decimal(3, 2))::decimal(18, 2),
            4
          )::decimal(18, 4),
          0
        ) * 10000
      )::hugeint as units_of_all
    from
      counted
      left join liability.pool_months as pool on pool.programme_id = counted.programme_id
      and pool.wallet = counted.wallet
      and pool.kind = counted.kind
      and pool.vintage = counted.vintage
      and pool.month = counted.month
  )
select
  priced.programme_id,
  priced.wallet,
  priced.month,
  priced.kind,
  priced.tier,
  priced.issuer,
  priced.vintage,
  priced.movement::varchar as movement,
  priced.moved_at,
  priced.points,
  case
    when valued.wallet is not null then case
      when priced.valued_by = 'sale' then coalesce(priced.allocated, 0)
      when priced.valued_by = 'none'
      or priced.size_of_all = 0 then 0
      else (
        (units_of_all * size_so_far // size_of_all - units_of_all * (size_so_far - size) // size_of_all)::decimal(22, 0) * 0.0001::decimal(5, 4)
      ) * sign(priced.points)
    end::decimal(18, 4)
  end as money,
  priced.account_no,
  priced.lot_no,
  priced.entry_no,
  priced.cause_entry_no
from
  priced
  left join (
    select distinct
      programme_id,
      wallet
    from
      meta.point_values
  ) as valued on valued.programme_id = priced.programme_id
  and valued.wallet = priced.wallet
