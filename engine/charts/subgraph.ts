import type { EChartsOption } from 'echarts';
import type { NodeKind } from '../contract/drawing.ts';
import type { Subgraph } from '../rules/subgraph.ts';
import { PALETTES, textStyle, tooltip, type ChartSetting, type Palette } from './palette.ts';
import { layOut, nodeKey, type PlacedNode } from './subgraph-layout.ts';

export interface SubgraphWords {
  /** A node as it is named in the drawing. */
  readonly node: (kind: NodeKind, id: string) => string;
  /** What moved along an edge, in full; `rows` pieces of evidence. */
  readonly edge: (points: string | null, rows: number) => string;
  /** The same on the edge itself, short. */
  readonly label: (points: string) => string;
}

const SYMBOLS: Readonly<Record<NodeKind, string>> = {
  member: 'circle',
  enterprise: 'rect',
  merchant: 'rect',
  link: 'diamond',
  cash_out: 'roundRect',
};

/** Fewer edges than these carry their points as text. */
const MOST_LABELLED = 12;

/**
 * How high the drawing should be, in CSS pixels.
 *
 * @param room what a row and even a single edge get: enough for a pointer on the page, less on paper
 */
export function subgraphHeight(
  graph: Pick<Subgraph, 'shape' | 'edges'>,
  room: { readonly row: number; readonly least: number } = { row: 24, least: 180 },
): number {
  return Math.min(1600, Math.max(room.least, layOut(graph).rows * room.row + 48));
}

/** Nodes in the order of the drawing, as a click on it counts them. */
export function subgraphNodes(graph: Pick<Subgraph, 'shape' | 'edges'>): readonly PlacedNode[] {
  return layOut(graph).nodes;
}

/**
 * Who is connected with whom, along the way of the points. The finding's own subject stands out; edges that carry more are
 * wider.
 *
 * @param subject what the finding is about, as {@link nodeKey} names it
 */
export function subgraphChart(
  graph: Pick<Subgraph, 'shape' | 'edges'>,
  subject: string,
  words: SubgraphWords,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const { nodes } = layOut(graph);
  const most = Math.max(...graph.edges.map(({ points }) => Number(points ?? 0)));
  const isLabelled = graph.edges.length < MOST_LABELLED;
  const room = Math.min(150, Math.max(...nodes.map(({ kind, id }) => words.node(kind, id).length)) * 8 + 16);
  return {
    animation: false,
    textStyle: textStyle(palette),
    tooltip: { ...tooltip(palette), trigger: 'item' },
    grid: { left: room, right: room, top: 24, bottom: 24 },
    xAxis: { show: false, type: 'value', min: 0, max: 1 },
    yAxis: { show: false, type: 'value', min: 0, max: 1, inverse: true },
    series: [
      {
        type: 'graph',
        coordinateSystem: 'cartesian2d',
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 7,
        emphasis: { focus: 'adjacency', label: { show: true } },
        labelLayout: { hideOverlap: true },
        data: nodes.map((node) => ({
          id: nodeKey(node.kind, node.id),
          name: nodeKey(node.kind, node.id),
          value: [node.x, node.y],
          symbol: SYMBOLS[node.kind],
          symbolSize: nodeKey(node.kind, node.id) === subject ? 16 : 10,
          itemStyle: {
            color: colourOf(node, subject, palette),
            borderColor: palette.surface,
            borderWidth: 1,
          },
          label: {
            show: true,
            position: node.side,
            color: palette.ink,
            fontSize: 11,
            formatter: () => words.node(node.kind, node.id),
          },
          tooltip: { formatter: () => words.node(node.kind, node.id) },
        })),
        links: graph.edges.map(({ from, from_kind, to, to_kind, points, rows }) => ({
          source: nodeKey(from_kind, from),
          target: nodeKey(to_kind, to),
          lineStyle: {
            color: palette.inkFaint,
            width: points && most > 0 ? 1 + (2 * Number(points)) / most : 1,
            opacity: 0.75,
            curveness: graph.shape === 'ring' ? 0.12 : 0,
          },
          label: {
            show: isLabelled && points !== null,
            color: palette.inkSoft,
            fontSize: 10,
            formatter: () => words.label(points ?? '0'),
          },
          tooltip: {
            formatter: () =>
              `${words.node(from_kind, from)} → ${words.node(to_kind, to)}\n${words.edge(points, rows)}`,
          },
        })),
      },
    ],
  };
}

function colourOf({ kind, id }: PlacedNode, subject: string, palette: Palette): string {
  if (nodeKey(kind, id) === subject) return palette.expired;
  if (kind === 'member') return palette.earned;
  return kind === 'cash_out' ? palette.redeemed : palette.moved;
}
