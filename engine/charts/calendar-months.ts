import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting } from './palette.ts';

/** A calendar month and how many vintages redeemed in it above and below the median of their age. */
export interface CalendarMonth {
  readonly period: string;
  readonly above: number;
  readonly below: number;
}

/** Vintages above the median of their age upwards, those below downwards, by calendar month: one-sided months stand out. */
export function calendarMonthsChart(
  months: readonly CalendarMonth[],
  words: { readonly above: string; readonly below: string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const bars = (name: string, color: string, values: readonly number[]) => ({
    type: 'bar' as const,
    name,
    stack: 'vintages',
    itemStyle: { color },
    data: [...values],
  });
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 4, right: 8, top: 32, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: palette.inkSoft } },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const month = months[first?.dataIndex ?? 0]!;
        return `${month.period}\n${words.above} ${month.above}\n${words.below} ${month.below}`;
      },
    },
    xAxis: {
      type: 'category',
      data: months.map(({ period }) => period),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: palette.inkFaint, formatter: (value: number) => String(Math.abs(value)) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      bars(
        words.above,
        palette.redeemed,
        months.map(({ above }) => above),
      ),
      bars(
        words.below,
        palette.expired,
        months.map(({ below }) => -below),
      ),
    ],
  };
}
