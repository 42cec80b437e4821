-- One row per redemption of a share or stake by someone who paid money, for the points or on top of them; and one per
-- account with bought points under terms that promise shares, dividends or continued gains.
with
  bought as (
    select
      account_no,
      min(effective_at) as first_bought_at,
      coalesce(sum(amount), 0) as money
    from
      ledger.entries
    where
      event_type = 'earn'
      and reason = 'purchased'
    group by
      account_no
  ),
  equity_items as (
    select
      programme_id,
      item_id,
      any_value(name) as name
    from
      data.catalogue_items
    where
      kind = 'equity'
    group by
      programme_id,
      item_id
  ),
  redeemed as (
    select
      entry.programme_id,
      'item' as subject_type,
      entry.item_id as subject_id,
      entry.wallet,
      null as terms_id,
      entry.effective_at as occurred_at,
      entry.member_id,
      entry.points_posted as points,
      coalesce(entry.cash_paid, 0) + case
        when row_number() over (
          partition by
            entry.account_no
          order by
            entry.entry_no
        ) = 1 then coalesce(bought.money, 0)
        else 0
      end as money,
      item.name as promise,
      entry.entry_no
    from
      ledger.entries as entry
      join equity_items as item on item.programme_id = entry.programme_id
      and item.item_id = entry.item_id
      left join bought on bought.account_no = entry.account_no
      and bought.first_bought_at <= entry.effective_at
    where
      entry.event_type = 'redeem'
      and (
        entry.cash_paid > 0
        or bought.account_no is not null
      )
  ),
  promising as (
    select
      *,
      coalesce(effective_from, published_at) as starts_at,
      -- What is denied is not promised.
      regexp_extract(
        regexp_replace(
          full_text,
          concat(
            '(不|无|没有|非|禁止|未)[^，。；,.;]{0,8}(',
            parameter_promise_words (programme_id, coalesce(effective_from, published_at)),
            ')'
          ),
          '',
          'g'
        ),
        parameter_promise_words (programme_id, coalesce(effective_from, published_at))
      ) as promise
    from
      data.terms
  ),
  promised as (
    select
      terms.programme_id,
      'terms' as subject_type,
      concat(terms.terms_id, '/', account.wallet) as subject_id,
      account.wallet,
      terms.terms_id,
      entry.effective_at as occurred_at,
      account.member_id,
      entry.points_posted as points,
      coalesce(entry.amount, 0) as money,
      terms.promise,
      entry.entry_no
    from
      promising as terms
      join ledger.accounts as account on account.programme_id = terms.programme_id
      and account.wallet = coalesce(terms.wallet, 'base')
      join ledger.entries as entry on entry.account_no = account.account_no
      and entry.event_type = 'earn'
      and entry.reason = 'purchased'
      and entry.effective_at >= terms.starts_at
      and coalesce(entry.effective_at < terms.effective_to, true)
    where
      terms.promise <> ''
  )
select
  * exclude (promise),
  promise as observed,
  'none' as expected,
  {'promise': promise, 'money': money, 'points': points, 'occurred_at': occurred_at} as evidence
from
  (
    select
      *
    from
      redeemed
    union all
    select
      *
    from
      promised
  ) as matches
