-- One row per lot that is its own origin: the dimensions frozen when its points were first issued.
with
  tiers as (
    select
      account.account_no,
      attribute.value as tier,
      coalesce(attribute.valid_from, '-infinity'::timestamptz) as valid_from,
      coalesce(attribute.valid_to, 'infinity'::timestamptz) as valid_to
    from
      data.member_attributes as attribute
      join ledger.accounts as account on account.programme_id = attribute.programme_id
      and account.member_id = attribute.member_id
    where
      attribute.attribute = 'tier'
  ),
  -- Lots of members without a tier are not put in the order of time for it.
  tiered as (
    select
      lot.lot_no,
      lot.account_no,
      lot.opened_at
    from
      lots.lot_facts as lot
      semi join tiers on tiers.account_no = lot.account_no
    where
      lot.origin_lot_no = lot.lot_no
  ),
  tiers_at_opening as (
    select
      tiered.lot_no,
      tiers.tier
    from
      tiered
      asof join tiers on tiers.account_no = tiered.account_no
      and tiered.opened_at >= tiers.valid_from
    where
      tiered.opened_at < tiers.valid_to
  )
select
  lot.lot_no,
  entry.merchant_id as issuer_merchant_id,
  tiers_at_opening.tier as tier_at_opening
from
  lots.lot_facts as lot
  join ledger.entries as entry on entry.entry_no = lot.opening_entry_no
  left join tiers_at_opening on tiers_at_opening.lot_no = lot.lot_no
where
  lot.origin_lot_no = lot.lot_no
order by
  lot.lot_no
