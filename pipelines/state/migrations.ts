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
  // 2: accounts as Better Auth keeps them, with role, scope and end; links that open one session; the access log.
  `create table people (id text primary key, name text not null, email text not null unique,
     email_verified integer not null, image text, created_at date not null, updated_at date not null,
     second_factor_enabled integer, role text not null default 'marketing',
     scope text not null default '{"programmes":[],"merchants":[],"regions":[]}' check (json_valid(scope)),
     ends_on text, disabled_at text);
   create table sessions (id text primary key, expires_at date not null, token text not null unique,
     created_at date not null, updated_at date not null, address text, user_agent text,
     person_id text not null references people (id) on delete cascade,
     viewing_as text check (json_valid(viewing_as)), identities_until text);
   create index sessions_by_person on sessions (person_id);
   create table credentials (id text primary key, account_id text not null, provider_id text not null,
     person_id text not null references people (id) on delete cascade, access_token text, refresh_token text,
     id_token text, access_token_expires_at date, refresh_token_expires_at date, scope text, password text,
     created_at date not null, updated_at date not null);
   create index credentials_by_person on credentials (person_id);
   create table verifications (id text primary key, identifier text not null, value text not null,
     expires_at date not null, created_at date not null, updated_at date not null);
   create index verifications_by_identifier on verifications (identifier);
   create table second_factors (id text primary key, secret text not null, backup_codes text not null,
     person_id text not null references people (id) on delete cascade, verified integer, failures integer,
     locked_until date);
   create index second_factors_by_person on second_factors (person_id);
   create table one_time_links (token_hash text primary key, kind text not null, person_id text references people (id),
     expires_at text not null) without rowid;
   create table sign_in_failures (subject text primary key, failures integer not null, last_at text not null)
     without rowid;
   ${chainTableSql('access_log', [
     `at text generated always as (json_extract(body, '$.at')) virtual`,
     `person_id text generated always as (json_extract(body, '$.person.id')) virtual`,
     `action text generated always as (json_extract(body, '$.action')) virtual`,
   ])}
   create index access_log_by_person on access_log (person_id);
   create index access_log_by_action on access_log (action);`,
  // 3: names for addresses of the workbench.
  `create table saved_views (id text primary key, name text not null unique, path text not null, saved_by text not null,
     saved_at text not null) without rowid;`,
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
