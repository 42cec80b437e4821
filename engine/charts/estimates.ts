import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting } from './palette.ts';

/** The estimate of one vintage; rates per point issued. */
export interface VintageEstimate {
  /** `2025-12` */
  readonly vintage: string;
  readonly redeemed: number;
  readonly rate: number | null;
  /** One standard error of the rate; null where the method gives none. */
  readonly error: number | null;
}

export interface EstimateWords {
  readonly redeemed: string;
  readonly rate: string;
  readonly error: string;
  readonly percent: (rate: number) => string;
}

/** Errors beyond it would leave no room for the rates. */
const HIGHEST_ERROR = 1.5;

/** Ultimate redemption by vintage: what is redeemed already as bars, the estimate as a mark with two standard errors. */
export function estimatesChart(
  vintages: readonly VintageEstimate[],
  words: EstimateWords,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const mark = (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const index = api.value(0) as number;
    const each = vintages[index]!;
    const [x, y] = api.coord([index, each.rate ?? 0]) as [number, number];
    const half = Math.max(2, Math.min(5, (api.size!([1, 0]) as number[])[0]! * 0.28));
    const style = { stroke: palette.ink, lineWidth: 1.25 };
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style,
    });
    const spread = each.error === null ? 0 : 2 * each.error;
    const high = (api.coord([index, (each.rate ?? 0) + spread]) as number[])[1]!;
    const low = (api.coord([index, Math.max(0, (each.rate ?? 0) - spread)]) as number[])[1]!;
    return {
      type: 'group',
      children: [
        ...(spread > 0
          ? [line(x, high, x, low), line(x - half, high, x + half, high), line(x - half, low, x + half, low)]
          : []),
        { type: 'circle', shape: { cx: x, cy: y, r: half }, style: { fill: palette.ink } },
      ],
    };
  };
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        const each = vintages[first?.dataIndex ?? 0]!;
        return [
          each.vintage,
          `${words.redeemed}  ${words.percent(each.redeemed)}`,
          ...(each.rate === null ? [] : [`${words.rate}  ${words.percent(each.rate)}`]),
          ...(each.error === null ? [] : [`${words.error}  ${words.percent(each.error)}`]),
        ].join('\n');
      },
    },
    xAxis: {
      type: 'category',
      data: vintages.map(({ vintage }) => vintage),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.inkFaint } },
      axisLabel: { color: palette.inkFaint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: palette.inkFaint, formatter: (value: number) => words.percent(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        itemStyle: { color: palette.redeemed, opacity: 0.65 },
        data: vintages.map(({ redeemed }) => redeemed),
      },
      {
        type: 'custom',
        renderItem: mark,
        silent: true,
        z: 3,
        // The axis reaches as high as the errors, within reason.
        encode: { x: 0, y: [1, 2] },
        data: vintages.flatMap(({ rate, error }, index) =>
          rate === null
            ? []
            : [[index, rate, Math.max(rate, Math.min(rate + 2 * (error ?? 0), HIGHEST_ERROR))]],
        ),
      },
    ],
  };
}
