import { describe, expect, it } from 'vitest';
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
