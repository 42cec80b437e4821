-- One row per wallet and month: cash that members added to redemptions, with and without its tax (revenue net of tax).
with
  paid as (
    select
      programme_id,
      wallet,
      month_no (local_day (programme_id, effective_at)) as month_no,
      (cash_paid * 10000)::hugeint as cash,
      (coalesce(greatest(tax_rate, 0), 0) * 1000000)::hugeint as tax
    from
      ledger.entries
    where
      event_type = 'redeem'
      and cash_paid > 0
  )
select
  programme_id,
  wallet,
  month_start (month_no) as month,
  sum_money (cash) as gross,
  sum_money ((2000000 * cash + 1000000 + tax) // (2 * (1000000 + tax))) as net
from
  paid
group by all
