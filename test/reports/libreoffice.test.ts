import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawCsv } from '#pipelines/reports/draw-csv.ts';
import { drawXlsx } from '#pipelines/reports/xlsx/draw-xlsx.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { documentWith, row } from './document.ts';

const isThere = spawnSync('soffice', ['--version']).status === 0;
const name = isThere
  ? 'computes formulas of ours and none of a text'
  : 'NOT RUN: it needs LibreOffice (apt-get install libreoffice-calc)';

/** Opens a file in LibreOffice and gives the sheet as it shows it, as CSV; `sheet` counts from 1. */
async function shown(file: string, folder: string, sheet: number, input: string[] = []): Promise<string> {
  const out = await mkdtemp(join(folder, 'out-'));
  const filter = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,${sheet}`;
  const run = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      ...['--headless', ...input, '--convert-to', filter, '--outdir', out, file],
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  expect(run.status, run.stderr).toBe(0);
  const [written] = await readdir(out);
  return readFile(join(out, written!), 'utf8');
}

describe('LibreOffice opens exports', () => {
  it.skipIf(!isThere)(
    name,
    async () => {
      const folder = await temporaryFolder();
      const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '中文'];
      const document = documentWith({
        rows: hostile.map((text) => row(text, '100.10', '-0.20', '99.90')),
        totals: ['合计', '600.60', '-1.20', '599.40', null],
      });
      await drawXlsx(document, join(folder, 'report.xlsx'));
      const workbook = await shown(join(folder, 'report.xlsx'), folder, 2);
      for (const text of hostile.slice(0, 4)) expect(workbook).toContain(`'${text}`);
      expect(workbook).toContain('中文,100.10,-0.20,99.90,2025-12-31');
      expect(workbook).toContain('合计,600.60,-1.20,599.40');
      const [file] = await drawCsv(document, join(folder, 'figures.csv'));
      const csv = await shown(file!, folder, 1, ['--infilter=Text - txt - csv (StarCalc):44,34,76']);
      for (const text of hostile.slice(0, 4)) expect(csv).toContain(`'${text}`);
      expect(csv).toContain('中文');
    },
    180_000,
  );
});
