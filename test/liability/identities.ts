/** What the liability is held to on every book: each query counts what breaks an identity, and all must give zero. */
export const IDENTITIES: Readonly<Record<string, string>> = {
  'every cell closes in points': `select count(*) from liability.rollforward
    where closing <> opening + issued + restored - redeemed - expired - reversed + transferred_net + exchanged_net
      + adjusted - forfeited - debt_repaid
    or debt_closing <> debt_opening + debt_incurred - debt_settled - debt_cancelled`,
  'every cell closes in money': `select count(*) from liability.rollforward
    where closing_money <> opening_money + issued_money + restored_money - redeemed_money - expired_money
      - reversed_money + transferred_net_money + exchanged_net_money + adjusted_money - forfeited_money
      - debt_repaid_money + change_in_estimate + prior_period`,
  'every opening is the closing of the month before': `select count(*) from (
      select *, lag(closing, 1, 0) over cell as before, lag(closing_money, 1, 0) over cell as money_before,
        lag(debt_closing, 1, 0) over cell as debt_before,
        lag(month) over cell as month_before
      from liability.rollforward
      window cell as (partition by programme_id, wallet, tier, issuer, vintage order by month))
    where opening <> before or opening_money <> money_before or debt_opening <> debt_before
      or (before <> 0 and month_before <> month - interval 1 month)`,
  ...Object.fromEntries(
    ['tier', 'issuer', 'vintage'].map((dimension) => [
      `the slices by ${dimension} are the roll-forward summed over the other dimensions`,
      `select count(*) from (
        select ${dimension}, month, wallet, sum(closing) as closing, sum(closing_money) as money,
          sum(opening_money) as opening_money, sum(redeemed) as redeemed, sum(change_in_estimate) as change
        from liability.rollforward group by all) as summed
      full join (from liability.rollforward_slices where dimension = '${dimension}') as slice
        on slice.wallet = summed.wallet and slice.month = summed.month
        and slice.${dimension} is not distinct from summed.${dimension}
      where (slice.closing, slice.closing_money, slice.opening_money, slice.redeemed, slice.change_in_estimate)
        is distinct from (summed.closing, summed.money, summed.opening_money, summed.redeemed, summed.change)`,
    ]),
  ),
  'a wallet’s month is the same in the totals of kinds and in the slices': `select count(*) from (
      select wallet, month, sum(closing_money) as money, sum(change_in_estimate) as change
      from liability.month_totals group by all) as kinds
    join liability.rollforward_slices as slice using (wallet, month)
    where slice.dimension = 'all' and (slice.closing_money, slice.change_in_estimate)
      is distinct from (kinds.money, kinds.change)`,
  'the last closing is what lots, pending lots and debts hold': `select count(*) from (
      select wallet, sum(closing) as closing, sum(pending_closing) as pending, sum(debt_closing) as debt
      from liability.rollforward where month = (select date_trunc('month', as_of) from meta.book) group by wallet)
    full join (select wallet, sum(points_available + points_pending) as held, sum(points_pending) as pending_held,
      sum(points_debt) as owing, sum(points_balance) as balance from balances.accounts group by wallet) using (wallet)
    where coalesce(closing, 0) <> held or coalesce(pending, 0) <> pending_held or coalesce(debt, 0) <> owing
      or coalesce(closing - debt, 0) <> balance`,
  'each lot’s remaining points stand in the cell of its origin': `select count(*) from (
      select wallet, tier, issuer, vintage, sum(closing) as closing from liability.rollforward
      where month = (select date_trunc('month', as_of) from meta.book) and closing <> 0 group by all) as cells
    full join (select wallet, tier_at_opening as tier, issuer_merchant_id as issuer,
      date_trunc('month', timezone('Asia/Shanghai', origin_opened_at))::date as vintage, sum(points_remaining) as held
      from lots.lots where points_remaining > 0 group by all) as lots
    on lots.wallet = cells.wallet and lots.vintage = cells.vintage and lots.tier is not distinct from cells.tier
      and lots.issuer is not distinct from cells.issuer
    where closing is distinct from held`,
  'the journal balances in every entry': `select count(*) from (
      select entry_no, sum(debit - credit) as rest from liability.journal group by entry_no)
    where rest <> 0`,
  'the journal’s liability accounts end at the closing': `select count(*) from (
      select role, sum(credit - debit) as booked from liability.journal join meta.account_codes using (account_code)
      where role in ('contract_liability', 'provision') group by role)
    full join (select treatment as role, sum(closing_money) as closing from liability.month_totals
      where month = (select date_trunc('month', as_of) from meta.book) and treatment <> 'none' group by role)
    using (role) where coalesce(booked, 0) <> coalesce(closing, 0)`,
  'ageing and maturity add up to what is outstanding': `select count(*) from (
      select wallet, sum(closing) as points, sum(closing_money) as money from liability.rollforward
      where month = (select date_trunc('month', as_of) from meta.book) and vintage is not null group by wallet) as rolled
    join (
      select wallet, basis, sum(points) as points, sum(money) as money from liability.aging group by all
      union all select wallet, basis, sum(points), sum(money) from liability.maturity group by all) as parts
    using (wallet)
    where rolled.points <> parts.points or coalesce(rolled.money, 0) <> coalesce(parts.money, 0)`,
  'the triangle’s latest cells are what pools have redeemed': `select count(*) from (
      select wallet, vintage, arg_max(points_redeemed_cumulative, age) as redeemed, any_value(points_issued) as issued
      from liability.triangle group by all)
    join (select wallet, vintage, sum(redeemed) as pools, sum(issued) as pools_issued
      from liability.pools group by all) using (wallet, vintage)
    where redeemed <> pools or issued <> pools_issued`,
  'settled points are redeemed points': `select count(*) from (
      select wallet, sum(points) as settled from liability.settlement group by wallet)
    full join (select wallet, sum(redeemed) as redeemed from liability.pools group by wallet) using (wallet)
    where coalesce(settled, 0) <> coalesce(redeemed, 0)`,
  'debt cancelled is what shortfalls say': `select count(*) from (
      select wallet, sum(debt_cancelled) as cancelled, sum(debt_settled) as settled, sum(debt_incurred) as incurred
      from liability.rollforward group by wallet)
    join (select wallet, sum(cancelled) as c, sum(settled) as s, sum(points) as i
      from lots.shortfalls where kind = 'debt' group by wallet) using (wallet)
    where cancelled <> c or settled <> s or incurred <> i`,
  'the money of cells is the money of pools': `select count(*) from (
      select wallet, month, sum(closing_money) as money from liability.rollforward group by all)
    full join (select wallet, month, sum(contract_liability + provision) as pools
      from liability.pool_months group by all) using (wallet, month)
    where money is not null and coalesce(money, 0) <> coalesce(pools, 0)`,
};

/** One question for all of them: the names of the identities that are broken, with how many rows break each. */
export const BROKEN_IDENTITIES = Object.entries(IDENTITIES)
  .map(([name, sql]) => `select '${name.replaceAll("'", "''")}' as identity, (${sql})::int as broken`)
  .join(' union all ')
  .replace(/^/, 'from (')
  .concat(') where broken <> 0');
