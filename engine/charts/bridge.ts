import type { BarSeriesOption, EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** One step of a bridge: what a movement added or took; exact decimal text, signed. */
export interface BridgeStep {
  readonly name: string;
  readonly change: string;
}

export interface BridgeWords {
  /** Name of the last bar, the change as a whole. */
  readonly total: string;
  /** An amount in full, signed, as the tooltip shows it. */
  readonly amount: (text: string) => string;
  /** The same, short, as it stands beside its bar. */
  readonly label: (text: string) => string;
}

/**
 * A bridge (waterfall) of why a balance changed: each step hangs where the one before ended, from zero to the whole
 * change. It starts at zero and not at the balance, so that small steps of a large balance keep an honest length.
 */
export function bridgeChart(
  steps: readonly BridgeStep[],
  total: string,
  words: BridgeWords,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const bars = [...spans(steps), { name: words.total, change: total, from: 0, to: Number(total) }];
  const colour = (index: number) => colourOf(bars[index]!.change, index === bars.length - 1, palette);
  // A bar that crosses zero has two seen parts; one of them carries the figure.
  const isAbove = ({ from, to }: Span) => Math.max(from, to) > 0;
  const series = (
    pick: (bar: Span) => number,
    isSeen: boolean,
    labelled?: (bar: Span) => boolean,
  ): BarSeriesOption => ({
    type: 'bar',
    stack: 'bridge',
    barMaxWidth: 18,
    barCategoryGap: '28%',
    silent: !isSeen,
    emphasis: { disabled: !isSeen },
    data: bars.map((bar, index) => ({
      value: pick(bar),
      itemStyle: { color: isSeen ? colour(index) : 'transparent' },
      ...(labelled?.(bar)
        ? {
            label: {
              show: true,
              position: isAbove(bar) ? ('right' as const) : ('left' as const),
              formatter: () => words.label(bar.change),
              color: palette.inkSoft,
              fontSize: 11,
            },
          }
        : {}),
    })),
  });
  return {
    animation: false,
    textStyle: textStyle(palette),
    // Room for the figures beside the longest bars.
    grid: {
      left: bars.every(isAbove) ? 4 : 84,
      right: 84,
      top: 4,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const bar = bars[first?.dataIndex ?? 0]!;
        return `${bar.name}\n${words.amount(bar.change)}`;
      },
    },
    // Lying down, so that names have room on any screen.
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkSoft, interval: 0 },
      position: 'left',
    },
    xAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    // Parts above and below zero stack apart, each on an unseen foot.
    series: [
      series(({ from, to }) => Math.max(0, Math.min(from, to)), false),
      series(({ from, to }) => Math.max(0, from, to) - Math.max(0, Math.min(from, to)), true, isAbove),
      series(({ from, to }) => Math.min(0, Math.max(from, to)), false),
      series(
        ({ from, to }) => Math.min(0, from, to) - Math.min(0, Math.max(from, to)),
        true,
        (bar) => !isAbove(bar),
      ),
    ],
  };
}

interface Span extends BridgeStep {
  readonly from: number;
  readonly to: number;
}

function spans(steps: readonly BridgeStep[]): Span[] {
  let reached = 0;
  return steps.map((step) => {
    const from = reached;
    reached += Number(step.change);
    return { ...step, from, to: reached };
  });
}

function colourOf(change: string, isTotal: boolean, palette: Palette): string {
  if (isTotal) return palette.inkSoft;
  return change.startsWith('-') ? palette.redeemed : palette.earned;
}
