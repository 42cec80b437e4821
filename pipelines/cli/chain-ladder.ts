import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { sum, type LastSigma } from '#engine/liability/estimate.ts';
import { mackChainLadder, type MackEstimate } from '#engine/liability/mack.ts';
import { readTriangle } from '#engine/liability/read-triangle.ts';
import { significant, significantOrNull } from '#engine/liability/significant.ts';
import { latest, type Triangle } from '#engine/liability/triangle.ts';
import { UserError } from '#engine/user-error.ts';
import { action, subcommand, type Outcome } from './command.ts';

const command = subcommand('chain-ladder', 'Mack chain ladder on any triangle in CSV')
  .argument('<file>', 'header: origin and ages; a row per origin, the oldest first; unknown cells empty')
  .addOption(
    new Option('--sigma <rule>', 'variance of the last age').choices(['mack', 'loglinear']).default('mack'),
  )
  .option('--increments', 'the cells are what each age added, not cumulative figures');

/** `chain-ladder FILE`: factors, ultimates and standard errors of anybody's triangle, without a workspace. */
export const chainLadder = action<{ sigma: LastSigma; increments?: boolean }>(
  command,
  async ([file], { sigma, increments }) => {
    const read = readTriangle(await textOf(file!), { areIncrements: increments ?? false });
    return outcome(read.triangle, sigma, read.warnings);
  },
);

function outcome(given: Triangle, sigma: LastSigma, warnings: readonly string[]): Outcome {
  const estimate = mackChainLadder(given, sigma);
  const json = {
    sigma,
    origins: given.origins,
    ages: given.ages,
    development_factors: estimate.developmentFactors.map(significant),
    latest: latest(given),
    latest_total: sum(latest(given)),
    ultimate: estimate.ultimate.map(significant),
    ultimate_total: significant(estimate.total.ultimate),
    ibnr: estimate.outstanding.map(significant),
    ibnr_total: significant(estimate.total.outstanding),
    standard_error: estimate.standardError.map(significantOrNull),
    standard_error_total: significantOrNull(estimate.total.standardError),
    warnings,
  };
  return { json, text: textTable(given, estimate, sigma, warnings) };
}

async function textOf(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new UserError(`The triangle ${file} cannot be read; check the path.`, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Origins may be Chinese labels that a spreadsheet saved in the system's encoding.
    return decodeGb18030(bytes, file);
  }
}

function decodeGb18030(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`The triangle ${file} is neither UTF-8 nor GB18030 text; save it as CSV in UTF-8.`, {
      cause,
    });
  }
}

function textTable(
  given: Triangle,
  estimate: MackEstimate,
  sigma: LastSigma,
  warnings: readonly string[],
): string {
  const ends = latest(given);
  const rows = [
    ['origin', 'latest', 'ultimate', 'ibnr', 'standard error', 'error ÷ ibnr'],
    ...given.origins.map((origin, i) =>
      textRow(origin, ends[i]!, estimate.ultimate[i]!, estimate.outstanding[i]!, estimate.standardError[i]!),
    ),
    textRow(
      'total',
      sum(ends),
      estimate.total.ultimate,
      estimate.total.outstanding,
      estimate.total.standardError,
    ),
  ];
  const steps = estimate.developmentFactors.map(
    (factor, k) => `  ${given.ages[k]} → ${given.ages[k + 1]}  ${factor.toFixed(4)}`,
  );
  return [
    `Mack chain ladder, last sigma by the rule ${sigma === 'mack' ? 'of Mack' : 'log-linear'}`,
    '',
    aligned(rows),
    '',
    'development factors',
    ...steps,
    ...(warnings.length > 0 ? ['', ...warnings.map((warning) => `warning: ${warning}`)] : []),
  ].join('\n');
}

function textRow(name: string, end: number, ultimate: number, ibnr: number, error: number | null): string[] {
  const share = error === null || ibnr === 0 ? '' : `${((100 * error) / ibnr).toFixed(1)}%`;
  return [name, ...[end, ultimate, ibnr].map(digits), error === null ? 'unknown' : digits(error), share];
}

function digits(figure: number): string {
  return figure.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function aligned(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
