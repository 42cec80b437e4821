import { BarChart, CustomChart, GraphChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as core from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ECharts } from 'echarts';

// Only the parts that the charts use.
core.use([
  BarChart,
  LineChart,
  CustomChart,
  GraphChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** Starts an empty chart in an element. Canvas, since many marks are drawn. */
export function init(element: HTMLElement): ECharts {
  return core.init(element) as unknown as ECharts;
}
