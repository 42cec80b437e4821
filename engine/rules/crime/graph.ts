/** Directed edges between nodes numbered from 0. */
export interface Graph {
  /** Number of nodes. */
  readonly accounts: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The edges that leave node n stand in `edges` from `starts[n]` up to `starts[n + 1]`, in their own order. */
export interface Outgoing {
  readonly starts: Int32Array;
  readonly edges: Int32Array;
}

/** Edges by the node they leave; those that `isKept` refuses are left out. */
export function outgoing(graph: Graph, isKept: (edge: number) => boolean = () => true): Outgoing {
  const starts = new Int32Array(graph.accounts + 1);
  const kept: number[] = [];
  for (let edge = 0; edge < graph.from.length; edge++) {
    if (!isKept(edge)) continue;
    kept.push(edge);
    starts[graph.from[edge]! + 1]!++;
  }
  for (let node = 0; node < graph.accounts; node++) starts[node + 1]! += starts[node]!;
  const edges = new Int32Array(kept.length);
  const places = starts.slice();
  for (const edge of kept) edges[places[graph.from[edge]!]!++] = edge;
  return { starts, edges };
}

/**
 * The strongly connected component of each node: nodes that can reach each other have one number. Tarjan's algorithm
 * (SIAM Journal on Computing 1, 1972) with a stack of its own, linear in nodes and edges.
 */
export function componentsOf(graph: Graph): Int32Array {
  const { starts, edges } = outgoing(graph);
  const component = new Int32Array(graph.accounts).fill(-1);
  const order = new Int32Array(graph.accounts).fill(-1);
  const lowest = new Int32Array(graph.accounts);
  const places = starts.slice(0, graph.accounts);
  const open: number[] = [];
  let visited = 0;
  let components = 0;
  for (let root = 0; root < graph.accounts; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (order[node] === -1) {
        order[node] = lowest[node] = visited++;
        open.push(node);
      }
      let child = -1;
      while (child === -1 && places[node]! < starts[node + 1]!) {
        const to = graph.to[edges[places[node]!]!]!;
        if (order[to] === -1) child = to;
        else {
          places[node]!++;
          // A node of a finished component is no way back.
          if (component[to] === -1) lowest[node] = Math.min(lowest[node]!, lowest[to]!);
        }
      }
      if (child !== -1) {
        path.push(child);
        continue;
      }
      path.pop();
      if (lowest[node] === order[node]) {
        let member: number;
        do {
          member = open.pop()!;
          component[member] = components;
        } while (member !== node);
        components++;
      }
    }
  }
  return component;
}
