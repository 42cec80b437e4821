import type { BarSeriesOption, EChartsOption } from 'echarts';
import { barTooltip, legend, PALETTES, textStyle, type ChartSetting } from './palette.ts';

/** The groups of movements that a chart of flows tells apart, in the order they are stacked from the zero line. */
export const FLOW_GROUPS = ['earned', 'redeemed', 'expired', 'moved', 'corrected'] as const;
export type FlowGroup = (typeof FLOW_GROUPS)[number];

/** Net change of the balance by one group in one month; points as exact decimal text, signed. */
export interface FlowMonth {
  /** `2025-12` */
  readonly month: string;
  readonly changes: Readonly<Record<FlowGroup, string>>;
  /** The as-of date lies within the month, which is therefore drawn hatched. */
  readonly isUnfinished: boolean;
}

export interface FlowWords {
  readonly groups: Readonly<Record<FlowGroup, string>>;
  readonly unfinished: string;
  /** Points in full, as the tooltip shows them. */
  readonly points: (text: string) => string;
}

/**
 * Flows of points by month as bars around zero: what came in above it, what went out below. Decimal text becomes a
 * float only here, to be a length on the screen; the tooltip shows the text.
 */
export function flowsChart(
  months: readonly FlowMonth[],
  words: FlowWords,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const shown = FLOW_GROUPS.filter((group) => months.some(({ changes }) => Number(changes[group]) !== 0));
  const series = shown.map((group): BarSeriesOption => ({
    name: words.groups[group],
    type: 'bar',
    stack: 'flows',
    barMaxWidth: 22,
    barCategoryGap: '32%',
    itemStyle: { color: palette[group] },
    emphasis: { focus: 'none', itemStyle: { opacity: 0.85 } },
    data: months.map(({ changes, isUnfinished }) => ({
      value: Number(changes[group]),
      itemStyle: isUnfinished ? { decal: hatching(palette.surface) } : undefined,
    })),
  }));
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: legend(palette),
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const month = months[first?.dataIndex ?? 0]!;
        const lines = shown.map((group) => `${words.groups[group]}  ${words.points(month.changes[group])}`);
        return [month.isUnfinished ? `${month.month} (${words.unfinished})` : month.month, ...lines].join(
          '\n',
        );
      },
    },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => month),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true, margin: 12 },
      position: 'bottom',
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series,
  };
}

function hatching(color: string) {
  return { symbol: 'rect' as const, color, dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: -Math.PI / 4 };
}
