import { z } from 'zod';
import { Watermark } from '#engine/contract/mapping.ts';
import { Reading } from '../plan.ts';
import type { DatabaseAddress } from './address.ts';

const TLS_MODES = ['verify', 'require', 'disable'] as const;

/** A database without the person who reads it: user and password never stand in a plan. */
export const DatabaseServer = z.strictObject({
  system: z.enum(['mysql', 'postgres']),
  host: z
    .string()
    .max(253)
    .regex(/^[\p{L}\p{N}._:-]+$/u, 'a name or an address of a machine'),
  port: z.int().min(1).max(65_535),
  database: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/]+$/, 'a name without slashes'),
  /** Default: verified, but in the clear on this machine. */
  tls: z.enum(TLS_MODES).optional(),
});
export type DatabaseServer = z.infer<typeof DatabaseServer>;

/** A table of a database, and how it is to be read; what is absent is found out. */
export const DatabasePlan = z.strictObject({
  server: DatabaseServer,
  /** As `table` or `schema.table`; absent where only the tables are asked for. */
  table: z.string().min(1).max(300).optional(),
  reading: Reading.pick({ table: true, preset: true, mapping: true }).default({}),
  /** What is new, where the mapping does not say. */
  watermark: Watermark.optional(),
  /** Reads the whole table, whatever was read before. */
  full: z.boolean().default(false),
});
export type DatabasePlan = z.infer<typeof DatabasePlan>;

/** The server's URL, without anybody's name in it. */
export function urlOf({ system, host, port, database, tls }: DatabaseServer): string {
  const kind: DatabaseAddress['kind'] = system;
  const place = host.includes(':') ? `[${host}]` : encodeURIComponent(host);
  return `${kind}://${place}:${port}/${encodeURIComponent(database)}${tls ? `?sslmode=${tls}` : ''}`;
}
