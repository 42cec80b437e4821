import type { Bilingual } from '../contract/citation.ts';
import { Configuration } from '../contract/programme.ts';
import { oneRow, rows } from '../database.server.ts';
import type { ReportSource } from './report-source.ts';
import { sqlWords } from './words.ts';

/** What the programmes call their wallets, by `programme/wallet`. */
export type WalletNames = Readonly<Record<string, Bilingual>>;

/** Reads the names of all wallets that a book has; one without a name goes by its id. */
export async function walletNames({ book }: ReportSource): Promise<WalletNames> {
  const { configuration } = await oneRow<{ configuration: string }>(
    book.connection,
    'select configuration::varchar as configuration from meta.book',
  );
  const { programmes } = Configuration.parse(JSON.parse(configuration));
  const known = await rows<{ programme_id: string; wallet: string }>(
    book.connection,
    'select distinct programme_id, wallet from ledger.accounts order by all',
  );
  return Object.fromEntries(
    known.map(({ programme_id: id, wallet }) => {
      const names = programmes.find((each) => each.id === id)?.wallets[wallet]?.names ?? {};
      const zh = names['zh-CN'] ?? names.zh ?? wallet;
      return [`${id}/${wallet}`, { zh, en: names.en ?? wallet }];
    }),
  );
}

/** SQL for a wallet's name; reads programme_id and wallet. */
export function walletWord(names: WalletNames, language: ReportSource['language']): string {
  return sqlWords(names, `concat(programme_id, '/', wallet)`, language);
}
