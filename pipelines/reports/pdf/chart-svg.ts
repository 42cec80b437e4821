import { BarChart, CustomChart, GraphChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as core from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';
import type { ChartBlock, Language } from '#engine/reports/document.ts';
import { REPORT_FONT } from './fonts.ts';

core.use([
  BarChart,
  CustomChart,
  GraphChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

/** How wide charts are drawn, in CSS pixels; the paper scales them to its column. */
export const CHART_WIDTH = 680;

/** Draws a chart as SVG without a browser, its text in the font that travels with the product. */
export function chartSvg(chart: ChartBlock, language: Language): string {
  const drawing = core.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: CHART_WIDTH,
    height: chart.height,
  });
  try {
    drawing.setOption({ ...inReportFont(chart, language), animation: false });
    return drawing.renderToSVGString();
  } finally {
    drawing.dispose();
  }
}

function inReportFont(chart: ChartBlock, language: Language): EChartsOption {
  const axisNumber = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const option = chart.option({ scheme: 'light', axisNumber: (value) => axisNumber.format(value) });
  return { ...option, textStyle: { ...option.textStyle, fontFamily: REPORT_FONT } };
}
