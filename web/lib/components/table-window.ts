/** A column of a data table. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly isNumber?: boolean;
  readonly isSortable?: boolean;
}

/** Pixels that a table may be high: browsers refuse far larger elements, so longer tables scroll in proportion. */
const TALLEST = 8_000_000;

/** Which rows a scrolled table shows, and the empty space above and below them. */
export interface Window {
  readonly first: number;
  readonly last: number;
  readonly above: number;
  readonly below: number;
}

/**
 * The rows of a table of `total` rows that are in view, with some more on both sides.
 *
 * @param top how far the table is scrolled, pixels
 * @param view how high the visible part is, pixels
 */
export function windowAt(top: number, view: number, total: number, rowHeight: number, margin = 12): Window {
  const whole = total * rowHeight;
  const visible = Math.ceil(view / rowHeight) + 1;
  if (whole <= TALLEST) {
    const first = Math.max(0, Math.floor(top / rowHeight) - margin);
    const last = Math.min(total, first + visible + 2 * margin);
    return { first, last, above: first * rowHeight, below: (total - last) * rowHeight };
  }
  const share = Math.min(1, Math.max(0, top / (TALLEST - view)));
  const first = Math.min(Math.max(0, total - visible), Math.round(share * (total - visible)));
  const last = Math.min(total, first + visible);
  const above = Math.min(top, TALLEST - (last - first) * rowHeight);
  return { first, last, above, below: TALLEST - above - (last - first) * rowHeight };
}
