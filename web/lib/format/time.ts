/** Instants and days as a ledger writes them: always absolute, in the programme's own time zone, sortable as text. */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, instant: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** `2025-12-31 23:59:59` in `zone`. */
export function instant(iso: string, zone: string): string {
  const { year, month, day, hour, minute, second } = partsIn(zone, iso);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** `2025-12-31` in `zone`. */
export function dayOf(iso: string, zone: string): string {
  return instant(iso, zone).slice(0, 10);
}

/** `2025-12` of a day `2025-12-01`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Whether a day is the last of its month: only then is the month finished. */
export function isMonthEnd(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}
