import type { Answer, ApiClient } from '$lib/api.ts';

export type Place = Answer<ApiClient['databases']['$get']>['places'][number];
export type Server = Place['server'];

export const SYSTEMS = ['mysql', 'postgres'] as const;
export const TLS_MODES = ['auto', 'verify', 'require', 'disable'] as const;
export const PORTS = { mysql: '3306', postgres: '5432' } as const;

/** What a person fills in; the password lives in the page alone. */
export interface ServerForm {
  system: Server['system'];
  host: string;
  port: string;
  database: string;
  tls: (typeof TLS_MODES)[number];
  user: string;
  password: string;
}

export function emptyForm(): ServerForm {
  return {
    system: 'mysql',
    host: '127.0.0.1',
    port: PORTS.mysql,
    database: '',
    tls: 'auto',
    user: '',
    password: '',
  };
}

/** What the API takes of a form. */
export function requestOf({ system, host, port, database, tls, user, password }: ServerForm) {
  const server = {
    system,
    host: host.trim(),
    port: Number(port),
    database: database.trim(),
    ...(tls === 'auto' ? {} : { tls }),
  };
  return { server, reader: { user: user.trim(), password } };
}
