import type { Bilingual } from '../contract/citation.ts';
import { Configuration } from '../contract/programme.ts';
import { oneRow } from '../database.server.ts';
import type { Language } from './document.ts';
import type { ReportSource } from './report-source.ts';
import { sqlWords, wordOf } from './words.ts';

/** What the programmes call their wallets, by `programme/wallet`. */
export type WalletNames = Readonly<Record<string, Bilingual>>;

/** Reads the names of all wallets that the configuration names; others go by their ids. */
export async function walletNames({ book }: ReportSource): Promise<WalletNames> {
  const { configuration } = await oneRow<{ configuration: string }>(
    book.connection,
    'select configuration::varchar as configuration from meta.book',
  );
  const { programmes } = Configuration.parse(JSON.parse(configuration));
  return Object.fromEntries(
    programmes.flatMap(({ id, wallets }) =>
      Object.entries(wallets).flatMap(([wallet, { names = {} }]) => {
        const any = Object.values(names)[0];
        if (any === undefined) return [];
        return [[`${id}/${wallet}`, { zh: names['zh-CN'] ?? names.zh ?? any, en: names.en ?? any }]];
      }),
    ),
  );
}

/** A wallet's name in the report's language, else its id. */
export function nameOfWallet(
  names: WalletNames,
  language: Language,
  programme: string | null,
  wallet: string,
): string {
  const key = `${programme}/${wallet}`;
  return key in names ? wordOf(names, key, language) : wallet;
}

/** {@link nameOfWallet} as SQL. */
export function walletWord(
  names: WalletNames,
  language: Language,
  programme = 'programme_id',
  wallet = 'wallet',
): string {
  return sqlWords(names, `concat(${programme}, '/', ${wallet})`, language, wallet);
}
