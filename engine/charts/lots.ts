import type { CustomSeriesOption, CustomSeriesRenderItem, EChartsOption, LineSeriesOption } from 'echarts';
import { PALETTES, textStyle, tooltip, type ChartSetting, type Palette } from './palette.ts';

/** What is left of a lot from an instant on. */
export interface LotStep {
  /** ISO 8601. */
  readonly at: string;
  /** Decimal text. */
  readonly remaining: string;
  readonly use: 'opened' | 'restore' | 'expire' | 'other';
}

/** One lot as a line of the picture. */
export interface LotLine {
  /** What stands left of the line, e.g. the day it was opened. */
  readonly label: string;
  readonly opened: string;
  /** From opening to the last use, in order; the first step is the opening. */
  readonly steps: readonly LotStep[];
  readonly expiresAt: string | null;
  /** Lines of the tooltip. */
  readonly detail: readonly string[];
}

/** The balance of one account over time. */
export interface BalanceLine {
  readonly name: string;
  readonly points: readonly { readonly at: string; readonly balance: string; readonly detail: string }[];
}

const LINE = 22;
const TOP = 28;
const BALANCE = 150;
const GAP = 44;
const BOTTOM = 28;

/** Height in pixels that the picture of so many lots needs. */
export function lotsHeight(lots: number): number {
  return TOP + BALANCE + GAP + lots * LINE + BOTTOM;
}

/**
 * A member's points over time: the balance above, and below one line per lot. A lot's band is as high as what is left
 * of it, over a pale band of what it opened with; it ends where it was used up. A tick marks what expired.
 */
export function lotsChart(
  balances: readonly BalanceLine[],
  lots: readonly LotLine[],
  asOf: string,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const start = Math.min(...lots.map((lot) => Date.parse(lot.steps[0]!.at)), ...firstInstants(balances));
  const end = Date.parse(asOf);
  const time = { type: 'time' as const, min: start, max: end };
  const plain = { axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false } };
  const left = 92;
  return {
    animation: false,
    textStyle: textStyle(palette),
    tooltip: { ...tooltip(palette), trigger: 'item' },
    grid: [
      { left, right: 20, top: TOP, height: BALANCE },
      { left, right: 20, top: TOP + BALANCE + GAP, height: Math.max(1, lots.length) * LINE },
    ],
    xAxis: [
      { ...time, ...plain, gridIndex: 0, axisLabel: { color: palette.inkFaint, hideOverlap: true } },
      {
        ...time,
        ...plain,
        gridIndex: 1,
        axisLabel: { show: false },
        splitLine: { show: true, lineStyle: { color: palette.line, opacity: 0.6 } },
      },
    ],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        splitNumber: 3,
        axisLabel: { color: palette.inkFaint, formatter: setting.axisNumber },
        splitLine: { lineStyle: { color: palette.line } },
      },
      {
        type: 'category',
        gridIndex: 1,
        inverse: true,
        data: lots.map((lot) => lot.label),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: palette.inkSoft, interval: 0, fontSize: 11 },
      },
    ],
    series: [
      ...balances.map((line, index) => balanceSeries(line, end, index, balances.length, palette)),
      bands(lots, end, palette),
    ],
  };
}

function firstInstants(balances: readonly BalanceLine[]): number[] {
  return balances.flatMap(({ points }) => (points[0] ? [Date.parse(points[0].at)] : []));
}

function balanceSeries(
  line: BalanceLine,
  end: number,
  index: number,
  of: number,
  palette: Palette,
): LineSeriesOption {
  const colors = [palette.balance, palette.redeemed, palette.moved, palette.expired, palette.corrected];
  const color = colors[index % colors.length]!;
  const last = line.points.at(-1);
  return {
    name: line.name,
    type: 'line',
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: line.points.length < 60,
    color,
    lineStyle: { width: 1.75 },
    areaStyle: of === 1 ? { opacity: 0.1 } : undefined,
    endLabel: of > 1 ? { show: true, formatter: '{a}', color, offset: [-4, -10], align: 'right' } : undefined,
    tooltip: {
      formatter: (item) =>
        line.points[Math.floor((item as { dataIndex: number }).dataIndex / 2)]?.detail ?? '',
    },
    // Steps: a balance holds until the next event, so each event is a corner (unmarked) and a point.
    data: [
      ...line.points.flatMap((point, index) => {
        const before = line.points[index - 1]?.balance ?? point.balance;
        return [
          { value: [Date.parse(point.at), Number(before)], symbol: 'none' },
          { value: [Date.parse(point.at), Number(point.balance)] },
        ];
      }),
      ...(last ? [{ value: [end, Number(last.balance)], symbol: 'none' }] : []),
    ],
  };
}

function bands(lots: readonly LotLine[], end: number, palette: Palette): CustomSeriesOption {
  return {
    type: 'custom',
    xAxisIndex: 1,
    yAxisIndex: 1,
    clip: true,
    data: lots.map((lot, index) => [index, Date.parse(lot.steps[0]!.at), endOf(lot, end)]),
    encode: { x: [1, 2], y: 0 },
    tooltip: { formatter: (item) => lots[(item as { dataIndex: number }).dataIndex]!.detail.join('\n') },
    renderItem: drawBand(lots, end, palette),
  };
}

/** Where a lot's line ends: when nothing was left, else at the as-of date. */
function endOf(lot: LotLine, end: number): number {
  const last = lot.steps.at(-1)!;
  return Number(last.remaining) === 0 ? Date.parse(last.at) : end;
}

function drawBand(lots: readonly LotLine[], end: number, palette: Palette): CustomSeriesRenderItem {
  return (parameters, api) => {
    const lot = lots[parameters.dataIndex]!;
    const x = (at: number) => api.coord([at, parameters.dataIndex])[0]!;
    const middle = api.coord([Date.parse(lot.steps[0]!.at), parameters.dataIndex])[1]!;
    const height = LINE * 0.62;
    const bottom = middle + height / 2;
    const from = x(Date.parse(lot.steps[0]!.at));
    const to = Math.max(x(endOf(lot, end)), from + 2);
    const largest = Math.max(...lot.steps.map((step) => Number(step.remaining)), 1e-9);
    const level = (step: LotStep) => bottom - (Number(step.remaining) / largest) * height;
    const outline: [number, number][] = [[from, bottom]];
    lot.steps.forEach((step, index) => {
      const stepStart = Math.max(x(Date.parse(step.at)), from);
      const stepEnd = index + 1 < lot.steps.length ? x(Date.parse(lot.steps[index + 1]!.at)) : to;
      outline.push([stepStart, level(step)], [Math.max(stepEnd, stepStart), level(step)]);
    });
    outline.push([to, bottom]);
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x: from, y: bottom - height, width: to - from, height },
          style: { fill: palette.ghost },
        },
        { type: 'polygon', shape: { points: outline }, style: { fill: palette.earned } },
        ...lot.steps
          .filter((step) => step.use === 'expire')
          .map((step) => ({
            type: 'rect' as const,
            shape: { x: x(Date.parse(step.at)) - 1.5, y: bottom - height - 2, width: 3, height: height + 4 },
            style: { fill: palette.expired },
          })),
      ],
    };
  };
}
