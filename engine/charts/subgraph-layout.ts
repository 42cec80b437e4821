import type { Subgraph } from '../rules/subgraph.ts';
import type { NodeKind } from '../contract/drawing.ts';

/** A node and where it stands, in a square from (0, 0) at the top left to (1, 1). */
export interface PlacedNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly x: number;
  readonly y: number;
  /** On which side of it there is room for its name. */
  readonly side: 'left' | 'right' | 'top' | 'bottom';
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  /** Nodes that stand above each other where most do. */
  readonly rows: number;
}

/** Names a node: a member and a merchant may have the same id. */
export function nodeKey(kind: NodeKind, id: string): string {
  return `${kind}/${id}`;
}

/** Places the nodes of a subgraph, always the same way for the same edges. */
export function layOut(graph: Pick<Subgraph, 'shape' | 'edges'>): Layout {
  const kinds = new Map<string, { readonly id: string; readonly kind: NodeKind }>();
  for (const { from, from_kind, to, to_kind } of graph.edges) {
    kinds.set(nodeKey(from_kind, from), { id: from, kind: from_kind });
    kinds.set(nodeKey(to_kind, to), { id: to, kind: to_kind });
  }
  const edges = graph.edges.map(
    (edge) => [nodeKey(edge.from_kind, edge.from), nodeKey(edge.to_kind, edge.to)] as const,
  );
  const places = graph.shape === 'ring' ? onCircle([...kinds.keys()]) : inLayers([...kinds.keys()], edges);
  return {
    nodes: places.nodes.map(({ key, ...place }) => ({ ...kinds.get(key)!, ...place })),
    rows: places.rows,
  };
}

type Placed = Omit<PlacedNode, 'id' | 'kind'> & { readonly key: string };

/** Clockwise from the top, in the order in which they were met. */
function onCircle(keys: readonly string[]): { nodes: Placed[]; rows: number } {
  const nodes = keys.map((key, index): Placed => {
    const turn = (2 * Math.PI * index) / keys.length;
    const [x, y] = [0.5 + Math.sin(turn) / 2, 0.5 - Math.cos(turn) / 2];
    const side = Math.abs(x - 0.5) < 0.2 ? (y < 0.5 ? 'top' : 'bottom') : x < 0.5 ? 'left' : 'right';
    return { key, x: rounded(x), y: rounded(y), side };
  });
  return { nodes, rows: Math.max(6, Math.ceil(keys.length / 2)) };
}

/**
 * What leads to others stands left of them; within a layer nodes stand in the order of those they come from, so that edges
 * seldom cross.
 */
function inLayers(
  keys: readonly string[],
  edges: readonly (readonly [string, string])[],
): { nodes: Placed[]; rows: number } {
  const layer = layersOf(keys, edges);
  const last = Math.max(0, ...layer.values());
  const height = new Map<string, number>();
  const layers: string[][] = [];
  for (let number = 0; number <= last; number++) {
    const here = keys.filter((key) => layer.get(key) === number);
    const wished = new Map(
      here.map((key, index) => [key, meanHeight(key, edges, height) ?? index / here.length]),
    );
    here.sort((left, right) => wished.get(left)! - wished.get(right)!);
    here.forEach((key, index) => height.set(key, (index + 0.5) / here.length));
    layers.push(here);
  }
  const nodes = layers.flatMap((here, number) =>
    here.map((key): Placed => ({
      key,
      x: last === 0 ? 0.5 : rounded(number / last),
      y: rounded(height.get(key)!),
      side: number === 0 ? 'left' : number === last ? 'right' : 'top',
    })),
  );
  return { nodes, rows: Math.max(...layers.map((here) => here.length)) };
}

/** How many edges lie between a node and the nearest one that nothing leads to; a mere circle begins at its first node. */
function layersOf(
  keys: readonly string[],
  edges: readonly (readonly [string, string])[],
): Map<string, number> {
  const entered = new Set(edges.filter(([from, to]) => from !== to).map(([, to]) => to));
  const layer = new Map<string, number>();
  const spread = (tops: readonly string[]) => {
    for (const top of tops) layer.set(top, 0);
    let frontier = tops;
    for (let depth = 1; frontier.length > 0; depth++) {
      const here = new Set(frontier);
      const next = new Set(
        edges.filter(([from, to]) => here.has(from) && !layer.has(to)).map(([, to]) => to),
      );
      for (const key of next) layer.set(key, depth);
      frontier = [...next];
    }
  };
  spread(keys.filter((key) => !entered.has(key)));
  for (const key of keys) if (!layer.has(key)) spread([key]);
  return layer;
}

function meanHeight(
  key: string,
  edges: readonly (readonly [string, string])[],
  height: ReadonlyMap<string, number>,
): number | undefined {
  const from = edges.filter(([, to]) => to === key).flatMap(([each]) => height.get(each) ?? []);
  return from.length ? from.reduce((sum, each) => sum + each, 0) / from.length : undefined;
}

function rounded(place: number): number {
  return Math.round(place * 10_000) / 10_000;
}
