import { describe, expect, it } from 'vitest';
import { chooseFactor } from '#engine/green/choose-factor.ts';
import { avoidedEmissions, type EmissionFactor, type Factor } from '#engine/green/factor.ts';
import { CountedOnly, savingOf, type Attributes } from '#engine/green/formulae.ts';
import { difference, microText, quantity, readMicro } from '#engine/green/quantity.ts';
import { registerOf, type GivenFactor } from '#engine/green/register.ts';
import { PUBLISHED_FACTORS } from '#engine/parameters/green-factors.ts';

const ASSUMED = { lampHours: quantity('h/a', readMicro('1000')!) };
const given = (rows: Record<string, [string, string]>): Attributes =>
  Object.fromEntries(Object.entries(rows).map(([name, [value, unit]]) => [name, { value, unit }]));
const grid = (more: Partial<EmissionFactor<'electricity'>> = {}): EmissionFactor<'electricity'> => ({
  id: 'grid',
  carrier: 'electricity',
  basis: 'emission',
  micro: readMicro('0.5306')!,
  year: 2023,
  province: '',
  status: 'secondary',
  ...more,
});

describe('formulae, computed by hand', () => {
  it('a 9 W lamp for a 60 W one, 1000 hours a year: 51 kWh, 27.0606 kg by 0.5306 kg/kWh', () => {
    const lamp = given({ power_w: ['9', 'W'], reference_power_w: ['60', 'W'], service_years: ['8', 'a'] });
    const saving = savingOf('led_lamp', lamp, ASSUMED);
    expect(microText(saving.annual.micro)).toBe('51.000000');
    expect(microText(saving.monthly.micro)).toBe('4.250000');
    expect(saving.months).toBe(96);
    expect(saving.worked).toBe('(60 W − 9 W) × 1000 h/a ÷ 1000');
    expect(microText(avoidedEmissions(quantity('kWh', saving.annual.micro), grid()).micro)).toBe('27.060600');
  });

  it("takes a product's own hours before the assumed ones", () => {
    const lamp = given({
      power_w: ['9', 'W'],
      reference_power_w: ['60', 'W'],
      service_years: ['8', 'a'],
      hours_per_year: ['1095', 'h/a'],
    });
    expect(microText(savingOf('led_lamp', lamp, ASSUMED).annual.micro)).toBe('55.845000');
  });

  it('keeps the sign of an appliance that takes more than what it stands against', () => {
    const worse = given({
      annual_kwh: ['450', 'kWh/a'],
      reference_annual_kwh: ['420', 'kWh/a'],
      service_years: ['2.5', 'a'],
    });
    const saving = savingOf('grade_1_appliance', worse, ASSUMED);
    expect(microText(saving.annual.micro)).toBe('-30.000000');
    expect(microText(saving.monthly.micro)).toBe('-2.500000');
    expect(saving.months).toBe(30);
  });

  it('says what is missing instead of assuming it, and counts what has no formula', () => {
    const refused = (category: string, attributes: Attributes) => {
      try {
        return savingOf(category, attributes, ASSUMED);
      } catch (error) {
        return error instanceof CountedOnly ? [error.code, error.detail] : error;
      }
    };
    expect(refused('organic_food', {})).toEqual(['no_formula', 'organic_food']);
    expect(refused('constructor', {})).toEqual(['no_formula', 'constructor']);
    expect(refused('water_saving_fixture', given({ water_saved_m3: ['9', 'm3/a'] }))).toEqual([
      'no_attribute',
      'service_years',
    ]);
    expect(refused('water_saving_fixture', given({ water_saved_m3: ['9', 'L/min'] }))).toEqual([
      'unit',
      'water_saved_m3 [L/min]',
    ]);
    const hot = given({
      annual_kwh: ['1', 'kWh/a'],
      reference_annual_kwh: ['420000', 'kWh/a'],
      service_years: ['1', 'a'],
    });
    expect(refused('grade_1_appliance', hot)).toEqual(['value', '34999 kWh']);
  });
});

