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
 * the page is lit otherwise or shows something else, and disposed with it.
 */
export function draw(
  option: (scheme: Scheme) => EChartsOption,
  onpick?: (event: Pick) => void,
  /** Told the chart once it is drawn, and nothing when it is gone. */
  onready?: (chart: ECharts | undefined) => void,
): Attachment<HTMLElement> {
  return (element) => {
    let chart: ECharts | undefined;
    let gone = false;
    // Asked for once here already, so that what the chart is made of is followed: the drawing itself comes too late for
    // that, and a chart of other filters, or of another book, would be left standing.
    option(schemeOf(element));
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
      onready?.(started);
    });
    return () => {
      gone = true;
      resized.disconnect();
      dark.removeEventListener('change', redraw);
      onready?.(undefined);
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

/** Pixels of a picture for each of the page. */
const PICTURE_SCALE = 2;

/** A drawn chart with its title as a PNG file, lit as it stands on the page. */
export async function pictureOf(chart: ECharts, title: string): Promise<Blob> {
  const element = chart.getDom();
  const drawn = chart.renderToCanvas({ pixelRatio: PICTURE_SCALE });
  const { color, fontFamily } = getComputedStyle(element);
  const canvas = document.createElement('canvas');
  const margin = 16 * PICTURE_SCALE;
  const head = 40 * PICTURE_SCALE;
  canvas.width = drawn.width + 2 * margin;
  canvas.height = drawn.height + head + margin;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = color;
  pen.font = `600 ${15 * PICTURE_SCALE}px ${fontFamily}`;
  pen.textBaseline = 'middle';
  pen.fillText(title, margin, head / 2, canvas.width - 2 * margin);
  pen.drawImage(drawn, margin, head);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))),
      'image/png',
    ),
  );
}
