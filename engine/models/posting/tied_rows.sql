-- One row per row of the kernel's input that stands among others of its component and instant, but not where its event
-- key has it: where it stands, and where it belongs.
with
  neighbours as (
    select
      rowid as stands_at,
      raw_no,
      part,
      component_no,
      instant,
      -- Without an order of its own: the input stands in order, and to sort it once more is what is saved here.
      lag (component_no) over () as component_before,
      lag (instant) over () as instant_before,
      lead (component_no) over () as component_after,
      lead (instant) over () as instant_after
    from
      posting.kernel_input
  ),
  tied as (
    select
      stands_at,
      raw_no,
      part,
      component_no,
      instant
    from
      neighbours
    where
      (
        component_no = component_before
        and instant = instant_before
      )
      or (
        component_no = component_after
        and instant = instant_after
      )
  ),
  settled as (
    select
      tied.stands_at,
      min(tied.stands_at) over (
        partition by
          tied.component_no,
          tied.instant
      ) + row_number() over (
        partition by
          tied.component_no,
          tied.instant
        order by
          event.source,
          event.event_id,
          tied.part
      ) - 1 as belongs_at
    from
      tied
      join posting.raw_events as event on event.rowid = tied.raw_no
  )
select
  stands_at,
  belongs_at
from
  settled
where
  belongs_at <> stands_at
