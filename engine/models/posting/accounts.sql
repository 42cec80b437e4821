-- One row per account with an event before the as-of cut. Numbers follow (component, member, wallet), so that what is
-- replayed together stands together; a component is named by its smallest member.
with
  held as (
    select distinct
      event.programme_id,
      event.wallet,
      event.member_id
    from
      posting.raw_events as event
      join meta.programmes as programme using (programme_id)
      anti join posting.set_aside as set_aside on set_aside.raw_no = event.rowid
      left join posting.pair_legs as leg on leg.raw_no = event.rowid
    where
      coalesce(leg.in_effective_at, event.occurred_at) < programme.ends_at
  ),
  rooted as (
    select
      held.*,
      coalesce(component.root_member_id, held.member_id) as root_member_id
    from
      held
      left join posting.member_components as component using (programme_id, member_id)
  )
select
  row_number() over (
    order by
      programme_id,
      root_member_id,
      member_id,
      wallet
  )::integer - 1 as account_no,
  dense_rank () over (
    order by
      programme_id,
      root_member_id
  )::integer - 1 as component_no,
  programme_id,
  wallet,
  member_id
from
  rooted
order by
  account_no
