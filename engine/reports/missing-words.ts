import { TABLES } from '../contract/tables.ts';
import type { Language } from './document.ts';
import { sayIn, sqlWords } from './words.ts';

const TITLES = Object.fromEntries(TABLES.map(({ name, title }) => [name, title]));

/**
 * SQL of what a rule lacked, in words with the names of the data behind them: tables (`complaints`), columns
 * (`members.birth_date`) and settings, which stay as they are. Why a rule failed stays as it was said. Reads a row `run`
 * of `rules.runs`.
 */
export function missingWord(language: Language): string {
  const [comma, open, close] = sayIn(language)('、|（|）', ', | (|)').split('|');
  const title = sqlWords(TITLES, `split_part(name, '.', 1)`, language, 'null');
  return `case run.outcome when 'not_evaluable' then array_to_string(list_transform(string_split(run.missing, ', '),
    lambda name: coalesce(${title} || '${open}' || name || '${close}', name)), '${comma}') else run.missing end`;
}
