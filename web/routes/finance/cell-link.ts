/** Which cells of the roll-forward a figure stands for, as parameters of an address. */
export interface CellNames {
  readonly programme?: string | undefined;
  readonly wallet?: string | undefined;
  readonly tier?: string | undefined;
  readonly issuer?: string | undefined;
  readonly vintage?: string | undefined;
  readonly without?: string | undefined;
}

const NAMES = ['programme', 'wallet', 'tier', 'issuer', 'vintage', 'without'] as const;
export const CELL_NAMES: readonly string[] = NAMES;

/** The cell that the parameters of an address name. */
export function cellNames(query: Readonly<Record<string, string | undefined>>): CellNames {
  return Object.fromEntries(NAMES.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}

/** The cells of one row of a split: named by its value, or by having none. */
export function cellOfRow(
  chosen: CellNames,
  by: 'none' | 'wallet' | 'tier' | 'issuer' | 'vintage',
  value: string | null,
): CellNames {
  if (by === 'none') return chosen;
  if (value !== null) return { ...chosen, [by]: value };
  return { ...chosen, without: chosen.without ? `${chosen.without},${by}` : by };
}

/** What a column of the roll-forward opens; an opening is the closing of the month before. */
export function cellParameters(
  cell: CellNames,
  month: string,
  movement: string,
): Record<string, string | undefined> {
  const isOpening = movement === 'opening' || movement === 'debt_opening';
  return {
    ...cell,
    month: isOpening ? monthBefore(month) : month,
    movement: isOpening ? movement.replace('opening', 'closing') : movement,
  };
}

function monthBefore(month: string): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 2;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
