-- One row per member, month and flow of green points, by what had earned them and what they went to: earned by green acts,
-- redeemed, given to family, expired … Followed lot by lot through transfers, so that a point stays green in the hands
-- of whoever holds it. What is taken back by a reversal or given back by a restore is a flow of its own.
with
  green_lots as (
    select
      lot.lot_no,
      lot.account_no,
      lot.parent_lot_no,
      lot.opened_at,
      lot.points_opened,
      lot.opening_entry_no,
      earn.entry_no as earn_no
    from
      lots.lot_facts as lot
      join lots.lot_facts as origin on origin.lot_no = lot.origin_lot_no
      join green.earns as earn on earn.entry_no = origin.opening_entry_no
  ),
  passed as (
    select
      entry.entry_no,
      entry.reason = 'family_gift'
      or coalesce(sender.household_id = receiver.household_id, false) as is_family
    from
      ledger.entries as entry
      asof left join meta.member_places as sender on sender.programme_id = entry.programme_id
      and sender.member_id = entry.member_id
      and sender.valid_from <= entry.effective_at
      asof left join meta.member_places as receiver on receiver.programme_id = entry.programme_id
      and receiver.member_id = entry.counterparty_member_id
      and receiver.valid_from <= entry.effective_at
    where
      entry.event_type in ('transfer_out', 'transfer_in')
  ),
  moves as (
    select
      lot.account_no,
      lot.earn_no,
      lot.opened_at as moved_at,
      case
        when lot.parent_lot_no is null then 'earned'
        when passed.is_family then 'received_from_family'
        else 'received_from_others'
      end as flow,
      lot.points_opened as points,
      null::integer as entry_no
    from
      green_lots as lot
      left join passed on passed.entry_no = lot.opening_entry_no
    union all
    select
      fact.account_no,
      lot.earn_no,
      fact.used_at,
      case fact.use_type
        when 'transfer' then case
          when passed.is_family then 'given_to_family'
          else 'given_to_others'
        end
        when 'redeem' then 'redeemed'
        when 'restore' then 'restored'
        when 'expire' then 'expired'
        when 'reverse' then 'reversed'
        when 'exchange' then 'exchanged'
        when 'debt_repaid' then 'debt_repaid'
        when 'forfeit' then 'forfeited'
        else 'adjusted'
      end,
      fact.points,
      fact.entry_no
    from
      lots.use_facts as fact
      join green_lots as lot on lot.lot_no = fact.lot_no
      left join passed on passed.entry_no = fact.entry_no
  )
select
  earn.programme_id,
  account.wallet,
  account.member_id,
  move.flow,
  date_trunc('month', local_day (earn.programme_id, move.moved_at))::date as month,
  earn.track,
  earn.behaviour,
  earn.category,
  earn.merchant_id,
  entry.item_id,
  place.region_code,
  place.household_id,
  place.enterprise_id,
  place.enterprise_part,
  sum(move.points)::decimal(18, 2) as points,
  count(*) as moves
from
  moves as move
  join ledger.accounts as account on account.account_no = move.account_no
  join green.earns as earn on earn.entry_no = move.earn_no
  left join ledger.entries as entry on entry.entry_no = move.entry_no
  asof left join meta.member_places as place on place.programme_id = account.programme_id
  and place.member_id = account.member_id
  and place.valid_from <= move.moved_at
group by all
order by all
