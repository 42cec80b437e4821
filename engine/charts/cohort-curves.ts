import type { EChartsOption } from 'echarts';
import { PALETTES, textStyle, tooltip, type ChartSetting, type Palette } from './palette.ts';

/** One choice of members over the ages of their cohorts; null where no cohort has finished that age. */
export interface CohortCurve {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Axes and grid of curves over ages. */
function frame(palette: Palette, ages: number, text: (value: number) => string): EChartsOption {
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: {
      left: 8,
      right: 16,
      top: 28,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: Array.from({ length: ages }, (_, age) => String(age)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: palette.inkFaint, formatter: (value: number) => text(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
  };
}

/**
 * Two choices of members side by side: what all their cohorts together did at each age.
 *
 * @param text how a value is written
 */
export function cohortCurvesChart(
  curves: readonly CohortCurve[],
  text: (value: number) => string,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const colours = [palette.earned, palette.expired];
  const ages = Math.max(0, ...curves.map(({ values }) => values.length));
  return {
    ...frame(palette, ages, text),
    legend: { top: 0, left: 0, itemHeight: 8, textStyle: { color: palette.inkSoft } },
    tooltip: {
      ...tooltip(palette),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? text(value) : '–'),
    },
    series: curves.map(({ name, values }, index) => ({
      type: 'line',
      name,
      data: [...values],
      showSymbol: false,
      lineStyle: { width: 2, type: index === 0 ? 'solid' : 'dashed', color: colours[index] },
      itemStyle: { color: colours[index] },
    })),
  };
}

/**
 * What members of all cohorts did at each age: active, earning, redeeming. The first age, at which everybody is active
 * by definition, is left to the table: it would press the others together.
 *
 * @param curves in that order, from age 1 on
 * @param text how a value is written
 */
export function retentionChart(
  curves: readonly CohortCurve[],
  text: (value: number) => string,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const colours = [palette.balance, palette.earned, palette.redeemed];
  const dashes = ['solid', 'dashed', 'solid'] as const;
  const symbols = ['circle', 'rect', 'triangle'];
  const ages = Math.max(0, ...curves.map(({ values }) => values.length));
  const base = frame(palette, ages, text);
  return {
    ...base,
    xAxis: { ...base.xAxis, data: Array.from({ length: ages }, (_, age) => `+${age + 1}`) },
    legend: { top: 0, left: 0, itemHeight: 8, textStyle: { color: palette.inkSoft } },
    series: curves.map(({ name, values }, index) => ({
      type: 'line',
      name,
      data: [...values],
      symbol: symbols[index],
      symbolSize: 5,
      lineStyle: { width: 2, type: dashes[index], color: colours[index] },
      itemStyle: { color: colours[index] },
    })),
  };
}
