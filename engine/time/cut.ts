import type { Build } from '../build/build.ts';
import type { BookRequest } from '../build/request.ts';
import { Programme, type Configuration } from '../contract/programme.ts';
import { latestEvents } from '../data/load.ts';
import { literal } from '../sql-text.ts';
import { openDatabase } from '../database.server.ts';
import { UserError } from '../user-error.ts';
import { dayOf, defineLocalTime, endOfDay } from './local-time.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const YEARS_100 = 100 * 366 * 86_400_000;

/** Where a book cuts the world: what had taken effect by the end of a day, as it was known at an instant. */
export interface Cut {
  /** Local day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Microseconds since 1970 UTC; null: all that is known. */
  readonly knownAt: bigint | null;
  /** The programmes that occur, those without configuration with the defaults. */
  readonly programmes: readonly Programme[];
  /** Per programme, in the same order: first instant (ms) after the as-of day. */
  readonly endsAt: readonly number[];
}

/**
 * The cut of a request. The default as-of day is the local day of the latest accepted event, never the clock's.
 *
 * @throws UserError where there are no events or the given day or instant cannot be read.
 */
export async function resolveCut(request: BookRequest): Promise<Cut> {
  const knownAt = request.knownAt === undefined ? null : parseInstant(request.knownAt);
  const database = await openDatabase(':memory:', { memoryLimit: '1GB' });
  let latest: Map<string, bigint>;
  try {
    latest = await latestEvents(database.connection, request.batches, knownAt);
  } finally {
    database.close();
  }
  if (latest.size === 0) {
    throw new UserError('There are no events to compute from; ingest a data set with point_events first.');
  }
  const configured = request.configuration.programmes;
  const unknown = [...latest.keys()]
    .filter((id) => !configured.some((programme) => programme.id === id))
    .sort();
  const programmes = [...configured, ...unknown.map((id) => Programme.parse({ id }))];
  const days = [...latest].map(([id, micros]) =>
    dayOf(programmes.find((programme) => programme.id === id)!.time_zone, Number(micros / 1000n)),
  );
  const asOf = request.asOf ?? days.sort().at(-1)!;
  if (!isDay(asOf)) {
    throw new UserError(`--as-of takes a day like 2025-12-31, not ${JSON.stringify(asOf)}.`);
  }
  return { asOf, knownAt, programmes, endsAt: programmes.map((each) => endOfDay(each.time_zone, asOf)) };
}

/** Whether the calendar has the day; `Date` alone takes the 30th of February for the 1st of March. */
function isDay(text: string): boolean {
  const instant = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

function parseInstant(text: string): bigint {
  const millis = Date.parse(text);
  if (Number.isNaN(millis) || !/(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new UserError(
      `--known-at takes an instant with its offset like 2025-12-31T23:59:59+08:00, not ${JSON.stringify(text)}.`,
    );
  }
  return BigInt(millis) * 1000n;
}

/** Writes `meta.programmes` and defines the macros of local time and of event codes. */
export async function writeProgrammes(build: Build, configuration: Configuration, cut: Cut): Promise<void> {
  const { connection } = build;
  await connection.run(
    `create table meta.programmes (programme_id varchar, name_zh varchar, name_en varchar, time_zone varchar,
       currency varchar, as_of date, ends_at timestamptz)`,
  );
  const told = cut.programmes.map(
    (programme, index) =>
      `(${literal(programme.id)}, ${nameIn(programme, 'zh')}, ${nameIn(programme, 'en')},
         ${literal(programme.time_zone)}, ${literal(programme.currency)}, date '${cut.asOf}',
         make_timestamptz(${cut.endsAt[index]}000))`,
  );
  await connection.run(`insert into meta.programmes values ${told.join(', ')}`);
  // Expiries lie years ahead of the as-of date, first events years before it.
  await defineLocalTime(
    connection,
    cut.programmes,
    Math.max(cut.endsAt[0]! - YEARS_100, Date.UTC(1992, 0)),
    cut.endsAt[0]! + YEARS_100,
  );
}

function nameIn(programme: Programme, language: 'zh' | 'en'): string {
  const names = programme.names ?? {};
  const name = Object.entries(names).find(([key]) => key.startsWith(language))?.[1];
  return name === undefined ? 'null' : literal(name);
}
