-- One row per programme, wallet and price in points that the catalogue ever asked for a reward, numbered upwards (`rung`): what
-- a balance is held against. Rewards of which nothing says how they are paid are taken as paid in `base`.
with
  prices as (
    select distinct
      programme_id,
      coalesce(wallet, 'base') as wallet,
      points_price
    from
      posting.item_offers
    where
      points_price > 0
  )
select
  *,
  row_number() over (
    partition by
      programme_id,
      wallet
    order by
      points_price
  ) as rung
from
  prices
