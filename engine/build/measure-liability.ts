import type { Configuration } from '../contract/programme.ts';
import { walletHistory, type WalletHistory } from '../liability/wallet-history.ts';
import { LIABILITY_BASE, LIABILITY_MODELS } from '../models/liability-models.ts';
import { buildModel, step, type Build } from './build.ts';
import { readWallets } from './liability-inputs.ts';
import { liabilitySettings } from './liability-policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

/**
 * The liability at every month's end: from the additive tables of the accounts to estimates, pools and the roll-forward.
 * Programme level: it reads no entry, lot or use.
 */
export async function measureLiability(build: Build, configuration: Configuration): Promise<void> {
  for (const model of LIABILITY_BASE) await buildModel(build, model);
  await step(build, 'liability.pool_months', async () => {
    const wallets = await readWallets(build.connection);
    const histories = wallets.map((wallet) =>
      walletHistory(wallet, liabilitySettings(configuration, wallet.programmeId)),
    );
    await writeRows(build.connection, 'liability.pool_months', POOL_MONTHS, histories.flatMap(poolRows));
  });
  for (const model of LIABILITY_MODELS) await buildModel(build, model);
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
