import type { EChartsOption } from 'echarts';
import { legend, PALETTES, textStyle, tooltip, type ChartSetting, type Palette } from './palette.ts';

/** A share month by month, as a fraction of one; null where there is nothing to take a share of. */
export interface ShareLine {
  readonly name: string;
  readonly colour: keyof Palette;
  readonly shares: readonly (number | null)[];
}

/** Shares of wholes by month as lines from zero, in per cent. */
export function sharesChart(
  months: readonly string[],
  lines: readonly ShareLine[],
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const percent = (share: number | null | undefined, digits: number) =>
    share == null ? '' : `${(share * 100).toFixed(digits)}%`;
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { ...legend(palette), itemWidth: 14, itemHeight: 3 },
    tooltip: {
      ...tooltip(palette),
      trigger: 'axis',
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const at = first?.dataIndex ?? 0;
        return [months[at]!, ...lines.map(({ name, shares }) => `${name}  ${percent(shares[at], 1)}`)].join(
          '\n',
        );
      },
    },
    xAxis: {
      type: 'category',
      data: [...months],
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true, margin: 12 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: palette.inkFaint, formatter: (value: number) => percent(value, 0) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: lines.map(({ name, colour, shares }) => ({
      name,
      type: 'line' as const,
      symbol: 'none',
      lineStyle: { color: palette[colour], width: 2 },
      itemStyle: { color: palette[colour] },
      data: [...shares],
    })),
  };
}
