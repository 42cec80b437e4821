/** Where a search ended. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
  /** False where the budget ran out first: the point is the best seen, not a minimum. */
  readonly converged: boolean;
}

interface Vertex {
  readonly point: number[];
  readonly value: number;
}

/**
 * The simplex search of Nelder and Mead (1965), restarted around its result until a restart no longer helps: slow near
 * the end, but it needs no derivative, for functions of a handful of variables. Non-finite values count as worst.
 *
 * @param measure the function, of doubles; must be deterministic
 * @param start a first guess; `step` is the size of the first simplex in each direction
 * @param tolerance relative spread of values in the simplex at which a round ends
 */
export function minimise(
  measure: (point: readonly number[]) => number,
  start: readonly number[],
  options: { step?: number; tolerance?: number; budget?: number } = {},
): Minimum {
  const { step = 0.5, tolerance = 1e-13, budget = 4000 } = options;
  let evaluations = 0;
  const at = (point: number[]): Vertex => {
    evaluations++;
    const value = measure(point);
    return { point, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  let best = at([...start]);
  let size = step;
  while (evaluations < budget) {
    const before = best.value;
    best = searchOnce(at, best, size, tolerance, () => evaluations < budget);
    if (before - best.value <= tolerance * (1 + Math.abs(best.value))) {
      return { ...best, evaluations, converged: evaluations < budget };
    }
    size = Math.max(size / 4, 1e-3);
  }
  return { ...best, evaluations, converged: false };
}

function searchOnce(
  at: (point: number[]) => Vertex,
  first: Vertex,
  step: number,
  tolerance: number,
  mayGoOn: () => boolean,
): Vertex {
  const simplex = [
    first,
    ...first.point.map((_, i) => at(first.point.map((x, j) => (i === j ? x + step : x)))),
  ];
  const sort = () => simplex.sort((left, right) => left.value - right.value);
  sort();
  while (mayGoOn() && !isSettled(simplex, tolerance)) {
    const worst = simplex.pop()!;
    const centre = first.point.map(
      (_, i) => simplex.reduce((sum, each) => sum + each.point[i]!, 0) / simplex.length,
    );
    const along = (share: number) => at(centre.map((x, i) => x + share * (worst.point[i]! - x)));
    simplex.push(nextVertex(simplex, worst, along));
    if (simplex.at(-1) === worst) {
      // Nothing along the line was better: pull everything towards the best.
      for (let i = 1; i < simplex.length; i++) {
        simplex[i] = at(simplex[i]!.point.map((x, j) => (x + simplex[0]!.point[j]!) / 2));
      }
    }
    sort();
  }
  return simplex[0]!;
}

/** Reflect, expand or contract the worst corner through the centre of the others; the corner itself if none helps. */
function nextVertex(others: readonly Vertex[], worst: Vertex, along: (share: number) => Vertex): Vertex {
  const reflected = along(-1);
  if (reflected.value < others[0]!.value) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < others.at(-1)!.value) return reflected;
  const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : worst;
}

/** All corners alike in value and close together: a flat stretch alone is not the end. */
function isSettled(simplex: readonly Vertex[], tolerance: number): boolean {
  const [best, worst] = [simplex[0]!, simplex.at(-1)!];
  if (worst.value - best.value > tolerance * (1 + Math.abs(best.value))) return false;
  return simplex.every((each) =>
    each.point.every((x, i) => Math.abs(x - best.point[i]!) <= 1e-6 * (1 + Math.abs(x))),
  );
}
