import { createHash } from 'node:crypto';
import type Database from 'libsql';
import { canonicalJson } from './canonical-json.ts';

/** Stands for the link before the first. */
export const NO_LINK = '0'.repeat(64);

/** One row of a log that can only grow. */
export interface Link<Body> {
  /** 1, 2, 3, … without gaps. */
  readonly seq: number;
  readonly body: Body;
  readonly previous_hash: string;
  /** SHA-256 (hex) of the previous hash, a line feed and the canonical text of the body. */
  readonly hash: string;
}

/** The last link: whoever notes it elsewhere can prove later that nothing before it was taken away. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What a check of a chain came to. */
export type ChainCheck =
  | { readonly ok: true; readonly links: number; readonly head: ChainHead }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

interface Row {
  readonly seq: number;
  readonly body: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/**
 * SQL that makes the table of a chain: triggers refuse to change, remove or replace a row. They stop mistakes; what was
 * done behind their back `verifyChain` finds. `columns` may add generated columns for what is looked up in the body.
 */
export function chainTableSql(table: string, columns: readonly string[] = []): string {
  const declared = [
    'seq integer primary key',
    'body text not null check (json_valid(body))',
    'previous_hash text not null',
    'hash text not null unique',
    ...columns,
  ];
  const refuse = `begin select raise(abort, '${table} is append-only'); end`;
  return `create table ${table} (${declared.join(', ')});
    create trigger ${table}_no_update before update on ${table} ${refuse};
    create trigger ${table}_no_delete before delete on ${table} ${refuse};
    create trigger ${table}_in_order before insert on ${table}
      when new.seq is not (select coalesce(max(seq), 0) + 1 from ${table})
      begin select raise(abort, '${table} grows by one link at its end'); end;`;
}

/** SHA-256 (hex) of a link whose body has this canonical text. */
export function linkHash(previousHash: string, body: string): string {
  return createHash('sha256').update(`${previousHash}\n${body}`).digest('hex');
}

/**
 * Adds to the end of a chain what `compose` gives, all of it or, where that throws, nothing. `compose` runs while nobody
 * else can write, so that it may look at what stands there first. Gives the new links in order.
 */
export function appendLinks<Body>(
  database: Database.Database,
  table: string,
  compose: () => readonly Body[],
): Link<Body>[] {
  const append = database.transaction((): Link<Body>[] => {
    const insert = database.prepare(
      `insert into ${table} (seq, body, previous_hash, hash) values (?, ?, ?, ?)`,
    );
    const bodies = compose();
    let { seq, hash } = chainHead(database, table);
    return bodies.map((body) => {
      const text = canonicalJson(body);
      const previous_hash = hash;
      hash = linkHash(previous_hash, text);
      seq += 1;
      insert.run(seq, text, previous_hash, hash);
      return { seq, body, previous_hash, hash };
    });
  });
  // Immediate: the head that is read must be the head that is written after, whoever else writes.
  return append.immediate();
}

/** The last link; seq 0 and {@link NO_LINK} where there is none. */
export function chainHead(database: Database.Database, table: string): ChainHead {
  const [last] = database.prepare(`select seq, hash from ${table} order by seq desc limit 1`).all() as Row[];
  return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: NO_LINK };
}

/** Links in order, those after `after` only. */
export function readLinks<Body>(database: Database.Database, table: string, after = 0): Link<Body>[] {
  const found = database
    .prepare(`select seq, body, previous_hash, hash from ${table} where seq > ? order by seq`)
    .all(after) as Row[];
  return found.map((row) => ({
    seq: row.seq,
    body: JSON.parse(row.body) as Body,
    previous_hash: row.previous_hash,
    hash: row.hash,
  }));
}

/**
 * Recomputes every hash of a chain. `noted`, a head that was written down earlier, must still be part of it: without one
 * a chain cut off at its end looks whole.
 */
export function verifyChain(database: Database.Database, table: string, noted?: ChainHead): ChainCheck {
  const found = database
    .prepare(`select seq, body, previous_hash, hash from ${table} order by seq`)
    .all() as Row[];
  let head: ChainHead = { seq: 0, hash: NO_LINK };
  for (const row of found) {
    if (row.seq !== head.seq + 1)
      return { ok: false, seq: head.seq + 1, reason: `link ${head.seq + 1} is missing` };
    if (row.previous_hash !== head.hash)
      return { ok: false, seq: row.seq, reason: `link ${row.seq} does not follow link ${head.seq}` };
    if (linkHash(row.previous_hash, row.body) !== row.hash)
      return { ok: false, seq: row.seq, reason: `link ${row.seq} was altered after it was written` };
    head = { seq: row.seq, hash: row.hash };
    if (noted?.seq === row.seq && noted.hash !== row.hash)
      return { ok: false, seq: row.seq, reason: `link ${row.seq} is not the one that was noted` };
  }
  if (noted && noted.seq > head.seq)
    return { ok: false, seq: head.seq + 1, reason: `links ${head.seq + 1} to ${noted.seq} were taken away` };
  return { ok: true, links: found.length, head };
}
