import type { EChartsOption } from 'echarts';
import { barTooltip, legend, PALETTES, textStyle, type ChartSetting, type Palette } from './palette.ts';

/** Kinds of green acts in the order they are stacked, with the colour that each has everywhere. */
export const ACT_TRACKS = ['consumption', 'circular', 'sharing', 'b2b'] as const;
export type ActTrack = (typeof ACT_TRACKS)[number];
const COLOURS: Readonly<Record<ActTrack, keyof Palette>> = {
  consumption: 'earned',
  circular: 'redeemed',
  sharing: 'expired',
  b2b: 'moved',
};

/** Green acts of one month by kind, less those taken back. */
export interface ActMonth {
  /** `2025-12` */
  readonly month: string;
  readonly acts: Readonly<Partial<Record<ActTrack, number>>>;
}

/** Green acts by month as stacked bars from zero. */
export function actsChart(
  months: readonly ActMonth[],
  words: { readonly tracks: Readonly<Record<ActTrack, string>>; readonly count: (acts: number) => string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const shown = ACT_TRACKS.filter((track) => months.some(({ acts }) => acts[track]));
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: legend(palette),
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const { month, acts } = months[first?.dataIndex ?? 0]!;
        return [
          month,
          ...shown.map((track) => `${words.tracks[track]}  ${words.count(acts[track] ?? 0)}`),
        ].join('\n');
      },
    },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => month),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true, margin: 12 },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: shown.map((track) => ({
      name: words.tracks[track],
      type: 'bar' as const,
      stack: 'acts',
      barMaxWidth: 22,
      barCategoryGap: '32%',
      itemStyle: { color: palette[COLOURS[track]] },
      emphasis: { focus: 'none' as const, itemStyle: { opacity: 0.85 } },
      data: months.map(({ acts }) => acts[track] ?? 0),
    })),
  };
}
