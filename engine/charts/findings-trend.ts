import type { BarSeriesOption, EChartsOption } from 'echarts';
import { SEVERITIES, type Severity } from '../contract/finding.ts';
import { barTooltip, legend, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** Findings of one book by severity. */
export type TrendBook = Readonly<Record<Severity, number>> & { readonly as_of: string };

/** Findings of books by their as-of day, as bars from zero that stack the severities, the gravest at the foot. */
export function findingsTrendChart(
  books: readonly TrendBook[],
  words: { readonly severity: (severity: Severity) => string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const shown = SEVERITIES.filter((each) => books.some((book) => book[each] > 0));
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 32, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: legend(palette),
    tooltip: barTooltip(palette),
    xAxis: {
      type: 'category',
      data: books.map(({ as_of }) => as_of),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: shown.map((severity): BarSeriesOption => ({
      name: words.severity(severity),
      type: 'bar',
      stack: 'findings',
      barMaxWidth: 40,
      itemStyle: { color: colourOf(severity, palette), borderColor: palette.surface, borderWidth: 1 },
      data: books.map((book) => book[severity]),
    })),
  };
}

/** Steps that differ in lightness, so that they are told apart without hue. */
function colourOf(severity: Severity, palette: Palette): string {
  const colours: Readonly<Record<Severity, string>> = {
    critical: palette.ink,
    high: palette.balance,
    medium: palette.earned,
    low: palette.expired,
    info: palette.corrected,
  };
  return colours[severity];
}
