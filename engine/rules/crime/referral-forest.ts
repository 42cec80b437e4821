/** Where each member stands in the trees of referrals. */
export interface Forest {
  /** The member at the top of the tree. */
  readonly roots: Int32Array;
  /** The top stands on level 1. */
  readonly levels: Int32Array;
}

/**
 * Finds the top and the level of every member; linear in their number. Where referrals go round in a circle, it is cut
 * above the member with the smallest number that leads into it.
 *
 * @param referrers the member who brought each, by number; -1 for none.
 */
export function referralForest(referrers: Int32Array): Forest {
  const roots = new Int32Array(referrers.length).fill(-1);
  const levels = new Int32Array(referrers.length);
  /** The start of the climb on which a member was met last. */
  const metFrom = new Int32Array(referrers.length).fill(-1);
  const path: number[] = [];
  for (let start = 0; start < referrers.length; start++) {
    path.length = 0;
    let member = start;
    while (member !== -1 && roots[member] === -1 && metFrom[member] !== start) {
      metFrom[member] = start;
      path.push(member);
      member = referrers[member]!;
    }
    const isKnown = member !== -1 && roots[member] !== -1;
    let root = isKnown ? roots[member]! : -1;
    let level = isKnown ? levels[member]! : 0;
    while (path.length > 0) {
      const below = path.pop()!;
      if (root === -1) root = below;
      roots[below] = root;
      levels[below] = ++level;
    }
  }
  return { roots, levels };
}
