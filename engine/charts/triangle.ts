import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts';
import { PALETTES, textStyle, tooltip, type ChartSetting } from './palette.ts';

/** One cell of a triangle. */
export interface HeatCell {
  readonly vintage: string;
  readonly age: number;
  /** Redeemed to date ÷ issued. */
  readonly share: number;
  readonly isComplete: boolean;
}

export interface HeatWords {
  readonly age: string;
  readonly unfinished: string;
  readonly percent: (rate: number) => string;
}

/** A triangle as a heat map: a row per vintage, a column per age; unfinished cells have a broken frame. */
export function triangleChart(
  cells: readonly HeatCell[],
  words: HeatWords,
  setting: ChartSetting,
): EChartsOption {
  const palette = PALETTES[setting.scheme];
  const vintages = [...new Set(cells.map(({ vintage }) => vintage))].sort();
  const ages = Math.max(0, ...cells.map(({ age }) => age)) + 1;
  const most = Math.max(0.0001, ...cells.map(({ share }) => share));
  const draw = (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const cell = cells[api.value(2) as number]!;
    const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
    const [width, height] = api.size!([1, 1]) as [number, number];
    const shape = { x: x - width / 2 + 0.5, y: y - height / 2 + 0.5, width: width - 1, height: height - 1 };
    return {
      type: 'group',
      children: [
        { type: 'rect', shape, style: { fill: palette.ghost } },
        { type: 'rect', shape, style: { fill: palette.redeemed, opacity: Math.max(0, cell.share) / most } },
        ...(cell.isComplete
          ? []
          : [
              {
                type: 'rect' as const,
                shape,
                style: { fill: 'none', stroke: palette.ink, lineWidth: 1, lineDash: [2, 2] },
              },
            ]),
      ],
    };
  };
  const axis = {
    type: 'category' as const,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: palette.inkFaint, hideOverlap: true },
  };
  return {
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 8, right: 8, top: 8, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (item) => {
        const [first] = Array.isArray(item) ? item : [item];
        const cell = cells[(first?.data as number[] | undefined)?.[2] ?? 0]!;
        const unfinished = cell.isComplete ? '' : ` (${words.unfinished})`;
        return `${cell.vintage} · ${words.age} ${cell.age}${unfinished}\n${words.percent(cell.share)}`;
      },
    },
    xAxis: {
      ...axis,
      data: Array.from({ length: ages }, (_, age) => String(age)),
      name: words.age,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: palette.inkFaint },
    },
    yAxis: { ...axis, data: vintages, inverse: true },
    series: [
      {
        type: 'custom',
        renderItem: draw,
        data: cells.map((cell, index) => [cell.age, vintages.indexOf(cell.vintage), index]),
      },
    ],
  };
}
