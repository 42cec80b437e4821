import type { Configuration } from '../contract/programme.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { walletHistory, type WalletHistory, type WalletInputs } from '../liability/wallet-history.ts';
import { expectedRedemption, sensitivities } from '../liability/what-if.ts';
import { LIABILITY_BASE, LIABILITY_MODELS } from '../models/liability-models.ts';
import { buildModel, step, type Build } from './build.ts';
import { loadCloses } from './closed-periods.ts';
import type { ClosedPeriod } from './request.ts';
import { writeDiagnostics } from './liability-diagnostics.ts';
import { writeBackTest, writeEstimates } from './liability-estimates.ts';
import { writeJournal } from './liability-journal.ts';
import { readWallets } from './liability-inputs.ts';
import { liabilitySettings } from './liability-policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/**
 * The liability at every month's end: from the additive tables of the accounts to estimates, pools and the roll-forward.
 * Programme level: it reads no entry, lot or use.
 */
export async function measureLiability(
  build: Build,
  configuration: Configuration,
  cut: { asOf: string; closes?: readonly ClosedPeriod[] },
): Promise<void> {
  await loadCloses(build, cut.closes ?? [], cut.asOf);
  for (const model of LIABILITY_BASE) await buildModel(build, model);
  const estimated = await step(build, 'liability.pool_months', async () => {
    const wallets = await readWallets(build.connection);
    const histories = wallets.map((wallet) =>
      walletHistory(wallet, liabilitySettings(configuration, wallet.programmeId)),
    );
    await writeRows(build.connection, 'liability.pool_months', POOL_MONTHS, histories.flatMap(poolRows));
    return { wallets, histories };
  });
  await step(build, 'liability.estimates', async () => {
    const { wallets, histories } = estimated;
    await writeEstimates(build.connection, histories);
    await writeBackTest(build.connection, wallets, histories);
    await writeWhatIf(build.connection, wallets, histories);
    await writeDiagnostics(build.connection, histories, configuration);
  });
  for (const model of LIABILITY_MODELS) await buildModel(build, model);
  await step(build, 'liability.journal', () => writeJournal(build.connection, configuration));
}

const SENSITIVITY = {
  programme_id: 'text',
  wallet: 'text',
  parameter: 'text',
  change: 'text',
  effect: 'money',
  effect_on_contract_liability: 'money',
  effect_on_provision: 'money',
} as const satisfies Record<string, ColumnKind>;

const EXPECTED = {
  programme_id: 'text',
  wallet: 'text',
  bucket_no: 'integer',
  bucket: 'text',
  points: 'points',
  money: 'money',
} as const satisfies Record<string, ColumnKind>;

/** Writes `liability.sensitivity`, and when the outstanding points are expected to be redeemed. */
async function writeWhatIf(
  connection: DuckDBConnection,
  wallets: readonly WalletInputs[],
  histories: readonly WalletHistory[],
): Promise<void> {
  const named = histories.map((history) => ({ programme_id: history.programmeId, wallet: history.wallet }));
  const effects = histories.flatMap((history, i) =>
    sensitivities(wallets[i]!, history).map((each) => ({
      ...named[i]!,
      parameter: each.parameter,
      change: each.change,
      effect: each.contractLiability + each.provision,
      effect_on_contract_liability: each.contractLiability,
      effect_on_provision: each.provision,
    })),
  );
  await writeRows(connection, 'liability.sensitivity', SENSITIVITY, effects);
  const expected = histories.flatMap((history, i) =>
    expectedRedemption(history).map((each) => ({
      ...named[i]!,
      bucket_no: each.bucketNo,
      bucket: each.bucket,
      points: each.points,
      money: each.money,
    })),
  );
  await writeRows(connection, 'posting.expected_redemption', EXPECTED, expected);
}

const POOL_MONTHS = {
  programme_id: 'text',
  wallet: 'text',
  kind: 'text',
  treatment: 'text',
  vintage: 'month',
  month: 'month',
  issued: 'points',
  redeemed: 'points',
  outstanding: 'points',
  expected_total: 'points',
  allocated: 'money',
  recognised: 'money',
  contract_liability: 'money',
  provision: 'money',
  unit_in: 'unit',
  unit_out: 'unit',
} as const satisfies Record<string, ColumnKind>;

function poolRows({ programmeId, wallet, pools }: WalletHistory): Record<keyof typeof POOL_MONTHS, Cell>[] {
  return pools.flatMap(({ kind, treatment, vintage, months }) =>
    months.map((at) => ({
      programme_id: programmeId,
      wallet,
      kind,
      treatment,
      vintage,
      month: at.month,
      issued: at.issued,
      redeemed: at.redeemed,
      outstanding: at.outstanding,
      expected_total: at.expectedTotal,
      allocated: at.allocated,
      recognised: at.recognised,
      contract_liability: at.contractLiability,
      provision: at.provision,
      unit_in: at.unitIn,
      unit_out: at.unitOut,
    })),
  );
}
