import { describe, expect, it } from 'vitest';
import type { GivenRow, GivenTables } from '#engine/build/given.ts';
import { bookOf, type BookOptions } from '#test/support/book.ts';

const PRODUCTS: GivenTables = {
  members: [
    { member_id: 'm', region_code: '110100' },
    { member_id: 'n', region_code: '620100' },
  ],
  products: [
    { product_id: 'lamp', name: 'LED', category: 'lighting', green_category: 'led_lamp' },
    { product_id: 'rice', name: 'Rice', category: 'organic', green_category: 'organic_food' },
    { product_id: 'pan', name: 'Pan', category: 'household' },
  ],
  product_attributes: [
    { product_id: 'lamp', attribute: 'power_w', value: '9', unit: 'W' },
    { product_id: 'lamp', attribute: 'reference_power_w', value: '60', unit: 'W' },
    { product_id: 'lamp', attribute: 'service_years', value: '8', unit: 'a' },
  ],
};
const bought = (more: GivenRow = {}): GivenRow => ({
  event_id: 'e1',
  member_id: 'm',
  wallet: 'green',
  event_type: 'earn',
  points: '40',
  occurred_at: '2022-11-15T10:00:00',
  reason: 'purchase',
  amount: '40',
  quantity: '2',
  product_id: 'lamp',
  order_id: 'o1',
  ...more,
});

async function contributions(
  events: readonly GivenRow[],
  options: BookOptions = {},
  tables: GivenTables = {},
) {
  const book = await bookOf(
    { ...PRODUCTS, ...tables, point_events: events },
    { asOf: '2024-02-29', rules: [], ...options },
  );
  const total = (
    await book.query<Record<string, string>>(
      `select coalesce(sum(count), 0)::integer as acts, sum(units)::decimal(18, 4) as units,
       sum(kg_co2e)::decimal(18, 6) as kg, sum(low)::decimal(18, 6) as low, sum(high)::decimal(18, 6) as high
     from green.contributions`,
    )
  )[0]!;
  return { ...book, total };
}

describe('a lamp in use', () => {
  it('is booked month by month from the month after, with the factor of each year and region', async () => {
    // 2 pieces × 4.25 kWh a month: December 2022 by the country's 0.5366, 2023 by Beijing's 0.5554, two months of 2024 by
    // the same, the latest there is. 8.5 × (0.5366 + 14 × 0.5554) = 70.6537 kg.
    const { total, query } = await contributions([bought()]);
    expect(total).toMatchObject({ acts: 1, units: '127.5000', kg: '70.653700' });
    expect(
      await query(
        `select factor_id, is_other_year, count(*)::integer as months from green.contributions
         where unit is not null group by all order by min(month)`,
      ),
    ).toEqual([
      { factor_id: 'grid-2022-national', is_other_year: false, months: 1 },
      { factor_id: 'grid-2023-110000', is_other_year: false, months: 12 },
      { factor_id: 'grid-2023-110000', is_other_year: true, months: 2 },
    ]);
    // Of 2022 could stand 0.5568 (2021), 0.5366, 0.5306 and Beijing's 0.5554 of 2023; of later years 0.5306 to 0.5554.
    expect(total).toMatchObject({ low: '67.651500', high: '70.825400' });
  });

  it('is taken back by a refund in the month of the refund, and earlier months stay as they were', async () => {
    const { total, query } = await contributions([
      bought(),
      {
        event_id: 'r1',
        member_id: 'm',
        wallet: 'green',
        event_type: 'reverse',
        points: '20',
        occurred_at: '2023-05-10T10:00:00',
        related_event_id: 'e1',
      },
    ]);
    expect(total).toMatchObject({ acts: 1, units: '63.7500', kg: '35.326850' });
    const months = await query<{ units: string }>(
      `select month::varchar as month, sum(units)::decimal(18, 2) as units from green.contributions
       where unit is not null group by month having month in ('2023-04-01', '2023-05-01', '2023-06-01') order by 1`,
    );
    // In May: 8.5 for the month, less 4.25 for each of the six months since December.
    expect(months.map((each) => each.units)).toEqual(['8.50', '-17.00', '4.25']);
  });

  it('is taken back also where the points were gone and nothing could be reversed, or only the return says so', async () => {
    const gone = await contributions([
      bought(),
      {
        ...bought({ event_id: 'f', event_type: 'forfeit', occurred_at: '2023-01-05T00:00:00' }),
        order_id: null,
      },
      {
        event_id: 'r1',
        member_id: 'm',
        wallet: 'green',
        event_type: 'reverse',
        points: '40',
        occurred_at: '2023-05-10T10:00:00',
        related_event_id: 'e1',
      },
    ]);
    expect(gone.total).toMatchObject({ acts: 0, units: '0.0000', kg: '0.000000' });
    const returned = await contributions(
      [bought()],
      {},
      {
        returns: [
          {
            return_id: 't',
            event_id: 'e1',
            requested_at: '2023-01-02T00:00:00',
            refunded_at: '2023-01-09T00:00:00',
            refunded_amount: '20',
          },
        ],
      },
    );
    expect(returned.total).toMatchObject({ acts: 1, kg: '35.326850' });
  });

  it('stays with whoever bought it when the points are passed on, and counts once beside a bonus', async () => {
    const { total, query } = await contributions([
      bought(),
      { ...bought({ event_id: 'bonus', points: '5' }), amount: null, reason: 'promotion' },
      {
        event_id: 'out',
        member_id: 'm',
        wallet: 'green',
        event_type: 'transfer_out',
        points: '30',
        occurred_at: '2023-01-01T10:00:00',
        related_event_id: 'in',
      },
      {
        event_id: 'in',
        member_id: 'n',
        wallet: 'green',
        event_type: 'transfer_in',
        points: '30',
        occurred_at: '2023-01-01T10:00:00',
        related_event_id: 'out',
      },
    ]);
    expect(total).toMatchObject({ acts: 1, kg: '70.653700' });
    expect(await query('select distinct member_id from green.contributions')).toEqual([{ member_id: 'm' }]);
  });
});

