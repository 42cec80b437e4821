-- One row per reward, local day, channel and cash at which members paid more than one price that no disclosed segment or
-- promotion explains. A price list that changes during the day explains itself: each price in force is one.
with
  contested as (
    select
      programme_id,
      wallet,
      item_id,
      day,
      channel,
      cash_each
    from
      redemption.prices_paid
    group by all
    having
      count(distinct points_each) > 1
  ),
  paid as (
    select
      paid.programme_id,
      paid.wallet,
      paid.item_id,
      paid.merchant_id,
      paid.day,
      paid.channel,
      paid.cash_each,
      paid.points_each,
      local_midnight (paid.programme_id, paid.day) as day_begins_at,
      local_midnight (paid.programme_id, paid.day + 1) as day_ends_at,
      sum(paid.members)::bigint as members,
      sum(paid.points)::decimal(18, 2) as points,
      sum(paid.pieces)::decimal(18, 4) as pieces,
      -- A redemption that names its promotion is priced by it.
      bool_and(paid.promotion_id is not null) as is_promoted
    from
      redemption.prices_paid as paid
      semi join contested using (programme_id, wallet, item_id, day, channel, cash_each)
    group by all
  ),
  listed as (
    select
      *,
      coalesce(
        valid_to,
        case
          when eligible_segment is null then lead (valid_from) over (
            partition by
              programme_id,
              item_id,
              eligible_segment is null
            order by
              valid_from
          )
        end,
        'infinity'::timestamptz
      ) as listed_until
    from
      data.catalogue_items
  ),
  on_list as (
    select
      paid.*,
      count(listed.item_id) filter(
        where
          listed.eligible_segment is null
          and listed.points_price = paid.points_each
      ) > 0 as is_general,
      count(listed.item_id) filter(
        where
          listed.eligible_segment is not null
          and listed.points_price = paid.points_each
      ) > 0 as is_segmented,
      count(distinct listed.valid_from) filter(
        where
          listed.eligible_segment is null
      ) > 1 as changed_that_day
    from
      paid
      left join listed on listed.programme_id = paid.programme_id
      and listed.item_id = paid.item_id
      and coalesce(listed.valid_from < paid.day_ends_at, true)
      and listed.listed_until > paid.day_begins_at
    group by all
  ),
  unexplained as (
    select
      *
    from
      on_list
    where
      not is_segmented
      and not is_promoted
      and not (
        is_general
        and changed_that_day
      )
      and not exists (
        select
          1
        from
          data.promotions as promotion
        where
          promotion.programme_id = on_list.programme_id
          and promotion.item_id = on_list.item_id
          and promotion.promo_points_price = on_list.points_each
          and promotion.starts_at < on_list.day_ends_at
          and coalesce(promotion.ends_at > on_list.day_begins_at, true)
      )
  ),
  compared as (
    select
      *,
      min(points_each) over price as lowest_points_each
    from
      unexplained
    window
      price as (
        partition by
          programme_id,
          wallet,
          item_id,
          merchant_id,
          day,
          channel,
          cash_each
      )
  )
select
  programme_id,
  'item' as subject_type,
  item_id as subject_id,
  wallet,
  day_begins_at as occurred_at,
  points_each::decimal(18, 2) as observed,
  lowest_points_each::decimal(18, 2) as expected,
  members,
  (points - lowest_points_each * pieces)::decimal(18, 2) as points,
  {
    'day': day,
    'channel': channel,
    'merchant_id': merchant_id,
    'cash_each': cash_each,
    'points_each': points_each,
    'lowest_points_each': lowest_points_each,
    'members': members
  } as evidence
from
  compared
where
  points_each > lowest_points_each
