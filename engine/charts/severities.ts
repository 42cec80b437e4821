import type { BarSeriesOption, EChartsOption } from 'echarts';
import { legend, PALETTES, textStyle, type ChartSetting } from './palette.ts';

export interface SeverityCount {
  /** As it is to be read. */
  readonly label: string;
  readonly violations: number;
  readonly indicators: number;
}

/** Findings by severity as bars from zero, violations and indicators told apart, each with its number. */
export function severitiesChart(
  counts: readonly SeverityCount[],
  words: { readonly violations: string; readonly indicators: string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const series = (name: string, color: string, numbers: number[], hatched: boolean): BarSeriesOption => ({
    name,
    type: 'bar',
    stack: 'findings',
    barWidth: 16,
    itemStyle: { color, ...(hatched ? { opacity: 0.55 } : {}) },
    label: { show: true, position: 'inside', color: '#ffffff', fontSize: 11 },
    // A label on a bar of no length would stand on the axis.
    data: numbers.map((value) => ({ value, label: { show: value > 0 } })),
  });
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: {
      left: 8,
      right: 24,
      top: 30,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: legend(palette),
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: counts.map(({ label }) => label),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { color: palette.inkSoft, fontSize: 11 },
    },
    series: [
      series(
        words.violations,
        palette.balance,
        counts.map((each) => each.violations),
        false,
      ),
      series(
        words.indicators,
        palette.redeemed,
        counts.map((each) => each.indicators),
        false,
      ),
    ],
  };
}
