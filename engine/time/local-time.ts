import type { DuckDBConnection } from '../database.server.ts';
import type { Programme } from '../contract/programme.ts';

const DAY = 86_400_000;

/**
 * Defines the macros `local_day(programme_id, instant)` and `local_midnight(programme_id, day)` for the programmes'
 * time zones.
 *
 * DuckDB's `timezone()` costs a microsecond a row; where a zone keeps one offset over the whole span (Shanghai since
 * 1991), plain arithmetic says the same sixty times faster.
 *
 * @param from first instant (ms) that will be asked about
 * @param to last instant (ms) that will be asked about
 */
export async function defineLocalTime(
  connection: DuckDBConnection,
  programmes: readonly Programme[],
  from: number,
  to: number,
): Promise<void> {
  const zones = programmes.map((programme) => ({
    id: quoted(programme.id),
    zone: quoted(programme.time_zone),
    offset: constantOffset(programme.time_zone, from, to),
  }));
  const day = branches(zones, ({ zone, offset }) =>
    offset === undefined
      ? `timezone(${zone}, instant)::date`
      : `date '1970-01-01' + ((epoch_us(instant) + ${offset * 1000}) // 86400000000)::integer`,
  );
  const midnight = branches(zones, ({ zone, offset }) =>
    offset === undefined
      ? `timezone(${zone}, day::timestamp)`
      : `make_timestamptz(epoch_us(day::timestamp) - ${offset * 1000})`,
  );
  await connection.run(`create or replace temp macro local_day(programme_id, instant) as ${day}`);
  await connection.run(`create or replace temp macro local_midnight(programme_id, day) as ${midnight}`);
}

type Zone = { id: string; zone: string; offset: number | undefined };

function branches(zones: Zone[], expression: (zone: Zone) => string): string {
  const alike = new Set(zones.map(expression));
  if (alike.size === 1) return [...alike][0]!;
  return `case programme_id ${zones.map((zone) => `when ${zone.id} then ${expression(zone)}`).join(' ')} end`;
}

/** The zone's offset from UTC in ms if it is the same all through the span; sampled twice a month. */
function constantOffset(zone: string, from: number, to: number): number | undefined {
  const first = offsetAt(zone, from);
  for (let instant = from; instant < to; instant += 15 * DAY) {
    if (offsetAt(zone, instant) !== first) return undefined;
  }
  return offsetAt(zone, to) === first ? first : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone from UTC at an instant, both in ms. */
export function offsetAt(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')!.value;
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(name)!;
  if (!match[1]) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -seconds : seconds) * 1000;
}

/** First instant (ms) after a local day: midnight that starts the next one. */
export function endOfDay(zone: string, day: string): number {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY;
  // The offset at midnight is found by asking around it; two rounds settle any change of the clocks.
  let instant = next - offsetAt(zone, next);
  instant = next - offsetAt(zone, instant);
  return instant;
}

/** The local day (`YYYY-MM-DD`) of an instant in ms. */
export function dayOf(zone: string, instant: number): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 10);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