it('counts what has no factor, and leaves out what is not green', async () => {
  const act = (event_id: string, more: GivenRow): GivenRow => ({
    ...bought({ event_id, order_id: null, product_id: null, amount: null, quantity: null }),
    ...more,
  });
  const { query } = await contributions([
    act('rice', { product_id: 'rice', reason: 'purchase' }),
    act('repair', { reason: 'green_behaviour', behaviour: 'repair' }),
    act('share', { reason: 'share' }),
    act('share elsewhere', { wallet: 'base', reason: 'share' }),
    act('b2b', { reason: 'b2b_green' }),
    act('birthday', { reason: 'birthday' }),
    act('pan', { product_id: 'pan', reason: 'purchase' }),
  ]);
  expect(
    await query(
      'select track, behaviour, category, count, units, kg_co2e from green.contributions order by all',
    ),
  ).toEqual([
    { track: 'b2b', behaviour: 'b2b', category: null, count: 1, units: null, kg_co2e: null },
    { track: 'circular', behaviour: 'repair', category: null, count: 1, units: null, kg_co2e: null },
    {
      track: 'consumption',
      behaviour: 'purchase',
      category: 'organic_food',
      count: 1,
      units: null,
      kg_co2e: null,
    },
    { track: 'sharing', behaviour: 'share', category: null, count: 1, units: null, kg_co2e: null },
  ]);
});

it('says the same for any number of shards, and bookings make up the contributions', async () => {
  const events = Array.from({ length: 12 }, (_, index) =>
    bought({
      event_id: `e${index}`,
      order_id: `o${index}`,
      member_id: `m${index % 5}`,
      quantity: String(index),
    }),
  );
  const [one, three] = [await contributions(events), await contributions(events, { shards: 3 })];
  expect(three.summary.content_fingerprint).toBe(one.summary.content_fingerprint);
  const sum = 'select sum(kg_co2e) as kg, sum(units) as units, sum(acts) as acts from green.bookings';
  expect(await three.query(sum)).toEqual(await one.query(sum));
  expect(await three.query(sum)).toEqual(
    await one.query(
      'select sum(kg_co2e) as kg, sum(units) as units, sum(count) as acts from green.contributions',
    ),
  );
});

it('assumes what the programme says, with its reason', async () => {
  const configuration = {
    programmes: [
      { id: 'default', green: { lamp_hours_per_year: { value: 500, reason: 'Measured in our shops' } } },
    ],
  };
  const { total, query } = await contributions([bought()], { configuration });
  expect(total.units).toBe('63.7500');
  expect(await query('select value, reason_en, is_default from meta.green_assumptions')).toEqual([
    { value: '500.000000', reason_en: 'Measured in our shops', is_default: false },
  ]);
});
