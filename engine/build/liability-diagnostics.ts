import type { DuckDBConnection } from '../database.server.ts';
import type { Configuration } from '../contract/programme.ts';
import {
  calendarYearTest,
  developmentRatios,
  incrementRatios,
  type CalendarYearTest,
} from '../liability/calendar-year.ts';
import { dormancyTest } from '../liability/dormancy.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import { FEWEST_VINTAGES } from '../liability/ultimate.ts';
import type { WalletHistory } from '../liability/wallet-history.ts';
import type { WalletTriangle } from '../liability/wallet-triangle.ts';
import { liabilitySettings } from './liability-policies.ts';
import { writeRows, type Cell } from './write-rows.ts';

const TESTS = {
  programme_id: 'text',
  wallet: 'text',
  basis: 'text',
  periods: 'integer',
  statistic: 'estimate',
  expected: 'estimate',
  variance: 'estimate',
  p_value: 'estimate',
  status: 'text',
} as const;
const PERIODS = {
  programme_id: 'text',
  wallet: 'text',
  basis: 'text',
  period: 'month',
  above: 'integer',
  below: 'integer',
} as const;
const DORMANCY = {
  programme_id: 'text',
  wallet: 'text',
  months: 'integer',
  follow_up_months: 'integer',
  remote_below: 'estimate',
  confidence: 'estimate',
  observed: 'integer',
  reactivated: 'integer',
  rate: 'estimate',
  upper_bound: 'estimate',
  is_remote: 'flag',
  stated_breakage: 'estimate',
  applied_breakage: 'estimate',
} as const;

type Named<Columns> = Record<keyof Columns, Cell>;

/**
 * Writes what the estimates are doubted by: whether calendar months moved all vintages at once
 * (`liability.calendar_year_tests`, one row per wallet and method's figures, and its months in `liability.calendar_years`),
 * and whether redemption of points that lie still is remote (`liability.dormancy`, one row per wallet that is tested).
 */
export async function writeDiagnostics(
  connection: DuckDBConnection,
  histories: readonly WalletHistory[],
  configuration: Configuration,
): Promise<void> {
  const tests = histories.flatMap(calendarTests);
  await writeRows(
    connection,
    'liability.calendar_year_tests',
    TESTS,
    tests.map(({ test: _test, ...row }) => row),
  );
  const periods = tests.flatMap(({ programme_id, wallet, basis, test }) =>
    (test?.diagonals ?? []).map((at): Named<typeof PERIODS> => ({
      programme_id,
      wallet,
      basis,
      period: at.period,
      above: at.large,
      below: at.small,
    })),
  );
  await writeRows(connection, 'liability.calendar_years', PERIODS, periods);
  const dormancies = histories.flatMap((history) => dormancyRows(history, configuration));
  await writeRows(connection, 'liability.dormancy', DORMANCY, dormancies);
}

/** The additive method reads increments ÷ issued down the columns, chain ladder development factors. */
const BASES = [
  {
    basis: 'increments',
    ratios: ({ redeemed, issued }: WalletTriangle) => incrementRatios(redeemed, issued),
    firstAge: 0,
  },
  { basis: 'factors', ratios: ({ redeemed }: WalletTriangle) => developmentRatios(redeemed), firstAge: 1 },
] as const;

type Tested = Named<typeof TESTS> & { readonly test: CalendarYearTest | undefined };

function calendarTests({ programmeId, wallet, lastMonth, estimates }: WalletHistory): Tested[] {
  const { triangle } = estimates.get(lastMonth)!;
  return BASES.map(({ basis, ratios, firstAge }): Tested => {
    const isCarried = triangle !== undefined && triangle.vintages.length >= FEWEST_VINTAGES;
    const test = isCarried
      ? calendarYearTest(
          ratios(triangle),
          triangle.vintages.map((vintage) => vintage + firstAge),
        )
      : undefined;
    return {
      programme_id: programmeId,
      wallet,
      basis,
      periods: test?.diagonals.length ?? 0,
      statistic: test ? test.statistic : null,
      expected: test ? significant(test.expected) : null,
      variance: test ? significant(test.variance) : null,
      p_value: test ? significantOrNull(test.pValue) : null,
      status: !test ? 'too_few_origins' : test.pValue === null ? 'nothing_to_compare' : 'ok',
      test,
    };
  });
}

function dormancyRows(
  { programmeId, wallet, lastMonth, estimates }: WalletHistory,
  configuration: Configuration,
): Named<typeof DORMANCY>[] {
  const { dormancy: seen, assumptions } = estimates.get(lastMonth)!;
  if (!seen) return [];
  const settings = liabilitySettings(configuration, programmeId);
  const policy = settings.dormancy;
  const test = dormancyTest(seen.reactivated, seen.observed, policy.remote_below, policy.confidence);
  return [
    {
      programme_id: programmeId,
      wallet,
      months: policy.months,
      follow_up_months: policy.follow_up_months,
      remote_below: policy.remote_below,
      confidence: policy.confidence,
      observed: seen.observed,
      reactivated: seen.reactivated,
      rate: significantOrNull(test.rate),
      upper_bound: significant(test.upperBound),
      is_remote: seen.isRemote,
      stated_breakage: settings.breakage_of_lifetime[wallet] ?? 0,
      applied_breakage: assumptions.breakageOfLifetime,
    },
  ];
}
