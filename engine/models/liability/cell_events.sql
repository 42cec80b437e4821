-- One row per event, lot and column of the roll-forward that it counts in: liability.cell_events_between of all time.
select
  *
from
  liability.cell_events_between ('-infinity'::timestamptz, 'infinity'::timestamptz)
