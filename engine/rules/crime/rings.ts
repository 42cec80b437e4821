import { componentsOf, outgoing, type Graph } from './graph.ts';

/** Transfers in order of time, as columns of one length; accounts are numbered from 0. */
export interface Transfers extends Graph {
  /** Microseconds since 1970. */
  readonly at: Float64Array;
  /** Hundredths of points. */
  readonly hundredths: Float64Array;
  /** 1 where sender and receiver live in one household. */
  readonly inHousehold: Uint8Array;
  /** What the rule allowed when the transfer was made: how long a ring may take from here on, in µs. */
  readonly window: Float64Array;
  /** By how many per cent of the larger the amounts of a ring may differ from its first. */
  readonly tolerance: Float64Array;
  /** How many accounts a ring may have. */
  readonly longest: Uint8Array;
}

/** A ring closed by the transfers `edges`, from its earliest on along the way of the points. */
export type Ring = readonly number[];

const SHORTEST = 3;

/**
 * Finds rings: like amounts that pass through at least three accounts and come back to the first, within a window that
 * its earliest transfer opens. The order within the window does not matter, since the parties may advance points to each
 * other; rings within one household are left out. For each transfer that can be the earliest the shortest ring is looked
 * for, breadth first, so that the work is bounded by transfers × transfers in the window and not by the number of rings;
 * transfers on no circle at all are set aside before, in linear time.
 *
 * @param budget how many transfers may be looked at in all.
 * @throws Error where that does not suffice.
 */
export function findRings(transfers: Transfers, budget = 500_000_000): Ring[] {
  const component = componentsOf(transfers);
  const { starts, edges } = outgoing(transfers, (edge) => {
    const from = component[transfers.from[edge]!]!;
    return from === component[transfers.to[edge]!]! && transfers.from[edge] !== transfers.to[edge];
  });
  const walk: Walk = {
    transfers,
    starts,
    edges,
    seenFor: new Int32Array(transfers.accounts).fill(-1),
    reachedBy: new Int32Array(transfers.accounts),
    left: budget,
  };
  const rings: Ring[] = [];
  for (const first of [...edges].sort((left, right) => left - right)) {
    const ring = ringFrom(walk, first);
    if (ring) rings.push(ring);
  }
  return rings;
}

interface Walk {
  readonly transfers: Transfers;
  readonly starts: Int32Array;
  readonly edges: Int32Array;
  /** The first transfer for which an account was reached last. */
  readonly seenFor: Int32Array;
  /** The transfer by which it was reached. */
  readonly reachedBy: Int32Array;
  left: number;
}

function ringFrom(walk: Walk, first: number): Ring | undefined {
  const { transfers, starts, edges, seenFor, reachedBy } = walk;
  const home = transfers.from[first]!;
  const until = transfers.at[first]! + transfers.window[first]!;
  seenFor[transfers.to[first]!] = first;
  reachedBy[transfers.to[first]!] = first;
  let frontier = [transfers.to[first]!];
  for (let accounts = 2; accounts <= transfers.longest[first]! && frontier.length > 0; accounts++) {
    const next: number[] = [];
    for (const account of frontier) {
      const end = starts[account + 1]!;
      for (let place = firstAfter(walk, account, first); place < end; place++) {
        const edge = edges[place]!;
        if (transfers.at[edge]! > until) break;
        if (--walk.left < 0)
          throw new Error(
            'there are too many transfers of like amounts to search; raise min_points or shorten window_days',
          );
        if (!isLike(transfers, first, edge)) continue;
        const to = transfers.to[edge]!;
        if (to === home) {
          if (accounts < SHORTEST) continue;
          const ring = [...pathTo(walk, account, first), edge];
          if (!ring.every((each) => transfers.inHousehold[each] === 1)) return ring;
        } else if (seenFor[to] !== first) {
          seenFor[to] = first;
          reachedBy[to] = edge;
          next.push(to);
        }
      }
    }
    frontier = next;
  }
  return undefined;
}

/** Place of an account's first transfer after `first`, by halving. */
function firstAfter({ starts, edges }: Walk, account: number, first: number): number {
  let low = starts[account]!;
  let high = starts[account + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isLike({ hundredths, tolerance }: Transfers, first: number, edge: number): boolean {
  const [left, right] = [hundredths[first]!, hundredths[edge]!];
  return Math.abs(left - right) * 100 <= tolerance[first]! * Math.max(left, right);
}

function pathTo({ transfers, reachedBy }: Walk, account: number, first: number): number[] {
  const path: number[] = [];
  for (let edge = reachedBy[account]!; ; edge = reachedBy[transfers.from[edge]!]!) {
    path.push(edge);
    if (edge === first) return path.reverse();
  }
}
