import type { ECharts, EChartsOption } from 'echarts';
import type { Attachment } from 'svelte/attachments';
import type { Scheme } from '#engine/charts/palette.ts';

interface Pick {
  readonly name: string;
  readonly seriesIndex?: number;
  readonly dataIndex: number;
}

/**
 * Draws a chart into an element: loaded when the element appears, as large as the element at any time, redrawn when
 * the page is lit otherwise, and disposed with it.
 */
export function draw(
  option: (scheme: Scheme) => EChartsOption,
  onpick?: (event: Pick) => void,
): Attachment<HTMLElement> {
  return (element) => {
    let chart: ECharts | undefined;
    let gone = false;
    const redraw = () => chart?.setOption(option(schemeOf(element)), { notMerge: true });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const resized = new ResizeObserver(() => chart?.resize());
    void startChart(element).then((started) => {
      if (gone) return started.dispose();
      chart = started;
      redraw();
      if (onpick) chart.on('click', (event) => onpick(event as unknown as Pick));
      resized.observe(element);
      dark.addEventListener('change', redraw);
    });
    return () => {
      gone = true;
      resized.disconnect();
      dark.removeEventListener('change', redraw);
      chart?.dispose();
    };
  };
}

function schemeOf(element: HTMLElement): Scheme {
  const named = document.documentElement.dataset.theme;
  if (named === 'light' || named === 'dark') return named;
  return element.ownerDocument.defaultView?.matchMedia('(prefers-color-scheme: dark)').matches
    ? 'dark'
    : 'light';
}

/** The library comes as a chunk of its own, after the page. */
async function startChart(element: HTMLElement): Promise<ECharts> {
  const { init } = await import('./echarts.ts');
  return init(element);
}
