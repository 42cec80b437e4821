-- One row per entry of a draw for which points were staked and whose prizes are cash or turn into it.
with
  cash_items as (
    select distinct
      programme_id,
      item_id
    from
      data.catalogue_items
    where
      kind in ('cash', 'equity')
  ),
  convertible as (
    select
      programme_id,
      promotion_id,
      string_agg(
        distinct prize,
        ', '
        order by
          prize
      ) as prizes
    from
      (
        select
          programme_id,
          promotion_id,
          prize_kinds as prize
        from
          data.promotions
        where
          regexp_matches(prize_kinds, parameter_cash_words (programme_id, coalesce(version_from, starts_at)))
        union all
        select
          draw.programme_id,
          draw.promotion_id,
          draw.prize_id
        from
          data.draws as draw
          join cash_items as item on item.programme_id = draw.programme_id
          and item.item_id = draw.prize_id
      ) as prizes
    group by
      programme_id,
      promotion_id
  ),
  entries as (
    select
      draw.programme_id,
      draw.event_id,
      draw.promotion_id,
      any_value(convertible.prizes) as prizes,
      any_value(draw.prize_id) as prize_id,
      any_value(draw.prize_value) as prize_value,
      bool_or(draw.won) as won
    from
      data.draws as draw
      join convertible using (programme_id, promotion_id)
    group by
      draw.programme_id,
      draw.event_id,
      draw.promotion_id
  )
select
  entry.programme_id,
  'promotion' as subject_type,
  draw.promotion_id as subject_id,
  entry.wallet,
  entry.effective_at as occurred_at,
  draw.prizes as observed,
  'no stake or no cash' as expected,
  entry.member_id,
  entry.points_posted as points,
  draw.prize_value as money,
  {
    'event_id': entry.event_id,
    'member_id': entry.member_id,
    'points_staked': entry.points_posted,
    'won': draw.won,
    'prize_id': draw.prize_id,
    'prize_value': draw.prize_value
  } as evidence,
  entry.entry_no
from
  ledger.entries as entry
  join entries as draw on draw.programme_id = entry.programme_id
  and draw.event_id = entry.event_id
where
  entry.event_type = 'redeem'
