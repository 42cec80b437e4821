-- One row per transfer whose two legs were found: by related_event_id, else by both counterparties with equal wallet,
-- points and instant. Nothing fuzzier: what stays alone is a finding, not a guess.
with
  outs as (
    select
      *
    from
      posting.legs
    where
      event_type = 'transfer_out'
  ),
  ins as (
    select
      *
    from
      posting.legs
    where
      event_type = 'transfer_in'
  ),
  named as (
    select
      outs.raw_no as out_no,
      ins.raw_no as in_no,
      outs.source as out_source,
      outs.event_id as out_event_id,
      ins.source as in_source,
      ins.event_id as in_event_id
    from
      outs
      join ins on ins.programme_id = outs.programme_id
      and ins.related_source = outs.source
      and ins.related_event_id = outs.event_id
    union
    select
      outs.raw_no,
      ins.raw_no,
      outs.source,
      outs.event_id,
      ins.source,
      ins.event_id
    from
      outs
      join ins on outs.programme_id = ins.programme_id
      and outs.related_source = ins.source
      and outs.related_event_id = ins.event_id
  ),
  mutual as (
    select
      out_no,
      in_no
    from
      named
    qualify
      row_number() over (
        partition by
          out_no
        order by
          in_source,
          in_event_id
      ) = 1
      and row_number() over (
        partition by
          in_no
        order by
          out_source,
          out_event_id
      ) = 1
  ),
  loose as (
    select
      legs.*,
      row_number() over (
        partition by
          legs.event_type,
          legs.programme_id,
          legs.wallet,
          legs.member_id,
          legs.counterparty_member_id,
          legs.points,
          legs.occurred_at
        order by
          legs.source,
          legs.event_id
      ) as position
    from
      posting.legs as legs
      anti join (
        select
          out_no as raw_no
        from
          mutual
        union all
        select
          in_no
        from
          mutual
      ) as taken on taken.raw_no = legs.raw_no
    where
      legs.counterparty_member_id is not null
  ),
  by_counterparty as (
    select
      loose_out.raw_no as out_no,
      loose_in.raw_no as in_no
    from
      loose as loose_out
      join loose as loose_in on loose_in.event_type = 'transfer_in'
      and loose_in.programme_id = loose_out.programme_id
      and loose_in.wallet = loose_out.wallet
      and loose_in.member_id = loose_out.counterparty_member_id
      and loose_in.counterparty_member_id = loose_out.member_id
      and loose_in.points = loose_out.points
      and loose_in.occurred_at = loose_out.occurred_at
      and loose_in.position = loose_out.position
    where
      loose_out.event_type = 'transfer_out'
  ),
  paired as (
    select
      *
    from
      mutual
    union all
    select
      *
    from
      by_counterparty
  )
select
  row_number() over (
    order by
      paired.out_no
  )::integer as pair_no,
  paired.out_no,
  paired.in_no,
  least(outs.points, ins.points) as points_paired,
  greatest(outs.occurred_at, ins.occurred_at) as in_effective_at
from
  paired
  join outs on outs.raw_no = paired.out_no
  join ins on ins.raw_no = paired.in_no
