-- One row per adverse change of terms, and whether its holders were told before it took effect and agreed to it: members
-- who then held points of the wallet, and how many. Adds up over shards.
with
  changes as (
    select
      programme_id,
      wallet,
      terms_id,
      published_at,
      starts_at
    from
      meta.terms_periods
      join meta.programmes using (programme_id)
    where
      is_adverse
      and starts_at < programmes.ends_at
  ),
  opened as (
    select
      changes.programme_id,
      changes.wallet,
      changes.terms_id,
      lot.account_no,
      lot.lot_no,
      lot.points_opened as points,
      changes.starts_at
    from
      changes
      join ledger.accounts as account using (programme_id, wallet)
      join lots.lot_facts as lot on lot.account_no = account.account_no
      and lot.opened_at < changes.starts_at
  ),
  used as (
    select
      opened.terms_id,
      opened.lot_no,
      sum(
        case fact.use_type
          when 'restore' then - fact.points
          else fact.points
        end
      ) as points
    from
      opened
      join lots.use_facts as fact on fact.lot_no = opened.lot_no
      and fact.used_at < opened.starts_at
    group by
      opened.terms_id,
      opened.lot_no
  ),
  holders as (
    select
      opened.programme_id,
      opened.wallet,
      opened.terms_id,
      opened.account_no,
      sum(opened.points - coalesce(used.points, 0)) as points
    from
      opened
      left join used using (terms_id, lot_no)
    group by all
    having
      sum(opened.points - coalesce(used.points, 0)) > 0
  ),
  told_all as (
    select
      changes.programme_id,
      changes.wallet,
      changes.terms_id,
      notice.member_id
    from
      changes
      join data.notices as notice on notice.programme_id = changes.programme_id
      and notice.kind = 'terms_change'
      and coalesce(notice.wallet, changes.wallet) = changes.wallet
      and coalesce(notice.terms_id, changes.terms_id) = changes.terms_id
      and notice.sent_at < changes.starts_at
      and (
        notice.terms_id is not null
        or notice.sent_at >= changes.published_at
      )
    where
      coalesce(notice.delivery_status, 'delivered') in ('delivered', 'read', 'opened')
  ),
  everyone_told as (
    select distinct
      programme_id,
      wallet,
      terms_id
    from
      told_all
    where
      member_id is null
  ),
  members_told as (
    select distinct
      *
    from
      told_all
    where
      member_id is not null
  ),
  reached as (
    select
      holders.*,
      everyone_told.terms_id is not null
      or members_told.member_id is not null as is_told,
      acknowledgement.terms_id is not null as is_acknowledged
    from
      holders
      join ledger.accounts as account using (account_no)
      left join everyone_told on everyone_told.programme_id = holders.programme_id
      and everyone_told.wallet = holders.wallet
      and everyone_told.terms_id = holders.terms_id
      left join members_told on members_told.programme_id = holders.programme_id
      and members_told.wallet = holders.wallet
      and members_told.terms_id = holders.terms_id
      and members_told.member_id = account.member_id
      left join data.acknowledgements as acknowledgement on acknowledgement.programme_id = holders.programme_id
      and acknowledgement.member_id = account.member_id
      and acknowledgement.terms_id = holders.terms_id
  )
select
  programme_id,
  wallet,
  terms_id,
  is_told,
  is_acknowledged,
  count(*) as members,
  sum(points)::decimal(18, 2) as points
from
  reached
group by all
