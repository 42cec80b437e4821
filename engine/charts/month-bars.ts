import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** A month and the numbers of each series in it. */
export interface MonthBars {
  readonly month: string;
  readonly values: readonly number[];
}

/** One or two series of bars by month, from zero. */
export function monthBarsChart(
  months: readonly MonthBars[],
  series: readonly { readonly word: string; readonly colour: keyof Palette }[],
  words: { readonly value: (value: number) => string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 4, right: 8, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const { month, values } = months[first?.dataIndex ?? 0]!;
        return [month, ...series.map(({ word }, index) => `${word} ${words.value(values[index] ?? 0)}`)].join(
          '\n',
        );
      },
    },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => month),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true, margin: 12 },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: series.map(({ word, colour }, index) => ({
      type: 'bar',
      name: word,
      barMaxWidth: 18,
      itemStyle: { color: palette[colour] },
      data: months.map(({ values }) => values[index] ?? 0),
    })),
  };
}
