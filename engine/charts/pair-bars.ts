import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** Two amounts of one name; exact decimal text. */
export interface PairBar {
  readonly name: string;
  readonly amounts: readonly [string, string];
}

/** Two lying bars for each name, from zero: what came and what went. */
export function pairBarsChart(
  bars: readonly PairBar[],
  words: { readonly series: readonly [string, string]; readonly amount: (text: string) => string },
  colours: readonly [keyof Palette, keyof Palette],
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 4, right: 16, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const { name, amounts } = bars[first?.dataIndex ?? 0]!;
        return [name, ...words.series.map((word, index) => `${word} ${words.amount(amounts[index]!)}`)].join(
          '\n',
        );
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkSoft, interval: 0, width: 150, overflow: 'truncate' },
    },
    xAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: words.series.map((word, index) => ({
      type: 'bar',
      name: word,
      barMaxWidth: 10,
      barGap: '10%',
      itemStyle: { color: palette[colours[index]!] },
      data: bars.map(({ amounts }) => Number(amounts[index])),
    })),
  };
}
