import type { Configuration } from '../contract/programme.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { writeRows } from './definitions.ts';

/**
 * Writes what `programme.yaml` says of who runs a programme and what was promised, for rules to read:
 * `meta.operators`, `meta.promised_shares` and `meta.wallet_regimes`.
 */
export async function writeOperators(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<void> {
  const { programmes } = configuration;
  await writeRows(
    connection,
    'meta.operators',
    {
      programme_id: 'varchar',
      is_platform: 'boolean',
      is_merchant: 'boolean',
      is_payment_institution: 'boolean',
      is_bank: 'boolean',
      member_count: 'bigint',
      started_on: 'date',
    },
    programmes.map(({ id, operator }) => ({
      programme_id: id,
      is_platform: operator?.kinds.includes('platform') ?? false,
      is_merchant: operator?.kinds.includes('merchant') ?? false,
      is_payment_institution: operator?.kinds.includes('payment_institution') ?? false,
      is_bank: operator?.kinds.includes('bank') ?? false,
      member_count: operator?.member_count ?? null,
      started_on: operator?.started_on ?? null,
    })),
  );
  await writeRows(
    connection,
    'meta.promised_shares',
    { programme_id: 'varchar', name: 'varchar', share: 'decimal(18, 6)' },
    programmes.flatMap(({ id, promised_shares: shares }) =>
      Object.entries(shares ?? {}).map(([name, share]) => ({ programme_id: id, name, share })),
    ),
  );
  await writeRows(
    connection,
    'meta.wallet_regimes',
    { programme_id: 'varchar', wallet: 'varchar', regime: 'varchar' },
    programmes.flatMap(({ id, wallets }) =>
      Object.entries(wallets).flatMap(([wallet, { regime }]) =>
        regime ? [{ programme_id: id, wallet, regime }] : [],
      ),
    ),
  );
}
