/**
 * The sample's calendar. An instant is a whole number of seconds, a day a whole number of days since the first of July
 * 2021 in China, where the clocks have not been changed since: so local time is plain arithmetic.
 */
export const DAY = 86_400;
const FIRST_DAY = Date.UTC(2021, 6, 1) / 86_400_000;

/** The number of a day like 2024-01-31. */
export function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000 - FIRST_DAY;
}

/** The instant of a local time like `2024-01-31` (its midnight) or `2024-01-31T09:30:00`. */
export function instant(text: string): number {
  return text.length === 10 ? day(text) * DAY : Date.parse(`${text}Z`) / 1000 - FIRST_DAY * DAY;
}

/** Sixty months: the first instant, and the midnight that ends 2026-06-30. */
export const START = 0;
export const END = instant('2026-07-01');

export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
}

/** Days are asked for again and again, so each is worked out once; the array begins with the births of the oldest. */
const OLDEST_DAY = -50_000;
const civilDays = Array.from<CivilDay | undefined>({ length: 60_000 });

export function civil(dayNumber: number): CivilDay {
  const found = civilDays[dayNumber - OLDEST_DAY];
  if (found) return found;
  const date = new Date((dayNumber + FIRST_DAY) * 86_400_000);
  const worked = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
  civilDays[dayNumber - OLDEST_DAY] = worked;
  return worked;
}

export function dayOf(second: number): number {
  return Math.floor(second / DAY);
}

/** The corresponding day `months` later, or else that month's last day (民法典 202). */
export function addMonths(dayNumber: number, months: number): number {
  const { year, month, date } = civil(dayNumber);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(date, lastDate)) / 86_400_000 - FIRST_DAY;
}

const dayTexts = Array.from<string | undefined>({ length: 60_000 });

/** A day as 2024-01-31. */
export function dayText(dayNumber: number): string {
  const found = dayTexts[dayNumber - OLDEST_DAY];
  if (found !== undefined) return found;
  const { year, month, date } = civil(dayNumber);
  const text = `${year}-${two(month)}-${two(date)}`;
  dayTexts[dayNumber - OLDEST_DAY] = text;
  return text;
}

const MINUTES = Array.from(
  { length: 1440 },
  (_, index) => `T${two(Math.floor(index / 60))}:${two(index % 60)}`,
);
const SECONDS = Array.from({ length: 60 }, (_, index) => (index === 0 ? '' : `:${two(index)}`));

/** An instant as local time like 2024-01-31T09:30 or 2024-01-31T09:30:05, without an offset. */
export function timeText(second: number): string {
  const dayNumber = Math.floor(second / DAY);
  const inDay = second - dayNumber * DAY;
  return dayText(dayNumber) + MINUTES[Math.floor(inDay / 60)]! + SECONDS[inDay % 60]!;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
