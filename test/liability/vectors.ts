import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '#engine/package-root.ts';

/** The published figures the mathematics is held to (test/vectors/expected.json). */
export interface Published {
  readonly raa: PublishedTriangle;
  readonly genins: PublishedTriangle;
  readonly ifrs15_example_52: {
    readonly given: Record<
      | 'transaction_price'
      | 'points_issued'
      | 'ssp_per_point_before_breakage'
      | 'expected_redemption_initial'
      | 'ssp_goods',
      number
    >;
    readonly allocation: { readonly goods: number; readonly points: number };
    readonly periods: readonly {
      redeemed_cumulative: number;
      expected_redemption: number;
      revenue: number;
      liability: number;
    }[];
  };
  readonly cdnow_bg_nbd: {
    readonly parameters: { r: number; alpha: number; a: number; b: number };
    readonly parameters_precise: { r: number; alpha: number; a: number; b: number };
    readonly log_likelihood: number;
    readonly expected_purchases_39_weeks: { x: number; t_x: number; T: number; value: number };
  };
}

export interface PublishedTriangle {
  readonly triangle: string;
  readonly development_factors: readonly number[];
  readonly ultimate?: readonly number[];
  readonly ultimate_total: number;
  readonly latest_total: number;
  readonly ibnr: readonly number[];
  readonly ibnr_total: number;
  readonly standard_error: Record<string, { by_origin: readonly number[]; total: number }>;
}

export const published = JSON.parse(vectorText('expected.json')) as Published;

/** The text of a file of test/vectors. */
export function vectorText(name: string): string {
  return readFileSync(vectorPath(name), 'utf8');
}

export function vectorPath(name: string): string {
  return join(PACKAGE_ROOT, 'test', 'vectors', name);
}

/** A figure rounded to as many digits behind the point as the published one shows. */
export function asPublished(computed: number, shown: number): number {
  const digits = `${shown}`.split('.')[1]?.length ?? 0;
  return Number(computed.toFixed(digits));
}
