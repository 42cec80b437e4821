import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { stringify } from 'yaml';
import { DAY, END, instant } from './calendar.ts';
import { ADVERTISEMENTS } from './data/advertisements.ts';
import { earnRateRows } from './data/earn-rates.ts';
import { pointValueAt, pointValueRows, settlementRateRows } from './data/finance.ts';
import { itemRow, ITEMS } from './data/items.ts';
import { GL_ACCOUNTS, LEDGER_SLIPS } from './data/ledger-slips.ts';
import { MERCHANTS } from './data/merchants.ts';
import { productAttributeRows, productRows } from './data/products.ts';
import { campaignRows, promotionRows } from './data/promotions.ts';
import { fundMovementRows, GREEN_FACTORS, TIERS } from './data/standing.ts';
import { VALUE_NAMES } from './data/value-names.ts';
import { TERMS, termsNotices } from './data/terms.ts';
import { programmeInput, walletRules } from './data/wallets.ts';
import type { PointEvent } from './event.ts';
import { GeneralLedger, monthOf } from './general-ledger.ts';
import { CLOSING_DAYS, NEIGHBOURS, tellNeighbourhood } from './neighbourhood.ts';
import { Output } from './output.ts';
import { PlantedAccounts } from './planted-accounts.ts';
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
    const ledger = new GeneralLedger();
    const actsPerMember = (options.events / options.members) * ACTS_PER_EVENT;
    for (let first = 1, block = 0; first <= options.members; first += NEIGHBOURS, block++) {
      const count = Math.min(NEIGHBOURS, options.members - first + 1);
      const random = Random.of(options.seed, block);
      tellNeighbourhood({ first, count, actsPerMember, random }, wallets, output, ledger);
      if (block % 64 === 0) {
        report(first / options.members);
        // Lets an interrupt through.
        await setImmediate();
      }
    }
    const told: PointEvent[] = [];
    plantAll(output, options.seed, told);
    ringOut(output, told);
    const planted = new PlantedAccounts(wallets, ledger);
    planted.book(told);
    planted.finish(END - 1);
    writeGeneralLedger(output, ledger);
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
  output.rows('value_names', VALUE_NAMES);
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
function ringOut(output: Output, told: PointEvent[]): void {
  const bed = new Bed(output, '', Random.of(0), told);
  bed.earn(bed.member(), '2026-06-30T20:00', 40, { balanceAfter: 40 });
}

/**
 * What the accountants' ledger carried at each closing day, to the cent: what the stories and plants come to, and the
 * slips of {@link LEDGER_SLIPS}.
 */
function writeGeneralLedger(output: Output, ledger: GeneralLedger): void {
  for (const as_of of CLOSING_DAYS) {
    const end = instant(as_of) + DAY - 1;
    const owed = ledger.owed(monthOf(end), (wallet) => pointValueAt(wallet, end));
    const slips = LEDGER_SLIPS.filter((slip) => slip.as_of === as_of);
    for (const account of GL_ACCOUNTS) {
      let yuan = 0;
      for (const each of owed.values()) yuan += each[account.owed];
      for (const slip of slips) if (slip.code === account.code) yuan += slip.error(owed);
      output.row('gl_balances', {
        entity: 'operator',
        account_code: account.code,
        side: 'credit',
        as_of,
        amount: Math.round(yuan * 100) / 100,
        currency: 'CNY',
      });
    }
  }
}
