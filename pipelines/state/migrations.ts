import type Database from 'libsql';
import { UserError } from '#engine/user-error.ts';
import { chainTableSql } from './chain.ts';

/**
 * What turns an empty database into today's, step by step; `user_version` counts the steps taken. A step that was
 * released is never edited: a change is a further step.
 */
export const MIGRATIONS: readonly string[] = [
  // 1: what people decided on findings, and settings such as the local operator's name.
  `${chainTableSql('decisions', [
    `finding_id text generated always as (json_extract(body, '$.finding.finding_id')) virtual`,
    `waiver_id text generated always as (json_extract(body, '$.waiver_id')) virtual`,
  ])}
   create index decisions_by_finding on decisions (finding_id);
   create index decisions_by_waiver on decisions (waiver_id);
   create table settings (name text primary key, value text not null) without rowid;`,
];

/**
 * Takes the steps that a database lacks, each in a transaction of its own.
 *
 * @throws UserError where a newer version of Jiheng has written the database.
 */
export function migrate(database: Database.Database, path: string): void {
  if (versionOf(database) === MIGRATIONS.length) return;
  for (;;) {
    const step = database.transaction((): boolean => {
      const version = versionOf(database);
      if (version > MIGRATIONS.length)
        throw new UserError(
          `${path} was written by a newer Jiheng (state ${version}, this one knows ${MIGRATIONS.length}); update Jiheng.`,
        );
      const sql = MIGRATIONS[version];
      if (sql === undefined) return false;
      database.exec(sql);
      database.exec(`pragma user_version = ${version + 1}`);
      return true;
    });
    if (!step.immediate()) return;
  }
}

function versionOf(database: Database.Database): number {
  const [row] = database.prepare('pragma user_version').all() as { user_version: number }[];
  return row!.user_version;
}
