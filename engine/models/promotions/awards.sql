-- One row per promotion, wallet and merchant: points that events naming the promotion issued, and how many of them the
-- promotion added: of a multiplier what is above the single rate, of a bonus the bonus itself. Adds up over shards.
select
  entry.programme_id,
  promo.promotion_id,
  entry.wallet,
  entry.merchant_id,
  count(*) as events,
  count(distinct entry.member_id) as members,
  sum_points (entry.points_posted) as points,
  sum_points (
    case
      when promo.kind = 'bonus' then case
        when entry.reason is distinct from 'purchase' then entry.points_posted
        else 0
      end
      when promo.kind = 'multiplier'
      and promo.multiplier > 1 then round(entry.points_posted - entry.points_posted / promo.multiplier, 2)::decimal(18, 2)
      else 0
    end
  ) as points_added
from
  ledger.entries as entry
  join posting.promotion_windows as promo on promo.programme_id = entry.programme_id
  and promo.promotion_id = entry.promotion_id
where
  entry.event_type = 'earn'
group by all
order by all
