-- One row per draw and way in which its top prize is above the cap: as published, and as won by one member.
with
  published as (
    select
      programme_id,
      promotion_id,
      coalesce(starts_at, version_from) as occurred_at,
      max_prize_value as prize_value,
      'published' as told_by,
      null::varchar as member_id,
      prize_kinds as prize,
      source_file,
      source_record
    from
      data.promotions
    where
      kind = 'draw'
  ),
  market_prices as (
    select
      programme_id,
      item_id,
      max(coalesce(cash_price, list_value)) as market_price
    from
      data.catalogue_items
    group by all
  ),
  won as (
    select
      draw.programme_id,
      draw.promotion_id,
      min(draw.drawn_at) as occurred_at,
      sum(greatest(draw.prize_value, market_prices.market_price)) as prize_value,
      'won' as told_by,
      draw.member_id,
      string_agg(
        draw.prize_id,
        ', '
        order by
          draw.prize_id
      ) as prize,
      min_by(draw.source_file, draw.source_record) as source_file,
      min(draw.source_record) as source_record
    from
      data.draws as draw
      left join market_prices on market_prices.programme_id = draw.programme_id
      and market_prices.item_id = draw.prize_id
    where
      draw.won
      and draw.promotion_id is not null
      and draw.member_id is not null
    group by all
  ),
  prizes as (
    select
      *
    from
      published
    union all
    select
      *
    from
      won
  )
select
  programme_id,
  'promotion' as subject_type,
  promotion_id as subject_id,
  occurred_at,
  prize_value::decimal(18, 2) as observed,
  parameter_cap (programme_id, occurred_at)::decimal(18, 2) as expected,
  member_id,
  {'told_by': told_by, 'prize': prize, 'prize_value': prize_value} as evidence,
  source_file,
  source_record
from
  prizes
where
  prize_value > parameter_cap (programme_id, occurred_at)
