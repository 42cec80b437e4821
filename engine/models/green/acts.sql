-- One row per green act, and one per time that some of it was taken back: a green product bought, another green behaviour,
-- an experience shared, business between enterprises. Of several earns of one order for one product (a bonus beside the
-- price) one stands for the act. A return counts in its own month; points passed on move nothing. A product is in use from
-- the month after the purchase on.
with
  -- Several lines of one order for one product: the priced one counts, with the largest quantity that any of them states.
  acted as (
    select
      * replace(max(quantity) over same_sale as quantity, sum(points_posted) over same_sale as points_posted)
    from
      green.earns
    window
      same_sale as (
        partition by
          programme_id,
          member_id,
          coalesce(order_id, concat(source, chr(31), event_id)),
          order_id is null,
          product_id,
          behaviour
      )
    qualify
      row_number() over (
        same_sale
        order by
          amount is null,
          effective_at,
          source,
          event_id
      ) = 1
  ),
  reversals as (
    select
      acted.entry_no,
      reversal.source,
      reversal.event_id,
      reversal.occurred_at,
      coalesce(
        (reversal.quantity * 10000)::hugeint,
        (acted.quantity * 10000)::hugeint * (least(reversal.points, acted.points) * 100)::hugeint // (acted.points * 100)::hugeint
      ) as ten_thousandths
    from
      acted
      join posting.kernel_input as earned on earned.rowid + $first_entry = acted.entry_no
      join posting.relations as relation on relation.related_no = earned.raw_no
      join posting.raw_events as reversal on reversal.rowid = relation.raw_no
      join meta.programmes as programme on programme.programme_id = reversal.programme_id
    where
      reversal.event_type = 'reverse'
      and reversal.occurred_at < programme.ends_at
  ),
  refunds as (
    select
      acted.entry_no,
      null as source,
      returned.return_id as event_id,
      returned.refunded_at as occurred_at,
      case
        when returned.refunded_amount is null
        or coalesce(acted.amount, 0) <= 0 then (acted.quantity * 10000)::hugeint
        else (acted.quantity * 10000)::hugeint * (least(returned.refunded_amount, acted.amount) * 10000)::hugeint // (acted.amount * 10000)::hugeint
      end as ten_thousandths
    from
      acted
      join data.returns as returned on returned.programme_id = acted.programme_id
      and returned.event_id = acted.event_id
      anti join reversals on reversals.entry_no = acted.entry_no
    where
      returned.refunded_at is not null
  ),
  taken_back as (
    select
      *,
      sum(ten_thousandths) over (
        partition by
          entry_no
        order by
          occurred_at,
          source,
          event_id
      ) as so_far
    from
      (
        from
          reversals
        union all
        from
          refunds
      )
  ),
  movements as (
    select
      acted.entry_no,
      'act' as movement,
      acted.source as moved_by_source,
      acted.event_id as moved_by_event_id,
      acted.effective_at as moved_at,
      acted.quantity as moved_quantity,
      1 as acts
    from
      acted
    union all
    select
      acted.entry_no,
      'return',
      taken_back.source,
      taken_back.event_id,
      taken_back.occurred_at,
      (
        - (least(so_far, acted.quantity * 10000) - least(so_far - ten_thousandths, acted.quantity * 10000)) * 0.0001
      )::decimal(18, 4),
      case
        when so_far >= acted.quantity * 10000
        and so_far - ten_thousandths < acted.quantity * 10000 then -1
        else 0
      end
    from
      taken_back
      join acted using (entry_no)
  )
select
  acted.account_no,
  acted.entry_no,
  acted.programme_id,
  acted.wallet,
  acted.member_id,
  acted.source,
  acted.event_id,
  movement.movement,
  movement.moved_by_source,
  movement.moved_by_event_id,
  movement.moved_at,
  date_trunc('month', local_day (acted.programme_id, movement.moved_at))::date as month,
  acted.track,
  acted.behaviour,
  acted.category,
  acted.merchant_id,
  acted.product_id,
  acted.region_code,
  acted.household_id,
  acted.enterprise_id,
  acted.enterprise_part,
  acted.acted_on,
  movement.acts::integer as acts,
  movement.moved_quantity as quantity,
  case
    when movement.movement = 'act' then acted.points_posted
    else 0
  end::decimal(18, 2) as points,
  acted.carrier,
  acted.unit,
  acted.monthly_units,
  case
    when acted.months > 0 then (date_trunc('month', acted.acted_on) + interval 1 month)::date
  end as used_from,
  -- The last month that is over by the as-of date, or the last of the service life.
  case
    when acted.months > 0 then least(
      (date_trunc('month', acted.acted_on) + to_months(acted.months))::date,
      (date_trunc('month', programme.as_of + 1) - interval 1 month)::date
    )
  end as used_to
from
  movements as movement
  join acted using (entry_no)
  join meta.programmes as programme on programme.programme_id = acted.programme_id
where
  movement.movement = 'act'
  or movement.moved_quantity <> 0
order by
  acted.account_no,
  acted.entry_no,
  movement.moved_at,
  movement.moved_by_event_id
