import { rows, type DuckDBConnection } from '../database.server.ts';
import type { PoolMonth, PoolMove, Treatment } from '../liability/pools.ts';
import type { MonthValues, PoolInputs, Silence, WalletInputs } from '../liability/wallet-history.ts';
import type { VintageFact } from '../liability/wallet-triangle.ts';

/** Every wallet with its values by month, facts and pools, in order of programme and wallet. Reads additive tables only. */
export async function readWallets(connection: DuckDBConnection): Promise<WalletInputs[]> {
  const values = await readValues(connection);
  const facts = await readFacts(connection);
  const pools = await readPools(connection, await readFrozenPools(connection));
  const validities = await readValidities(connection);
  const silences = await readSilences(connection);
  return [...values].map(([key, byMonth]) => {
    const [programmeId, wallet] = JSON.parse(key) as [string, string];
    return {
      programmeId,
      wallet,
      lastMonth: Math.max(...byMonth.keys()),
      values: byMonth,
      facts: facts.get(key) ?? [],
      pools: pools.get(key) ?? [],
      validity: validities.get(key) ?? null,
      silences: silences.get(key) ?? [],
    };
  });
}

interface Keyed {
  programme_id: string;
  wallet: string;
}

function walletKey(row: Keyed): string {
  return JSON.stringify([row.programme_id, row.wallet]);
}

async function readValues(connection: DuckDBConnection): Promise<Map<string, Map<number, MonthValues>>> {
  const found = await rows<
    Keyed & { no: number; is_complete: boolean; unit_cost: bigint | null; booked_rate: string | null }
  >(
    connection,
    `select programme_id, wallet, month_no(month) as no, is_complete,
       (cost_per_point * 1000000)::bigint as unit_cost, booked_redemption_rate as booked_rate
     from liability.month_values order by programme_id, wallet, no`,
  );
  const wallets = new Map<string, Map<number, MonthValues>>();
  for (const row of found) {
    const months = wallets.get(walletKey(row)) ?? new Map<number, MonthValues>();
    months.set(row.no, {
      isComplete: row.is_complete,
      unitCost: row.unit_cost,
      bookedRate: row.booked_rate === null ? null : Number(row.booked_rate),
    });
    wallets.set(walletKey(row), months);
  }
  return wallets;
}

async function readFacts(connection: DuckDBConnection): Promise<Map<string, VintageFact[]>> {
  const found = await rows<
    Keyed & Record<'vintage' | 'month' | 'known', number> & Record<'issued' | 'redeemed' | 'gone', bigint>
  >(
    connection,
    `select programme_id, wallet, month_no(vintage) as vintage, month_no(month) as month,
       month_no(known_month) as known,
       (sum(opened - reversed) * 100)::bigint as issued,
       (sum(redeemed + exchanged_out + redeeming_repayments - redemptions_undone) * 100)::bigint as redeemed,
       (sum(expired + forfeited + adjusted_down + debt_repaid - redeeming_repayments) * 100)::bigint as gone
     from liability.movements where vintage is not null
     group by all order by all`,
  );
  return grouped(found, (row) => ({
    vintage: row.vintage,
    month: row.month,
    known: row.known,
    issued: Number(row.issued),
    redeemed: Number(row.redeemed),
    gone: Number(row.gone),
  }));
}

