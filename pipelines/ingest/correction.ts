import type { TextRows } from './text-rows.ts';

/** Columns that the download of refused rows adds for people; on the way back they say nothing. */
export const REASON_COLUMNS = ['reject_reasons', 'reject_raw', 'reject_table'] as const;
/** Those that say which refused record a row corrects; they are kept in `extra`. */
export const LINK_COLUMNS = ['reject_batch', 'reject_file', 'reject_record'] as const;

const normalised = (name: string) => name.trim().toLowerCase();

/** Whether a header is that of refused rows that somebody has corrected. */
export function isCorrection(names: readonly string[]): boolean {
  const there = new Set(names.map(normalised));
  return LINK_COLUMNS.every((name) => there.has(name)) && there.has('reject_reasons');
}

/**
 * The rows of a file of corrections without what the download added: the columns of reasons, and the apostrophe
 * before texts that a spreadsheet would compute. Any other file is given back as it is.
 */
export function withoutReasons(text: TextRows): TextRows {
  if (!isCorrection(text.names)) return text;
  const ignored: readonly string[] = REASON_COLUMNS;
  const kept = text.names.flatMap((name, at) => (ignored.includes(normalised(name)) ? [] : [{ name, at }]));
  const cells = kept.map(
    ({ at }, place) =>
      `if(regexp_matches(c${at}, '^''[=+@\\t\\r-]'), substr(c${at}, 2), c${at}) as c${place}`,
  );
  const { raw } = text;
  const rawText = raw.kind === 'expression' ? raw.sql : 'cast(null as varchar)';
  return {
    ...text,
    names: kept.map((each) => each.name),
    relation: `(select record, ${cells.join(', ')}, ${rawText} as raw_text from ${text.relation})`,
    raw: raw.kind === 'expression' ? { kind: 'expression', sql: 'raw_text' } : raw,
  };
}
