-- One row per advertisement of a reward that was out of stock for as long as the advertisement ran.
with
  running as (
    select
      ad.programme_id,
      ad.ad_id,
      ad.item_id,
      ad.published_at,
      least(coalesce(ad.ended_at, programme.ends_at), programme.ends_at) as ran_until,
      ad.source_file,
      ad.source_record
    from
      data.advertisements as ad
      join meta.programmes as programme using (programme_id)
    where
      ad.published_at is not null
  ),
  stocked as (
    select
      running.programme_id,
      running.ad_id,
      -- An unknown stock is not an empty one.
      bool_and(coalesce(item.stock, 1) <= 0) as is_out_of_stock
    from
      running
      join data.catalogue_items as item on item.programme_id = running.programme_id
      and item.item_id = running.item_id
      and coalesce(item.valid_from < running.ran_until, true)
      and coalesce(item.valid_to > running.published_at, true)
    group by all
  )
select
  running.programme_id,
  'advertisement' as subject_type,
  running.ad_id as subject_id,
  running.published_at as occurred_at,
  'stock 0' as observed,
  'stock > 0' as expected,
  {'item_id': running.item_id, 'published_at': running.published_at, 'ran_until': running.ran_until} as evidence,
  running.source_file,
  running.source_record
from
  running
  join stocked using (programme_id, ad_id)
where
  stocked.is_out_of_stock
  and not exists (
    select
      1
    from
      redemption.prices_paid as paid
    where
      paid.programme_id = running.programme_id
      and paid.item_id = running.item_id
      and paid.day >= local_day (running.programme_id, running.published_at)
      and paid.day <= local_day (running.programme_id, running.ran_until - interval 1 microsecond)
  )