async function readPools(
  connection: DuckDBConnection,
  frozen: ReadonlyMap<string, PoolMonth[]>,
): Promise<Map<string, PoolInputs[]>> {
  const found = await rows<
    Keyed & { kind: string; treatment: Treatment; vintage: number; month: number } & Record<
        'issued' | 'redeemed' | 'outstanding' | 'allocated',
        bigint
      >
  >(
    connection,
    `select programme_id, wallet, month_no(vintage) as vintage, kind, treatment, month_no(month) as month,
       (sum(opened - reversed) * 100)::bigint as issued,
       (sum(redeemed + exchanged_out + redeeming_repayments - given_back) * 100)::bigint as redeemed,
       (sum(points_change) * 100)::bigint as outstanding,
       (coalesce(sum(allocated - allocated_reversed) filter (treatment <> 'payable'), 0) * 10000)::bigint as allocated
     from liability.cell_moves where vintage is not null
     group by all order by programme_id, wallet, vintage, kind, month`,
  );
  const pools = new Map<
    string,
    { programme_id: string; wallet: string; pool: PoolInputs & { moves: PoolMove[] } }
  >();
  for (const row of found) {
    const key = JSON.stringify([row.programme_id, row.wallet, row.vintage, row.kind]);
    const { programme_id, wallet, kind, treatment, vintage } = row;
    const entry = pools.get(key) ?? {
      programme_id,
      wallet,
      pool: { kind, treatment, vintage, moves: [], frozen: frozen.get(key) ?? [] },
    };
    entry.pool.moves.push({
      month: row.month,
      issued: row.issued,
      redeemed: row.redeemed,
      outstanding: row.outstanding,
      allocated: row.allocated,
    });
    pools.set(key, entry);
  }
  return grouped([...pools.values()], ({ pool }) => pool);
}

/** How the points end that a wallet issues now: of its validities the newest. */
async function readValidities(connection: DuckDBConnection): Promise<Map<string, WalletInputs['validity']>> {
  const found = await rows<Keyed & { kind: string; months: number | null }>(
    connection,
    `select policy.programme_id, policy.wallet, arg_max(validity.kind, validity.starts_at) as kind,
       arg_max(coalesce(validity.months, 0), validity.starts_at) as months
     from posting.wallet_policies as policy join posting.validities as validity using (policy_no)
     group by all order by all`,
  );
  const endOf = ({ kind, months }: (typeof found)[number]) =>
    // Issued in January, points of a calendar year live its other months too.
    kind === 'lifetime' ? 'lifetime' : kind === 'activity' ? null : months! + (kind === 'calendar' ? 12 : 0);
  return new Map(found.map((row) => [walletKey(row), endOf(row)]));
}

async function readSilences(connection: DuckDBConnection): Promise<Map<string, Silence[]>> {
  const found = await rows<Keyed & { observed: number; reactivated: number | null; accounts: bigint }>(
    connection,
    `select programme_id, wallet, month_no(observed) as observed, month_no(reactivated) as reactivated, accounts
     from liability.silences order by all`,
  );
  return grouped(found, ({ observed, reactivated, accounts }) => ({
    observed,
    reactivated,
    accounts: Number(accounts),
  }));
}

function grouped<Row extends Keyed, Kept>(
  found: readonly Row[],
  keep: (row: Row) => Kept,
): Map<string, Kept[]> {
  const groups = new Map<string, Kept[]>();
  for (const row of found) {
    const group = groups.get(walletKey(row));
    if (group) group.push(keep(row));
    else groups.set(walletKey(row), [keep(row)]);
  }
  return groups;
}

/** The months of pools as periods were closed with them, ascending; by programme, wallet, vintage and kind. */
async function readFrozenPools(connection: DuckDBConnection): Promise<Map<string, PoolMonth[]>> {
  const found = await rows<Keyed & { kind: string; vintage: number } & PoolMonth>(
    connection,
    `select programme_id, wallet, month_no(vintage) as vintage, kind, month_no(month) as month,
       (issued * 100)::bigint as issued, (redeemed * 100)::bigint as redeemed,
       (outstanding * 100)::bigint as outstanding, (expected_total * 100)::bigint as "expectedTotal",
       (allocated * 10000)::bigint as allocated, (recognised * 10000)::bigint as recognised,
       (contract_liability * 10000)::bigint as "contractLiability", (provision * 10000)::bigint as provision,
       (unit_in * 100000000)::bigint as "unitIn", (unit_out * 100000000)::bigint as "unitOut"
     from posting.frozen_pools order by programme_id, wallet, vintage, kind, month`,
  );
  const pools = new Map<string, PoolMonth[]>();
  for (const { programme_id, wallet, vintage, kind, ...month } of found) {
    const key = JSON.stringify([programme_id, wallet, vintage, kind]);
    const months = pools.get(key) ?? [];
    months.push(month);
    pools.set(key, months);
  }
  return pools;
}
