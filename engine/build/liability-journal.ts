import { divideRounded } from '../liability/allocation.ts';
import { ACCOUNTS, journalLines, type MonthSums, type Sale } from '../liability/journal.ts';
import type { Configuration } from '../contract/programme.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { liabilitySettings, roleAt } from './liability-policies.ts';
import { writeRows, type Cell } from './write-rows.ts';

const COLUMNS = {
  programme_id: 'text',
  entry_no: 'integer',
  period: 'text',
  entity: 'text',
  account_code: 'text',
  account_name: 'text',
  debit: 'money',
  credit: 'money',
  explanation: 'text',
  ref: 'text',
} as const;

/** Writes `liability.journal`: every month's entries of every programme, numbered by month and wallet. */
export async function writeJournal(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<void> {
  const programmes = await monthSums(connection, configuration);
  const lines = [...programmes].flatMap(([programmeId, months]) => {
    const settings = liabilitySettings(configuration, programmeId);
    return journalLines(months, settings.journal).map((line): Record<keyof typeof COLUMNS, Cell> => ({
      programme_id: programmeId,
      entry_no: line.entryNo,
      period: `${Math.floor(line.month / 12)}-${String((line.month % 12) + 1).padStart(2, '0')}`,
      entity: settings.entity,
      account_code: settings.account_codes[line.account] ?? ACCOUNTS[line.account].code,
      account_name: ACCOUNTS[line.account].name,
      debit: line.debit,
      credit: line.credit,
      explanation: line.explanation,
      ref: line.ref,
    }));
  });
  await writeRows(connection, 'liability.journal', COLUMNS, lines);
}

interface Total {
  programme_id: string;
  wallet: string;
  no: number;
  kind: string;
  treatment: string;
  redeemed_points: bigint;
  gross: bigint;
  net: bigint;
  gross_reversed: bigint;
  net_reversed: bigint;
  issued: bigint;
  reversed: bigint;
  adjusted: bigint;
  redeemed: bigint;
  change: bigint;
  prior: bigint;
  unit_cost: bigint | null;
}

async function monthSums(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<Map<string, MonthSums[]>> {
  const units = (column: string, name: string) => `(total.${column} * 10000)::bigint as ${name}`;
  const totals = await rows<Total>(
    connection,
    `select total.programme_id, total.wallet, month_no(total.month) as no, total.kind, total.treatment,
       (total.redeemed_net * 100)::bigint as redeemed_points, ${units('gross', 'gross')}, ${units('net', 'net')},
       ${units('gross_reversed', 'gross_reversed')}, ${units('net_reversed', 'net_reversed')},
       ${units('issued_money', 'issued')}, ${units('reversed_money', 'reversed')},
       ${units('adjusted_money', 'adjusted')}, ${units('redeemed_net_money', 'redeemed')},
       ${units('change_in_estimate', 'change')}, ${units('prior_period', 'prior')},
       (month_value.cost_per_point * 1000000)::bigint as unit_cost
     from liability.month_totals as total
     join liability.month_values as month_value using (programme_id, wallet, month)
     order by total.programme_id, total.month, total.wallet, total.kind`,
  );
  const shares = await agentShares(connection, configuration);
  const cash = await cashParts(connection);
  const payables = await readPayables(connection);
  const programmes = new Map<string, MonthSums[]>();
  for (const group of groupedByMonth(totals)) {
    const { programme_id: programmeId, wallet, no: month } = group[0]!;
    const key = JSON.stringify([programmeId, wallet, month]);
    const contract = group.filter((each) => each.treatment === 'contract_liability');
    const sum = (pick: (each: Total) => bigint) => contract.reduce((total, each) => total + pick(each), 0n);
    const sums: MonthSums = {
      wallet,
      month,
      contract: {
        gross: sum((each) => each.gross),
        net: sum((each) => each.net),
        allocated: sum((each) => each.issued),
        grossReversed: sum((each) => each.gross_reversed),
        netReversed: sum((each) => each.net_reversed),
        allocatedReversed: sum((each) => each.reversed),
        redeemed: sum((each) => each.redeemed),
        changeInEstimate: sum((each) => each.change),
        priorPeriod: sum((each) => each.prior),
        cost: sum((each) => divideRounded(each.redeemed_points * (each.unit_cost ?? 0n), 10_000n)),
        agentShare: shares.get(key) ?? 0n,
      },
      provisions: group
        .filter((each) => each.treatment === 'provision')
        .map((each) => ({
          kind: each.kind,
          granted: each.issued + each.adjusted - each.reversed,
          redeemed: each.redeemed,
          changeInEstimate: each.change,
          priorPeriod: each.prior,
        })),
      cash: cash.get(key) ?? NO_CASH,
      payables: payables.get(key) ?? NO_PAYABLES,
    };
    payables.delete(key);
    const months = programmes.get(programmeId) ?? [];
    months.push(sums);
    programmes.set(programmeId, months);
  }
  addPayablesAlone(programmes, payables);
  return programmes;
}

/** What is owed for points needs no value per point, so its wallet may have no totals of its own. */
function addPayablesAlone(
  programmes: Map<string, MonthSums[]>,
  payables: ReadonlyMap<string, MonthSums['payables']>,
): void {
  for (const [key, owed] of payables) {
    const [programmeId, wallet, month] = JSON.parse(key) as [string, string, number];
    const months = programmes.get(programmeId) ?? [];
    months.push({ wallet, month, contract: NO_CONTRACT, provisions: [], cash: NO_CASH, payables: owed });
    programmes.set(
      programmeId,
      months.sort((left, right) => left.month - right.month || (left.wallet < right.wallet ? -1 : 1)),
    );
  }
}

/** Rows of one programme, month and wallet, which stand together. */
function groupedByMonth(totals: readonly Total[]): Total[][] {
  const groups: Total[][] = [];
  for (const each of totals) {
    const last = groups.at(-1)?.[0];
    const same =
      last?.programme_id === each.programme_id && last.no === each.no && last.wallet === each.wallet;
    if (same) groups.at(-1)!.push(each);
    else groups.push([each]);
  }
  return groups;
}

/** By programme, wallet and month: which millionths of the points of sales were redeemed where the entity is agent. */
async function agentShares(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<Map<string, bigint>> {
  const flows = await rows<{
    programme_id: string;
    wallet: string;
    no: number;
    merchant: string | null;
    points: bigint;
  }>(
    connection,
    `select flow.programme_id, flow.wallet, month_no(flow.month) as no, flow.redeemer_merchant_id as merchant,
       (sum(flow.points) * 100)::bigint as points
     from liability.redemption_flows as flow join meta.treatments as treatments using (kind)
     where treatments.treatment = 'contract_liability' group by all order by all`,
  );
  const sums = new Map<string, { agent: bigint; all: bigint }>();
  for (const flow of flows) {
    const key = JSON.stringify([flow.programme_id, flow.wallet, flow.no]);
    const sum = sums.get(key) ?? { agent: 0n, all: 0n };
    sum.all += flow.points;
    const settings = liabilitySettings(configuration, flow.programme_id);
    if (roleAt(settings, flow.merchant, flow.wallet) === 'agent') sum.agent += flow.points;
    sums.set(key, sum);
  }
  return new Map([...sums].map(([key, { agent, all }]) => [key, shareOf(agent, all)]));
}

/** In millionths, between none and all: points given back may exceed those redeemed in a month. */
function shareOf(part: bigint, whole: bigint): bigint {
  if (whole <= 0n || part <= 0n) return 0n;
  return part >= whole ? 1_000_000n : divideRounded(part * 1_000_000n, whole);
}

async function cashParts(connection: DuckDBConnection): Promise<Map<string, { gross: bigint; net: bigint }>> {
  const found = await rows<{ programme_id: string; wallet: string; no: number; gross: bigint; net: bigint }>(
    connection,
    `select programme_id, wallet, month_no(month) as no, (gross * 10000)::bigint as gross,
       (net * 10000)::bigint as net
     from liability.cash_parts order by all`,
  );
  return new Map(
    found.map((each) => [
      JSON.stringify([each.programme_id, each.wallet, each.no]),
      { gross: each.gross, net: each.net },
    ]),
  );
}

const NO_CASH = { gross: 0n, net: 0n };
const NO_CONTRACT: MonthSums['contract'] = {
  ...{ gross: 0n, net: 0n, allocated: 0n, grossReversed: 0n, netReversed: 0n, allocatedReversed: 0n },
  ...{ redeemed: 0n, changeInEstimate: 0n, priorPeriod: 0n, cost: 0n, agentShare: 0n },
};
const NO_SALE: Sale = { gross: 0n, net: 0n, allocated: 0n };
const NO_PAYABLES: MonthSums['payables'] = { sold: NO_SALE, soldReversed: NO_SALE, given: 0n };

/** What a merchant that is agent for its points owes, by programme, wallet and month. */
async function readPayables(connection: DuckDBConnection): Promise<Map<string, MonthSums['payables']>> {
  const units = (column: string) => `(${column} * 10000)::bigint as ${column}`;
  const columns = ['gross', 'net', 'payable', 'gross_reversed', 'net_reversed', 'payable_reversed'] as const;
  const found = await rows<
    { programme_id: string; wallet: string; no: number; is_sale: boolean } & Record<
      (typeof columns)[number],
      bigint
    >
  >(
    connection,
    `select programme_id, wallet, month_no(month) as no, is_sale, ${columns.map(units).join(', ')}
     from liability.payables order by all`,
  );
  const months = new Map<string, MonthSums['payables']>();
  for (const row of found) {
    const key = JSON.stringify([row.programme_id, row.wallet, row.no]);
    const same = months.get(key) ?? NO_PAYABLES;
    const sold = { gross: row.gross, net: row.net, allocated: row.payable };
    const reversed = { gross: row.gross_reversed, net: row.net_reversed, allocated: row.payable_reversed };
    months.set(
      key,
      row.is_sale
        ? { ...same, sold, soldReversed: reversed }
        : { ...same, given: row.payable - row.payable_reversed },
    );
  }
  return months;
}
