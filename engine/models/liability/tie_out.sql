-- One row per balance of the general ledger that the liability has a counterpart for: what the ledger says, what the
-- lots give at that date, and the difference. `computed` is NULL where the date is neither a month's end nor the as-of
-- date, or lies before the first movement.
with
  balances as (
    select
      programme_id,
      month,
      treatment as role,
      sum(closing_money) as balance
    from
      liability.month_totals
    group by
      programme_id,
      month,
      treatment
  ),
  compared as (
    select
      policy.programme_id,
      gl.entity,
      code.role,
      gl.account_code,
      gl.side,
      gl.as_of,
      gl.currency,
      sum(gl.amount) as gl_amount,
      bool_or(
        gl.as_of = last_day(gl.as_of)
        or gl.as_of = programme.as_of
      ) as is_evaluable
    from
      data.gl_balances as gl
      join meta.liability_policies as policy on policy.programme_id = gl.programme_id
      join meta.programmes as programme on programme.programme_id = gl.programme_id
      join meta.account_codes as code on code.programme_id = gl.programme_id
      and code.account_code = gl.account_code
    where
      coalesce(gl.entity, policy.entity) = policy.entity
      and code.role in ('contract_liability', 'provision')
    group by all
  )
select
  compared.programme_id,
  compared.entity,
  compared.account_code as account,
  compared.role,
  compared.side,
  compared.as_of,
  compared.currency,
  compared.gl_amount::decimal(18, 4) as gl,
  case
    when compared.is_evaluable then case compared.side
      when 'debit' then -1
      else 1
    end * balances.balance
  end::decimal(18, 4) as computed,
  case
    when compared.is_evaluable then compared.gl_amount - case compared.side
      when 'debit' then -1
      else 1
    end * balances.balance
  end::decimal(18, 4) as difference
from
  compared
  left join balances on balances.programme_id = compared.programme_id
  and balances.role = compared.role
  and balances.month = date_trunc('month', compared.as_of)
order by
  compared.programme_id,
  compared.entity,
  compared.account_code,
  compared.as_of
