import type { PublishedFactor } from '../parameters/green-factors.ts';
import type { Basis, Carrier, Factor, FactorStatus } from './factor.ts';
import { readMicro } from './quantity.ts';

/** A row of `green_factors`: all as it was given. */
export interface GivenFactor {
  readonly factor_id: string;
  readonly name: string | null;
  readonly behaviour: string | null;
  readonly unit: string | null;
  /** Decimal text. */
  readonly value: string | null;
  readonly year: number | null;
  readonly region: string | null;
  readonly basis: string | null;
  readonly boundary: string | null;
  readonly source: string | null;
  readonly status: string | null;
  readonly source_file: string;
  readonly source_record: number;
}

/** Why an entry stands in the register without being used. */
export type Unused = 'behaviour' | 'unit' | 'value' | 'year' | 'region' | 'basis';

/** A line of the register: what was published, whence, and what the engine can do with it. */
export interface RegisterEntry {
  readonly published: Omit<PublishedFactor, 'carrier' | 'basis' | 'value'> & {
    readonly behaviour: string;
    readonly basis: string;
    readonly value: string | null;
  };
  /** File and record of a factor that came with the data; none: built in. */
  readonly origin: { readonly file: string; readonly record: number } | null;
  readonly factor: Factor | null;
  readonly unused: Unused | null;
}

/** What a factor counts, however its `behaviour` is written. */
export const CARRIERS: Readonly<Record<string, Carrier>> = {
  electricity: 'electricity',
  电力: 'electricity',
  water: 'water',
  自来水: 'water',
};

/** Units that count one kWh or one m³ (a tonne of water) in kilograms, however they are written. */
const UNITS: Readonly<Record<Carrier, RegExp>> = {
  electricity: /^(kg\s?CO2e?\/kWh|t\s?CO2e?\/MWh)$/i,
  water: /^kg\s?CO2e?\/(m3|m³|t)$/i,
};

/**
 * The register of a programme: the built-in entries and those of the data, which override entries of the same id and
 * such as say the same thing (carrier, basis, year, region). In order of id, so that nothing depends on arrival.
 */
export function registerOf(
  published: readonly PublishedFactor[],
  given: readonly GivenFactor[],
): readonly RegisterEntry[] {
  const own = given.map(fromData);
  const overridden = (entry: RegisterEntry) =>
    own.some(
      (each) =>
        each.published.id === entry.published.id ||
        (each.factor !== null && meaning(each.factor) === meaning(entry.factor!)),
    );
  const kept = published.map(fromPublished).filter((entry) => !overridden(entry));
  return [...kept, ...own].sort(
    (left, right) =>
      compare(left.published.id, right.published.id) ||
      left.published.year - right.published.year ||
      compare(left.published.region, right.published.region),
  );
}

function fromPublished(entry: PublishedFactor): RegisterEntry {
  const { carrier, ...published } = entry;
  return {
    published: { ...published, behaviour: carrier },
    origin: null,
    factor: {
      id: entry.id,
      carrier,
      basis: entry.basis,
      micro: readMicro(entry.value)!,
      year: entry.year,
      province: entry.region.slice(0, 2),
      status: entry.status,
    },
    unused: null,
  };
}

function fromData(row: GivenFactor): RegisterEntry {
  const text = (value: string | null) => ({ zh: value ?? '', en: value ?? '' });
  const read = understood(row);
  return {
    published: {
      id: row.factor_id,
      behaviour: row.behaviour ?? '',
      basis: row.basis ?? '',
      value: row.value,
      unit: row.unit ?? '',
      year: row.year ?? 0,
      region: row.region ?? '',
      name: text(row.name),
      boundary: text(row.boundary),
      source: text(row.source),
      status: statusOf(row.status),
    },
    origin: { file: row.source_file, record: row.source_record },
    factor: typeof read === 'string' ? null : read,
    unused: typeof read === 'string' ? read : null,
  };
}

function understood(row: GivenFactor): Factor | Unused {
  const carrier = CARRIERS[row.behaviour ?? ''];
  if (!carrier) return 'behaviour';
  if (row.basis !== 'emission' && row.basis !== 'footprint') return 'basis';
  if (!UNITS[carrier].test(row.unit ?? '')) return 'unit';
  const micro = row.value === null ? undefined : readMicro(row.value);
  if (micro === undefined || micro < 0n || micro >= 1_000_000_000n) return 'value';
  if (row.year === null) return 'year';
  const province = provinceOf(row.region);
  if (province === undefined) return 'region';
  const basis: Basis = row.basis;
  return { id: row.factor_id, carrier, basis, micro, year: row.year, province, status: statusOf(row.status) };
}

/** Empty for the country; undefined where the region is neither it nor a province. */
function provinceOf(region: string | null): string | undefined {
  if (!region || /^(CN|全国|000000)$/i.test(region)) return '';
  return /^([1-8]\d)(0000)?$/.exec(region)?.[1];
}

/** A status that the register does not know is no better than an assumption. */
function statusOf(status: string | null): FactorStatus {
  return status === 'verified' || status === 'secondary' ? status : 'assumption';
}

const meaning = ({ carrier, basis, year, province }: Factor): string =>
  JSON.stringify([carrier, basis, year, province]);

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
