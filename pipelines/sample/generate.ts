import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { stringify } from 'yaml';
import { ADVERTISEMENTS } from './data/advertisements.ts';
import { earnRateRows } from './data/earn-rates.ts';
import { liabilityOf, pointValueRows, settlementRateRows } from './data/finance.ts';
import { itemRow, ITEMS } from './data/items.ts';
import { MERCHANTS } from './data/merchants.ts';
import { productAttributeRows, productRows } from './data/products.ts';
import { campaignRows, promotionRows } from './data/promotions.ts';
import { fundMovementRows, GREEN_FACTORS, TIERS } from './data/standing.ts';
import { TERMS, termsNotices } from './data/terms.ts';
import { programmeInput, walletRules } from './data/wallets.ts';
import { CLOSING_DAYS, NEIGHBOURS, tellNeighbourhood, type Outstanding } from './neighbourhood.ts';
import { Output } from './output.ts';
import { plantAll, PLANTED_WALLETS } from './plants.ts';
import { Bed } from './plants/bed.ts';
import { Random } from './random.ts';

export interface SampleOptions {
  /** About how many rows point_events gets. */
  readonly events: number;
  readonly members: number;
  readonly seed: number;
  /** The folder for the files; made if need be, files of the same names are replaced. */
  readonly directory: string;
}

export interface SampleSummary {
  readonly events: number;
  readonly members: number;
  /** Rows per table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly expected_findings: number;
}

/** Planned acts for each event that comes of them: returns, bookings and redemptions add to the acts. */
const ACTS_PER_EVENT = 0.633;

/**
 * Writes the sample programme 红米好物 at any size: `programme.yaml`, one CSV file for each table of the contract, and
 * `expected_findings.csv`. The same options give the same bytes. Members are told neighbourhood by neighbourhood, so
 * memory does not grow with their number.
 *
 * @param report is told the fraction done, and may throw to stop
 */
export async function generateSample(
  options: SampleOptions,
  report: (fraction: number) => void = () => undefined,
): Promise<SampleSummary> {
  mkdirSync(options.directory, { recursive: true });
  const programme = programmeInput(options.members, PLANTED_WALLETS);
  writeFileSync(join(options.directory, 'programme.yaml'), stringify(programme));
  const wallets = walletRules(programme);
  const output = new Output(options.directory);
  try {
    writeStandingTables(output, options);
    const outstanding: Outstanding = new Map();
    const actsPerMember = (options.events / options.members) * ACTS_PER_EVENT;
    for (let first = 1, block = 0; first <= options.members; first += NEIGHBOURS, block++) {
      const count = Math.min(NEIGHBOURS, options.members - first + 1);
      const random = Random.of(options.seed, block);
      tellNeighbourhood({ first, count, actsPerMember, random }, wallets, output, outstanding);
      if (block % 64 === 0) {
        report(first / options.members);
        // Lets an interrupt through.
        await setImmediate();
      }
    }
    plantAll(output, options.seed);
    ringOut(output);
    writeGeneralLedger(output, outstanding);
  } finally {
    // Closed even when stopped: the files then end after whole rows.
    output.close();
  }
  const { events, rows, findings } = output.counts();
  return { events, members: rows.members ?? 0, rows, expected_findings: findings };
}

function writeStandingTables(output: Output, options: SampleOptions): void {
  output.rows('merchants', MERCHANTS);
  output.rows('products', productRows());
  output.rows('product_attributes', productAttributeRows());
  output.rows(
    'catalogue_items',
    ITEMS.map((item) => itemRow(item, options.events)),
  );
  output.rows('terms', TERMS);
  output.rows('earn_rates', earnRateRows());
  output.rows('notices', termsNotices());
  output.rows('promotions', promotionRows());
  output.rows('campaigns', campaignRows());
  output.rows('advertisements', ADVERTISEMENTS);
  output.rows('tiers', TIERS);
  output.rows('green_factors', GREEN_FACTORS);
  output.rows('point_values', pointValueRows());
  output.rows('settlement_rates', settlementRateRows());
  output.rows('fund_movements', fundMovementRows(options.events / 40_000));
}

/** A purchase on the last day, so that the default as-of date is the end of the sixty months at any size. */
function ringOut(output: Output): void {
  const bed = new Bed(output, '', Random.of(0));
  bed.earn(bed.member(), '2026-06-30T20:00', 40, { balanceAfter: 40 });
}

/** The contract liability that the ledger carried at each closing day. */
function writeGeneralLedger(output: Output, outstanding: Outstanding): void {
  CLOSING_DAYS.forEach((as_of, index) => {
    let cents = 0;
    for (const [wallet, sums] of outstanding) cents += Math.round(liabilityOf(wallet, sums[index]!) * 100);
    output.row('gl_balances', {
      entity: 'operator',
      account_code: '2205',
      side: 'credit',
      as_of,
      amount: cents / 100,
      currency: 'CNY',
    });
  });
}
