-- One row per programme, wallet (NULL: all of them), basis, grid, cohort, age and measure: cohorts.retention_slices of all
-- members, whatever their traits.
select
  * exclude (dimension, slice)
from
  cohorts.retention_slices
where
  dimension = 'all'
