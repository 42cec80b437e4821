/** A figure about people: how many they are decides whether it may be shown. */
export interface Cell {
  readonly id: string;
  readonly members: number;
}

/** Cells that add up to another: whoever knows all but one knows that one too. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Groups smaller than this are not shown to an authority. */
export const SMALLEST_GROUP = 10;

/**
 * Which cells are kept back: those of fewer than ten members, and as many others (their complements) as it takes that none of
 * them follows from what is shown, whichever sums are put together; nor may what remains of a sum after all that is shown
 * is taken off be about fewer than ten. Whether a hidden cell follows is decided exactly, by eliminating the equations
 * that the sums are: kilograms may be negative, so that bounds give nothing away.
 *
 * @param always A cell that is shown whatever happens (the total of all), unless it is small itself; or several.
 * @param before What is kept back already: in another table that readers may hold beside this one.
 */
export function suppressed(
  cells: readonly Cell[],
  sums: readonly Sum[],
  always: string | ReadonlySet<string>,
  before: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const isAlways = (id: string) => (typeof always === 'string' ? id === always : always.has(id));
  const members = new Map(cells.map((cell) => [cell.id, cell.members]));
  const size = (id: string) => members.get(id) ?? 0;
  const hidden = new Set([
    ...before,
    ...cells.filter(({ members: of }) => of > 0 && of < SMALLEST_GROUP).map(({ id }) => id),
  ]);
  const equations = sums.map(({ total, parts }) => [total, ...parts.filter((part) => size(part) > 0)]);
  const hide = (equation: readonly string[], isGood: (id: string) => boolean): boolean => {
    const [cheapest] = equation
      .filter((id) => !hidden.has(id) && !isAlways(id) && size(id) > 0 && isGood(id))
      .sort((left, right) => size(left) - size(right) || (left < right ? -1 : 1));
    if (cheapest !== undefined) hidden.add(cheapest);
    return cheapest !== undefined;
  };
  for (;;) {
    let changed = false;
    for (const equation of equations) {
      const [total, ...parts] = equation;
      const kept = parts.filter((id) => hidden.has(id));
      // What is left over is the sum of the hidden parts; of all parts it is the total itself.
      if (hidden.has(total!) || kept.length === 0 || kept.length === parts.length) continue;
      if (!kept.some((id) => size(id) >= SMALLEST_GROUP))
        changed = hide(parts, (id) => size(id) >= SMALLEST_GROUP) || hide([total!], () => true) || changed;
    }
    const isAlone = (id: string) => (equation: readonly string[]) =>
      equation.includes(id) && equation.every((other) => other === id || !hidden.has(other));
    const exposed = determined(hidden, equations);
    // Those that a single sum gives away first: with company for them others are hidden as well.
    const given = exposed.filter((id) => equations.some(isAlone(id)));
    for (const id of given.length > 0 ? given : exposed) {
      const within = equations.filter((each) => each.includes(id));
      const alone = within.filter(isAlone(id));
      // Another one of this round may have given it company already.
      const isDone = changed && alone.length === 0;
      if (!isDone) changed = [...alone, ...within].some((each) => hide(each, () => true)) || changed;
    }
    if (!changed) break;
  }
  const exposed = determined(hidden, equations);
  // Too few cells to hide behind: then only the total of all stands.
  if (exposed.length > 0) for (const { id } of cells) if (!isAlways(id) && size(id) > 0) hidden.add(id);
  return hidden;
}

/** A prime whose square is still a whole number of a double. */
const PRIME = 67_108_859;

/** The hidden cells that the equations determine: those that elimination leaves alone in a row. */
export function determined(
  hidden: ReadonlySet<string>,
  equations: readonly (readonly string[])[],
): readonly string[] {
  const rows: Map<string, number>[] = [];
  for (const [total, ...parts] of equations) {
    const row = new Map<string, number>();
    if (hidden.has(total!)) row.set(total!, PRIME - 1);
    for (const part of parts) if (hidden.has(part)) row.set(part, 1);
    for (const pivot of rows) eliminate(row, pivot);
    if (row.size === 0) continue;
    scale(row, inverse(row.values().next().value!));
    for (const earlier of rows) eliminate(earlier, row);
    rows.push(row);
  }
  return rows.filter((row) => row.size === 1).map((row) => row.keys().next().value!);
}

/** Takes off as much of a row as frees another of its first unknown. */
function eliminate(row: Map<string, number>, pivot: ReadonlyMap<string, number>): void {
  const [unknown] = pivot.keys();
  const factor = row.get(unknown!);
  if (factor === undefined) return;
  for (const [id, value] of pivot) {
    const left = ((row.get(id) ?? 0) + (PRIME - factor) * value) % PRIME;
    if (left === 0) row.delete(id);
    else row.set(id, left);
  }
}

function scale(row: Map<string, number>, factor: number): void {
  for (const [id, value] of row) row.set(id, (value * factor) % PRIME);
}

/** By Fermat: the number to the power of the prime less two. */
function inverse(value: number): number {
  let [result, base, power] = [1, value, PRIME - 2];
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
    power = Math.floor(power / 2);
  }
  return result;
}
