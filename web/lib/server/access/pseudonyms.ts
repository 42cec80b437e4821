import { createHash } from 'node:crypto';
import type { Answerer } from '../book-reader.ts';

/** A pseudonym as it stands in answers and addresses. */
const PSEUDONYM = /\bm-[0-9a-f]{12}\b/g;
/** So many pseudonyms are remembered, so that following a link need not search the book. */
const REMEMBERED = 100_000;
/** Columns that name members by their meaning, whatever their ids look like. */
const MEMBER_COLUMN = /(^|_)members?_id$/;
/** A member under such a name in the values that a finding compares, which come as a text of JSON. */
const MEMBER_VALUE = /"((?:\w+_)?members?_id)":"([^"\\]+)"/g;
/** Texts that exports do not take along while ids are hidden: they name members in sentences. */
const SENTENCES = ['explanation', 'explanation_en', 'evidence', 'raw'];
/** The member of an account that is named wallet/member. */
const OF_ACCOUNT = `regexp_replace(subject_id, '^[^/]*/', '')`;
/** Shorter numbers in sentences are figures, not ids. */
const SHORTEST_NUMBER = 6;

/**
 * Stand-ins for member ids, the same for the same member in one workspace, so that figures can be followed from page to
 * page without knowing who it is. They cannot be turned back without the workspace's key; the server finds whom one
 * stands for in the book.
 */
export class Pseudonyms {
  readonly #key: string;
  readonly #known = new Map<string, string>();

  constructor(secret: string) {
    this.#key = createHash('sha256').update(`pseudonyms ${secret}`).digest('hex');
  }

  /** The pseudonym of a member. */
  of(member: string): string {
    const pseudonym = `m-${createHash('sha256')
      .update(this.#key + member)
      .digest('hex')
      .slice(0, 12)}`;
    if (this.#known.size >= REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(pseudonym, member);
    return pseudonym;
  }

  /** The parameters of a question, with those that stand for a member turned back into ids. */
  async resolved(
    parameters: Readonly<Record<string, unknown>> | undefined,
    answerer: Answerer,
  ): Promise<Record<string, unknown> | undefined> {
    if (!parameters) return undefined;
    const turned = { ...parameters };
    for (const [name, value] of Object.entries(parameters)) {
      if (typeof value !== 'string') continue;
      let text = value;
      for (const [pseudonym] of value.matchAll(PSEUDONYM)) {
        const member = this.#known.get(pseudonym) ?? (await this.#find(pseudonym, answerer));
        if (member !== undefined) text = text.replaceAll(pseudonym, member);
      }
      turned[name] = text;
    }
    return turned;
  }

  /** Rows of an answer without a member's id in them, in whatever column or sentence. */
  async masked<Row>(found: readonly Row[], answerer: Answerer): Promise<Row[]> {
    const asked = new Set<string>();
    for (const row of found)
      eachText(row, (text, column) => tokensOf(text, column).forEach((token) => asked.add(token)));
    if (asked.size === 0) return [...found];
    const members = new Set(
      (
        await answerer.rows<{ member_id: string }>(
          `select distinct member_id from ledger.accounts
           where member_id in (select unnest(from_json($tokens::json, '["VARCHAR"]')))`,
          { tokens: JSON.stringify([...asked]) },
        )
      ).map(({ member_id }) => member_id),
    );
    return found.map((row) => replaceTexts(row, (text, column) => this.#mask(text, column, members)) as Row);
  }

  /** A select around another whose columns that name members hold pseudonyms; `columns` are those of the inner one. */
  maskedSql(sql: string, columns: readonly string[]): string {
    const masked = (column: string) => `'m-' || substr(sha256('${this.#key}' || ${column}), 1, 12)`;
    const replacements = columns.flatMap((column) => {
      if (MEMBER_COLUMN.test(column)) return [`${masked(column)} as ${column}`];
      if (column === 'subject_id')
        return columns.includes('subject_type')
          ? [
              `case subject_type when 'member' then ${masked(column)}
                 when 'account' then split_part(subject_id, '/', 1) || '/' || ${masked(OF_ACCOUNT)}
                 else subject_id end as subject_id`,
            ]
          : [`${masked(column)} as subject_id`];
      return SENTENCES.includes(column) ? [`'…' as ${column}`] : [];
    });
    return replacements.length > 0 ? `select * replace (${replacements.join(', ')}) from (${sql})` : sql;
  }

  #mask(text: string, column: string, members: ReadonlySet<string>): string {
    // A member that the accounts do not have is a member all the same.
    if (MEMBER_COLUMN.test(column)) return this.of(text);
    let masked = text;
    if (column === 'evidence')
      masked = text.replaceAll(MEMBER_VALUE, (_, key: string, id: string) => `"${key}":"${this.of(id)}"`);
    for (const token of tokensOf(text, column))
      if (members.has(token)) masked = replaceToken(masked, token, this.of(token));
    return masked;
  }

  async #find(pseudonym: string, answerer: Answerer): Promise<string | undefined> {
    const [found] = await answerer.rows<{ member_id: string }>(
      `select member_id from ledger.accounts where substr(sha256($key || member_id), 1, 12) = $digits limit 1`,
      { key: this.#key, digits: pseudonym.slice(2) },
    );
    if (found) this.#known.set(pseudonym, found.member_id);
    return found?.member_id;
  }
}

/** What in a text could be an id: words, and the whole of it. */
function tokensOf(text: string, column: string): string[] {
  if (text.length > 20_000) return [];
  if (MEMBER_COLUMN.test(column)) return [text];
  if (column === 'subject_id') return [text, text.replace(/^[^/]*\//, '')];
  // Decimals, dates and hashes are no sentences.
  if (/^[-+\d.,:TZ ]*$/.test(text) || /^[0-9a-f]{64}$/.test(text)) return [];
  // In a Chinese sentence an id stands between characters without a space.
  const words = [
    ...(text.match(/[A-Za-z0-9_@.-]*[A-Za-z0-9]/g) ?? []),
    ...(text.match(/[\p{L}\p{N}_@.-]*[\p{L}\p{N}]/gu) ?? []),
  ];
  return words.filter((word) => !/^\d+$/.test(word) || word.length >= SHORTEST_NUMBER);
}

function replaceToken(text: string, token: string, by: string): string {
  const escaped = token.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9_])${escaped}(?![A-Za-z0-9_])`, 'g'), by);
}

function eachText(value: unknown, visit: (text: string, column: string) => void, column = ''): void {
  if (typeof value === 'string') visit(value, column);
  else if (Array.isArray(value)) value.forEach((each) => eachText(each, visit, column));
  else if (isPlain(value)) for (const [key, each] of Object.entries(value)) eachText(each, visit, key);
}

function replaceTexts(value: unknown, by: (text: string, column: string) => string, column = ''): unknown {
  if (typeof value === 'string') return by(value, column);
  if (Array.isArray(value)) return value.map((each) => replaceTexts(each, by, column));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceTexts(each, by, key)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
