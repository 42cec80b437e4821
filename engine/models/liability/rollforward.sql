-- One row per month × tier at issue × issuer × vintage in which anything moves or stands: liability.rollforward_between of
-- all months.
select
  *
from
  liability.rollforward_between (-1000000, 1000000)
