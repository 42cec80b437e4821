import { offsetAt } from './local-time.ts';

const HOUR = 3_600_000;

/**
 * Writes instants as ISO 8601 with the offset of a time zone, e.g. `2025-03-06T00:00:00+08:00`: readable where the
 * programme runs, exact everywhere. Offsets are looked up once an hour of time.
 */
export class LocalText {
  readonly #zone: string;
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** @param micros µs since 1970 UTC */
  instant(micros: bigint): string {
    const millis = Number(micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n);
    const hour = Math.floor(millis / HOUR);
    let offset = this.#offsets.get(hour);
    if (offset === undefined) {
      offset = offsetAt(this.#zone, millis);
      this.#offsets.set(hour, offset);
    }
    const local = new Date(millis + offset).toISOString().slice(0, 19);
    const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
    const fraction = rest === 0n ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
    return `${local}${fraction}${offsetText(offset)}`;
  }
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
