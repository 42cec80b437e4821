import { UserError } from '#engine/user-error.ts';

/** Whether the server must prove who it is, must at least encrypt, or may be talked to in the clear. */
export type TlsMode = 'verify' | 'require' | 'disable';

/** Where a database is. The password is never part of it, so that an address may be shown and kept. */
export interface DatabaseAddress {
  readonly kind: 'postgres' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly tls: TlsMode;
}

/** What a URL says, the credentials apart. */
export interface ParsedUrl {
  readonly address: DatabaseAddress;
  readonly user: string | null;
  readonly password: string | null;
}

const KINDS: Record<string, DatabaseAddress['kind']> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
};
const PORTS = { postgres: 5432, mysql: 3306 } as const;
const FORM = 'postgres://USER@HOST:PORT/DATABASE or mysql://USER@HOST:PORT/DATABASE';
/** The words of both systems' own clients. */
const TLS_WORDS: Record<string, TlsMode> = {
  disable: 'disable',
  disabled: 'disable',
  require: 'require',
  required: 'require',
  verify: 'verify',
  'verify-ca': 'verify',
  verify_ca: 'verify',
  'verify-full': 'verify',
  verify_identity: 'verify',
};

/** Whether a text is meant as the address of a database, not as a path. */
export function looksLikeUrl(text: string): boolean {
  return /^[a-z][a-z+]*:\/\//i.test(text);
}

/**
 * Takes a database's URL apart. No message repeats the URL: it may hold a password.
 *
 * @param tls what was said apart from the URL; else its `sslmode` or `ssl-mode`, else the certificate is verified
 *   unless the server is on this machine.
 */
export function parseDatabaseUrl(text: string, tls?: string): ParsedUrl {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError(
      `--from takes ${FORM}; characters like @ : / # in a password must be percent-encoded, or given by --credentials.`,
    );
  }
  const kind = KINDS[url.protocol];
  if (!kind)
    throw new UserError(
      `Databases of the kind ${url.protocol.slice(0, -1)} cannot be read; --from takes ${FORM}.`,
    );
  const database = decoded(url.pathname.slice(1));
  if (!database || database.includes('/'))
    throw new UserError(`--from lacks the name of the database; it takes ${FORM}.`);
  for (const name of url.searchParams.keys())
    if (name !== 'sslmode' && name !== 'ssl-mode')
      throw new UserError(
        `--from knows no parameter ${name}; sslmode is one, everything else has an option of its own.`,
      );
  const host = decoded(url.hostname).replace(/^\[|\]$/g, '') || 'localhost';
  const word = tls ?? url.searchParams.get('sslmode') ?? url.searchParams.get('ssl-mode');
  return {
    address: {
      kind,
      host,
      port: url.port ? Number(url.port) : PORTS[kind],
      database,
      tls: word === null ? (isLoopback(host) ? 'disable' : 'verify') : tlsMode(word),
    },
    user: decoded(url.username) || null,
    password: decoded(url.password) || null,
  };
}

function tlsMode(word: string): TlsMode {
  const mode = TLS_WORDS[word.toLowerCase()];
  if (!mode)
    throw new UserError(
      `The TLS mode ${word} is not known; use verify (certificate checked), require (encrypted only) or disable.`,
    );
  return mode;
}

/** The address as people know it. */
export function shownAddress({ kind, host, port, database }: DatabaseAddress): string {
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UserError(
      `--from holds a percent sign that encodes nothing; write it as %25. It takes ${FORM}.`,
    );
  }
}
