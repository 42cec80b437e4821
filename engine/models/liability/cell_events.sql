-- One row per event, lot and column of the roll-forward that it counts in, and per event by which an account came to owe
-- points, repaid them or was let off: liability.lot_events and the debt, which stands in the cells without tier, issuer and
-- vintage.
select
  *
from
  liability.lot_events
union all
select
  *
from
  liability.debt_events
