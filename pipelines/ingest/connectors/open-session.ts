import { UserError } from '#engine/user-error.ts';
import { shownAddress, type DatabaseAddress } from './address.ts';
import { redacted, type Credentials } from './credentials.ts';
import { openMysql } from './mysql.ts';
import { openPostgres } from './postgres.ts';
import type { DatabaseSession } from './session.ts';
import { tlsOptions } from './tls.ts';

/** What a driver's errors carry beside their message. */
interface DriverError extends Error {
  readonly code?: string;
}

/**
 * Opens a read-only session.
 *
 * @throws UserError that names the server and what to do, and never the password.
 */
export async function openSession(
  address: DatabaseAddress,
  credentials: Credentials,
  authority?: string,
): Promise<DatabaseSession> {
  const tls = await tlsOptions(address, authority);
  const open = address.kind === 'postgres' ? openPostgres : openMysql;
  return open(address, credentials, tls).catch((cause: DriverError) => {
    throw new UserError(
      `${shownAddress(address)} cannot be opened as ${credentials.user}: ${redacted(toldBy(cause), credentials)}; ${advice(cause)}.`,
      { exitCode: 1 },
    );
  });
}

/** What went wrong while rows were read, as one sentence. The cause may hold what must not be shown, so it ends here. */
export function readingFailed(
  address: DatabaseAddress,
  credentials: Credentials,
  table: string,
  rows: number,
  cause: unknown,
): UserError {
  return new UserError(
    `Reading ${table} from ${shownAddress(address)} ended after ${rows} rows: ${redacted(toldBy(cause as Error), credentials)}; ` +
      `nothing of this reading was kept; ${whatNext(cause as DriverError)}.`,
    { exitCode: 1 },
  );
}

function whatNext({ code = '' }: DriverError): string {
  if (code === '42501' || code === 'ER_TABLEACCESS_DENIED_ERROR' || code === 'ER_COLUMNACCESS_DENIED_ERROR')
    return 'let this user read the table (GRANT SELECT)';
  if (code === '22021')
    return 'the database declares no encoding; export the table as CSV and name its --encoding';
  return 'run the same command again, and it goes on where the last batch ended';
}

/** Errors of several addresses of one host have their sentences inside. */
function toldBy(cause: Error): string {
  const inner = cause instanceof AggregateError ? (cause.errors as Error[]).map((each) => each.message) : [];
  return (
    [cause.message, ...inner]
      .filter(Boolean)
      .join(', ')
      .replace(/[.\s]+$/, '') || cause.name
  );
}

function advice({ code = '', message }: DriverError): string {
  if (code === '28P01' || code === '28000' || code === 'ER_ACCESS_DENIED_ERROR')
    return 'check the user and the password';
  if (code === '3D000' || code === 'ER_BAD_DB_ERROR') return 'check the name of the database';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(code))
    return 'check host and port, and that the server accepts connections from here';
  if (/SSL|TLS|certificate|self.signed|altname/i.test(`${code} ${message}`))
    return 'name its authority with --tls-ca, or say --tls require (encrypted, not verified) or --tls disable';
  return 'check the address, and that the user may read the database';
}
