import { literal } from '#engine/sql-text.ts';

/** A zone and the moment since which its offset no longer changes. */
export interface ZoneFacts {
  readonly zone: string;
  /** Null where the zone still changes its clocks. */
  readonly settled: { readonly since: string; readonly offsetMinutes: number } | null;
}

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2037, 11, 31);

/**
 * Finds out when a zone's offset settled, as China's did in 1991. Local times after that need no calendar, which is
 * several times faster for tens of millions of rows, and have neither gaps nor repetitions.
 */
export function zoneFacts(zone: string): ZoneFacts {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const final = offsetMinutes(format, LAST);
  let day = LAST;
  // Weekly steps: the shortest daylight saving on record lasted longer.
  while (day >= FIRST && offsetMinutes(format, day) === final) day -= 7 * DAY_MS;
  if (day > Date.UTC(2020, 0, 1)) return { zone, settled: null };
  // A fortnight of slack covers the step and the local clock.
  return {
    zone,
    settled: { since: new Date(day + 14 * DAY_MS).toISOString().slice(0, 10), offsetMinutes: final },
  };
}

function offsetMinutes(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')!.value;
  const found = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
  if (!found) throw new Error(`Unexpected offset ${name}.`);
  const minutes = Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0);
  return found[1] === '-' ? -minutes : minutes;
}

/** SQL of the instant (TIMESTAMPTZ) at which a zone's clocks show `local`, a TIMESTAMP. */
export function instantSql(local: string, { zone, settled }: ZoneFacts): string {
  const byCalendar = `timezone(${literal(zone)}, ${local})`;
  if (!settled) return byCalendar;
  const offset = `${settled.offsetMinutes * 60}000000`;
  return `if(${local} >= timestamp '${settled.since}', make_timestamptz(epoch_us(${local}) - (${offset})), ${byCalendar})`;
}

/** SQL that tells whether a zone's clocks never showed `local`. */
export function skippedSql(local: string, facts: ZoneFacts): string {
  const zone = literal(facts.zone);
  return guarded(local, facts, `timezone(${zone}, timezone(${zone}, ${local})) <> ${local}`);
}

/** SQL that tells whether a zone's clocks showed `local` twice. Clocks have gone back by 20 minutes to two hours. */
export function twiceSql(local: string, facts: ZoneFacts): string {
  const zone = literal(facts.zone);
  const again = [20, 30, 60, 120].flatMap((minutes) =>
    ['+', '-'].map(
      (sign) =>
        `timezone(${zone}, timezone(${zone}, ${local}) ${sign} interval ${minutes} minutes) = ${local}`,
    ),
  );
  return guarded(local, facts, `(${again.join(' or ')})`);
}

function guarded(local: string, { settled }: ZoneFacts, condition: string): string {
  return settled ? `if(${local} >= timestamp '${settled.since}', false, ${condition})` : condition;
}
