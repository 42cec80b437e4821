import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting } from './palette.ts';

/** Estimated avoided emissions that were booked in one month; kilograms as decimal text. */
export interface AvoidedMonth {
  /** `2025-12` */
  readonly month: string;
  readonly kg: string;
}

/** Kilograms by month as bars from zero, negative ones below it. Text becomes a float only here, to be a length. */
export function avoidedChart(
  months: readonly AvoidedMonth[],
  words: { readonly kg: (text: string) => string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 12, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const { month, kg } = months[first?.dataIndex ?? 0]!;
        return `${month}\n${words.kg(kg)}`;
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
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        barCategoryGap: '32%',
        itemStyle: { color: palette.earned },
        emphasis: { focus: 'none', itemStyle: { opacity: 0.85 } },
        data: months.map(({ kg }) => Number(kg)),
      },
    ],
  };
}
