import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The family that reports are set in: Noto Sans with Simplified Chinese, shipped with the product. */
export const REPORT_FONT = 'Noto Sans S Chinese';

/** Folder of the font files. */
export function fontsFolder(): string {
  const module = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return join(dirname(dirname(module)), 'fonts');
}
