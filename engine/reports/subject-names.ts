import type { Language } from './document.ts';
import { sayIn } from './words.ts';
import { walletWord, type WalletNames } from './wallet-names.ts';

/** Subjects that have a table of their own with names: the table, its key, and which of several names is the last. */
const NAMED = [
  ['campaign', 'campaigns', 'campaign_id', 'any_value(named.name)'],
  ['item', 'catalogue_items', 'item_id', `arg_max(named.name, coalesce(named.valid_from, '-infinity'))`],
  ['merchant', 'merchants', 'merchant_id', 'any_value(named.name)'],
  ['product', 'products', 'product_id', 'any_value(named.name)'],
  [
    'promotion',
    'promotions',
    'promotion_id',
    `arg_max(named.name, coalesce(named.version_from, '-infinity'))`,
  ],
] as const;

/**
 * SQL of a finding's subject as people read it: its name with its id behind it, an account by its wallet's name and
 * its member, terms of one wallet by its name, and the id alone where there is no name. Reads a row `finding`.
 */
export function subjectWord(names: WalletNames, language: Language): string {
  const id = 'finding.subject_id';
  const wallet = (of: string) => walletWord(names, language, 'finding.programme_id', of);
  const [open, close] = sayIn(language)('（|）', ' (|)').split('|');
  const named = NAMED.map(
    ([type, table, key, name]) =>
      `when '${type}' then coalesce((select ${name} from data.${table} as named
         where named.programme_id = finding.programme_id and named.${key} = ${id}) || concat('${open}', ${id}, '${close}'), ${id})`,
  );
  return `case finding.subject_type when 'wallet' then ${wallet(id)}
    when 'terms' then case when ends_with(${id}, '/' || finding.wallet)
      then concat(left(${id}, length(${id}) - length(finding.wallet) - 1), ' · ', ${wallet('finding.wallet')}) else ${id} end
    when 'account' then concat(${wallet(`split_part(${id}, '/', 1)`)}, ' · ', substr(${id}, strpos(${id}, '/') + 1))
    ${named.join('\n    ')} else ${id} end`;
}