it('does not compile what does not fit together', () => {
  const footprint: Factor<'electricity', 'footprint'> = { ...grid(), basis: 'footprint' };
  const water: EmissionFactor<'water'> = { ...grid(), carrier: 'water' };
  const compiled = () => [
    // @ts-expect-error a footprint factor is another basis
    avoidedEmissions(quantity('kWh', 1n), footprint),
    // @ts-expect-error water is not counted in kWh
    avoidedEmissions(quantity('kWh', 1n), water),
    // @ts-expect-error a power is no energy
    avoidedEmissions(quantity('W', 1n), grid()),
    // @ts-expect-error a register of emission factors holds no footprint
    chooseFactor([footprint], '', 2023),
    // @ts-expect-error watts and hours have no difference
    difference(quantity('W', 1n), quantity('h/a', 1n)),
  ];
  expect(compiled).toBeTypeOf('function');
});

describe('the factor of a year in use', () => {
  const register = [
    grid({ id: 'n21', year: 2021, micro: 556800n }),
    grid({ id: 'n22', year: 2022, micro: 536600n }),
    grid({ id: 'n23', year: 2023, micro: 530600n }),
    grid({ id: 'h23', year: 2023, province: '41', micro: 589700n }),
    grid({ id: 's23', year: 2023, province: '51', micro: 156400n }),
  ];
  const chosen = (province: string, year: number) => {
    const found = chooseFactor(register, province, year)!;
    return [found.factor.id, found.low.id, found.high.id, found.isOtherYear];
  };

  it("is that year's, the province's before the country's, else the latest, marked", () => {
    expect(chosen('41', 2023)).toEqual(['h23', 'n23', 'h23', false]);
    expect(chosen('41', 2022)).toEqual(['n22', 'n23', 'h23', false]);
    expect(chosen('41', 2026)).toEqual(['h23', 'n23', 'h23', true]);
    expect(chosen('', 2025)).toEqual(['n23', 'n23', 'n22', true]);
    expect(chosen('', 2019)).toEqual(['n21', 'n22', 'n21', true]);
    expect(chooseFactor([], '', 2023)).toBeUndefined();
  });
});

describe('the register', () => {
  const row = (more: Partial<GivenFactor>): GivenFactor => ({
    factor_id: 'own',
    name: null,
    behaviour: 'electricity',
    unit: 'kgCO2/kWh',
    value: '0.500000',
    year: 2024,
    region: null,
    basis: 'emission',
    boundary: null,
    source: 'a plant',
    status: null,
    source_file: 'green_factors.csv',
    source_record: 1,
    ...more,
  });
  const find = (rows: GivenFactor[], id: string) =>
    registerOf(PUBLISHED_FACTORS, rows).filter((entry) => entry.published.id === id);

  it('gives every built-in entry a citation, a boundary and a factor', () => {
    for (const entry of registerOf(PUBLISHED_FACTORS, [])) {
      expect(entry.published.source.zh).not.toBe('');
      expect(entry.published.boundary.en).not.toBe('');
      expect(entry.factor, entry.published.id).not.toBeNull();
    }
    const ids = PUBLISHED_FACTORS.map((each) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is added to and overridden by the data, by id and by meaning', () => {
    expect(find([row({})], 'own')[0]!.factor).toMatchObject({ micro: 500000n, status: 'assumption' });
    expect(find([row({ factor_id: 'grid-2023-national' })], 'grid-2023-national')).toHaveLength(1);
    expect(find([row({ year: 2023 })], 'grid-2023-national')).toEqual([]);
  });

  it('shows an entry that it cannot use, and why', () => {
    const why = (more: Partial<GivenFactor>) => find([row(more)], 'own')[0]!.unused;
    expect(why({ unit: 'gCO2/kWh' })).toBe('unit');
    expect(why({ behaviour: 'bus_ride' })).toBe('behaviour');
    expect(why({ basis: null })).toBe('basis');
    expect(why({ region: '410100' })).toBe('region');
    expect(why({ value: null })).toBe('value');
    expect(why({ region: '410000' })).toBeNull();
  });
});
