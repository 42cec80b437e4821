import type { EChartsOption } from 'echarts';
import { barTooltip, PALETTES, textStyle, type ChartSetting } from './palette.ts';

/** A ratio with its interval; `high` may be null: without bound. */
export interface RatioBar {
  readonly name: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number | null;
  /** Whether it differs from 1 beyond chance. */
  readonly isClear: boolean;
}

/** As far as the axis goes on either side of 1; marks beyond it are cut there, and the tooltip has the number. */
const FARTHEST = 20;

/** Ratios with their intervals beside the line of 1, on a logarithmic axis: a point and a whisker each. */
export function ratiosChart(
  bars: readonly RatioBar[],
  words: { readonly ratio: (bar: RatioBar) => string; readonly even: string },
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const bounded = (value: number) => Math.min(FARTHEST, Math.max(1 / FARTHEST, value));
  const far = bars.reduce(
    (most, { ratio, low, high }) =>
      Math.max(
        most,
        ...[ratio, low, high ?? FARTHEST].map((each) => Math.abs(Math.log(bounded(each || 1e-9)))),
      ),
    Math.log(1.5),
  );
  const edge = Math.min(FARTHEST, Math.exp(far * 1.05));
  const colour = ({ isClear, ratio }: RatioBar) =>
    !isClear ? palette.corrected : ratio > 1 ? palette.earned : palette.expired;
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 4, right: 24, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...barTooltip(palette),
      formatter: (items) => {
        const [first] = Array.isArray(items) ? items : [items];
        return words.ratio(bars[first?.dataIndex ?? 0]!);
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: palette.inkSoft, interval: 0, width: 240, overflow: 'truncate' },
    },
    // Where the page is narrow the whole labels would leave no room, and stand half outside.
    media: [{ query: { maxWidth: 480 }, option: { yAxis: { axisLabel: { width: 150 } } } }],
    xAxis: {
      type: 'log',
      logBase: 2,
      min: 1 / edge,
      max: edge,
      axisLabel: {
        color: palette.inkFaint,
        hideOverlap: true,
        formatter: (value: number) => (value === 1 ? words.even : `${Number(value.toPrecision(2))}×`),
      },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'custom',
        data: bars.map(({ ratio, low, high }, index) => [
          bounded(ratio),
          index,
          bounded(low),
          bounded(high ?? FARTHEST),
        ]),
        encode: { x: 0, y: 1 },
        renderItem: (_, api) => {
          const at = (value: number) => api.coord([value, api.value(1)]) as [number, number];
          const bar = bars[api.value(1) as number]!;
          const [x, y] = at(api.value(0) as number);
          const [left] = at(api.value(2) as number);
          const [right] = at(api.value(3) as number);
          const [one] = at(1);
          const style = { stroke: colour(bar), lineWidth: 2 };
          return {
            type: 'group',
            children: [
              {
                type: 'line',
                shape: { x1: one, y1: y - 11, x2: one, y2: y + 11 },
                style: { stroke: palette.inkFaint, lineWidth: 1 },
              },
              { type: 'line', shape: { x1: left, y1: y, x2: right, y2: y }, style },
              { type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill: colour(bar) } },
            ],
          };
        },
      },
    ],
  };
}
