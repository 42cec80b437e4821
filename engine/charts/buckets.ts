import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** A span of time and what stands in it; exact decimal text. */
export interface BucketBar {
  readonly name: string;
  readonly amount: string;
}

/** Amounts by span as lying bars from zero; decimal text becomes a float only here, to be a length. */
export function bucketsChart(
  bars: readonly BucketBar[],
  words: { readonly amount: (text: string) => string },
  setting: ChartSetting,
  colour: keyof Palette = 'balance',
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
        const bar = bars[first?.dataIndex ?? 0]!;
        return `${bar.name}\n${words.amount(bar.amount)}`;
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkSoft, interval: 0 },
    },
    xAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        itemStyle: { color: palette[colour] },
        data: bars.map(({ amount }) => Number(amount)),
      },
    ],
  };
}
