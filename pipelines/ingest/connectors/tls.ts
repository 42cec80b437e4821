import { readFile } from 'node:fs/promises';
import { UserError } from '#engine/user-error.ts';
import type { DatabaseAddress } from './address.ts';

/** What both drivers take for TLS; false for a connection in the clear. */
export type TlsOptions = false | { readonly rejectUnauthorized: boolean; readonly ca?: string };

/** @param authority a PEM file of the authorities to trust instead of the machine's. */
export async function tlsOptions({ tls }: DatabaseAddress, authority?: string): Promise<TlsOptions> {
  if (tls === 'disable') return false;
  if (authority === undefined) return { rejectUnauthorized: tls === 'verify' };
  const ca = await readFile(authority, 'utf8').catch((cause: Error) => {
    throw new UserError(`The certificates ${authority} cannot be read: ${cause.message}; check --tls-ca.`, {
      cause,
    });
  });
  return { rejectUnauthorized: tls === 'verify', ca };
}
