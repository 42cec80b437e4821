import { writeRows } from '../build/write-rows.ts';
import type { Configuration } from '../contract/programme.ts';
import type { DuckDBConnection } from '../database.server.ts';

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
      programme_id: 'text',
      is_platform: 'flag',
      is_merchant: 'flag',
      is_payment_institution: 'flag',
      is_bank: 'flag',
      member_count: 'count',
      started_on: 'day',
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
    { programme_id: 'text', name: 'text', share: 'share' },
    programmes.flatMap(({ id, promised_shares: shares }) =>
      Object.entries(shares ?? {}).map(([name, share]) => ({ programme_id: id, name, share })),
    ),
  );
  await writeRows(
    connection,
    'meta.wallet_regimes',
    { programme_id: 'text', wallet: 'text', regime: 'text' },
    programmes.flatMap(({ id, wallets }) =>
      Object.entries(wallets).flatMap(([wallet, { regime }]) =>
        regime ? [{ programme_id: id, wallet, regime }] : [],
      ),
    ),
  );
}
