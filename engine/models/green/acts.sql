-- One row per green act, and one per time that some of it was taken back: a green product bought, another green behaviour,
-- an experience shared, business between enterprises. Of several earns of one order for one product (a bonus beside the
-- price) one stands for the act. A return counts in its own month; points passed on move nothing. A product is in use from
-- the month after the purchase on.
with
  earns as (
    select
      entry.entry_no,
      entry.account_no,
      entry.programme_id,
      entry.source,
      entry.event_id,
      entry.member_id,
      entry.merchant_id,
      entry.product_id,
      saving.category,
      saving.carrier,
      saving.unit,
      saving.monthly_units,
      saving.months,
      case
        when saving.product_id is not null then 'purchase'
        when entry.behaviour is not null then entry.behaviour
        when entry.reason = 'b2b_green' then 'b2b'
        when entry.wallet = 'green'
        and entry.reason = 'share' then 'share'
        when entry.wallet = 'green'
        and entry.reason = 'purchase'
        and product.product_id is null then 'purchase'
        when entry.reason = 'green_behaviour' then 'unspecified'
      end as green_behaviour,
      entry.wallet,
      entry.effective_at,
      local_day (entry.programme_id, entry.effective_at) as acted_on,
      greatest(coalesce(entry.quantity, 1), 0)::decimal(18, 4) as quantity,
      entry.amount,
      entry.points,
      entry.points_posted,
      entry.order_id
    from
      ledger.entries as entry
      left join data.products as product on product.programme_id = entry.programme_id
      and product.product_id = entry.product_id
      left join meta.green_savings as saving on saving.programme_id = entry.programme_id
      and saving.product_id = entry.product_id
    where
      entry.event_type = 'earn'
      and green_behaviour is not null
  ),
  -- Several lines of one order for one product: the priced one counts, with the largest quantity that any of them states.
  acted as (
    select
      * replace(max(quantity) over same_sale as quantity, sum(points_posted) over same_sale as points_posted)
    from
      earns
    window
      same_sale as (
        partition by
          programme_id,
          member_id,
          coalesce(order_id, concat(source, chr(31), event_id)),
          order_id is null,
          product_id,
          green_behaviour
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
  located as (
    select
      acted.*,
      coalesce(
        case
          when coalesce(moved.valid_to, 'infinity'::timestamptz) > acted.effective_at then moved.value
        end,
        member.region_code
      ) as region_code
    from
      acted
      left join data.members as member on member.programme_id = acted.programme_id
      and member.member_id = acted.member_id
      asof left join (
        select
          *
        from
          data.member_attributes
        where
          attribute = 'region_code'
          and valid_from is not null
      ) as moved on moved.programme_id = acted.programme_id
      and moved.member_id = acted.member_id
      and moved.valid_from <= acted.effective_at
  ),
  reversals as (
    select
      located.entry_no,
      reversal.source,
      reversal.event_id,
      reversal.occurred_at,
      coalesce(
        (reversal.quantity * 10000)::hugeint,
        (located.quantity * 10000)::hugeint * (least(reversal.points, located.points) * 100)::hugeint // (located.points * 100)::hugeint
      ) as ten_thousandths
    from
      located
      join posting.kernel_input as earned on earned.rowid + $first_entry = located.entry_no
      join posting.relations as relation on relation.related_no = earned.raw_no
      join posting.raw_events as reversal on reversal.rowid = relation.raw_no
      join meta.programmes as programme on programme.programme_id = reversal.programme_id
    where
      reversal.event_type = 'reverse'
      and reversal.occurred_at < programme.ends_at
  ),
  refunds as (
    select
      located.entry_no,
      null as source,
      returned.return_id as event_id,
      returned.refunded_at as occurred_at,
      case
        when returned.refunded_amount is null
        or coalesce(located.amount, 0) <= 0 then (located.quantity * 10000)::hugeint
        else (located.quantity * 10000)::hugeint * (least(returned.refunded_amount, located.amount) * 10000)::hugeint // (located.amount * 10000)::hugeint
      end as ten_thousandths
    from
      located
      join data.returns as returned on returned.programme_id = located.programme_id
      and returned.event_id = located.event_id
      anti join reversals on reversals.entry_no = located.entry_no
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
      located.entry_no,
      'act' as movement,
      located.source as moved_by_source,
      located.event_id as moved_by_event_id,
      located.effective_at as moved_at,
      located.quantity as moved_quantity,
      1 as acts
    from
      located
    union all
    select
      located.entry_no,
      'return',
      taken_back.source,
      taken_back.event_id,
      taken_back.occurred_at,
      (
        - (least(so_far, located.quantity * 10000) - least(so_far - ten_thousandths, located.quantity * 10000)) * 0.0001
      )::decimal(18, 4),
      case
        when so_far >= located.quantity * 10000
        and so_far - ten_thousandths < located.quantity * 10000 then -1
        else 0
      end
    from
      taken_back
      join located using (entry_no)
  )
select
  located.account_no,
  located.entry_no,
  located.programme_id,
  located.wallet,
  located.member_id,
  located.source,
  located.event_id,
  movement.movement,
  movement.moved_by_source,
  movement.moved_by_event_id,
  movement.moved_at,
  date_trunc('month', local_day (located.programme_id, movement.moved_at))::date as month,
  case
    when located.green_behaviour = 'purchase' then 'consumption'
    when located.green_behaviour = 'share' then 'sharing'
    when located.green_behaviour = 'b2b' then 'b2b'
    else 'circular'
  end as track,
  located.green_behaviour as behaviour,
  located.category,
  located.merchant_id,
  located.product_id,
  located.region_code,
  located.acted_on,
  movement.acts::integer as acts,
  movement.moved_quantity as quantity,
  case
    when movement.movement = 'act' then located.points_posted
    else 0
  end::decimal(18, 2) as points,
  located.carrier,
  located.unit,
  located.monthly_units,
  case
    when located.months > 0 then (date_trunc('month', located.acted_on) + interval 1 month)::date
  end as used_from,
  -- The last month that is over by the as-of date, or the last of the service life.
  case
    when located.months > 0 then least(
      (date_trunc('month', located.acted_on) + to_months(located.months))::date,
      (date_trunc('month', programme.as_of + 1) - interval 1 month)::date
    )
  end as used_to
from
  movements as movement
  join located using (entry_no)
  join meta.programmes as programme on programme.programme_id = located.programme_id
where
  movement.movement = 'act'
  or movement.moved_quantity <> 0
order by
  located.account_no,
  located.entry_no,
  movement.moved_at,
  movement.moved_by_event_id
