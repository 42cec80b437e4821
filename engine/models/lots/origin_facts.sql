-- One row per lot that is its own origin: the dimensions frozen when its points were first issued.
with
  origins as (
    select
      lot.lot_no,
      lot.opened_at,
      entry.programme_id,
      entry.member_id,
      entry.merchant_id
    from
      lots.lot_facts as lot
      join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
    where
      lot.origin_lot_no = lot.lot_no
  ),
  tiers as (
    select
      programme_id,
      member_id,
      value as tier,
      coalesce(valid_from, '-infinity'::timestamptz) as valid_from,
      coalesce(valid_to, 'infinity'::timestamptz) as valid_to
    from
      data.member_attributes
    where
      attribute = 'tier'
  )
select
  origins.lot_no,
  origins.merchant_id as issuer_merchant_id,
  case
    when origins.opened_at < tiers.valid_to then tiers.tier
  end as tier_at_opening
from
  origins
  asof left join tiers on tiers.programme_id = origins.programme_id
  and tiers.member_id = origins.member_id
  and origins.opened_at >= tiers.valid_from
order by
  origins.lot_no
