import { describe, expect, it } from 'vitest';
import { withSingulars } from '../../web/lib/english-number.ts';
import { translator } from '../../web/lib/i18n.ts';
import { en } from '../../web/messages/en.ts';
import { zhCN } from '../../web/messages/zh-CN.ts';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const chinese = flat(zhCN);
const english = new Map(flat(en));

describe('messages', () => {
  it('exist in both languages under the same keys', () => {
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort());
  });

  it('are filled with the same values in both languages', () => {
    const names = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
    // The reminder of the as-of date is left out of some sentences; what is filled in must never be unknown.
    const odd = chinese.filter(([key, text]) => names(english.get(key)!).join() !== names(text).join());
    expect(odd).toEqual([]);
  });

  it('have Chinese punctuation in Chinese and no Chinese in English', () => {
    expect(chinese.filter(([, text]) => /[\u4e00-\u9fff}][,;:?!]|[,;:?!][\u4e00-\u9fff]/.test(text))).toEqual(
      [],
    );
    const mixed = [...english].filter(
      ([key, text]) => /[\u4e00-\u9fff]/.test(text) && key !== 'shell.languageOther',
    );
    expect(mixed).toEqual([]);
  });
});

describe('English numbers', () => {
  it.each([
    ['1 accounts can be used, 0 are disabled', '1 account can be used, 0 are disabled'],
    ['2 accounts, 1 are disabled; 1 administrators', '2 accounts, 1 is disabled; 1 administrator'],
    ['1 members hold 1,001 points', '1 member holds 1,001 points'],
    ['balances of 1 accounts differ', 'balances of 1 account differ'],
    [
      '1 confirmed findings call for 21 credits to 1 members',
      '1 confirmed finding calls for 21 credits to 1 member',
    ],
    ['1 entries; 0.1 points, 1 of members, link 11 rows', '1 entry; 0.1 points, 1 of members, link 11 rows'],
  ])('%s', (many, one) => expect(withSingulars(many)).toBe(one));

  it('are so in what is shown, in English only', () => {
    expect(translator('en')('overview.membersNote', { accounts: '1' })).toBe('1 account');
    expect(translator('en')('overview.membersNote', { accounts: '12' })).toBe('12 accounts');
    expect(translator('zh-CN')('overview.membersNote', { accounts: '1' })).toContain('1');
  });
});
