import { describe, expect, it } from 'vitest';
import type { GivenRow, GivenTables } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';

const item = (item_id: string, points_price: number, more: GivenRow = {}): GivenRow => ({
  item_id,
  valid_from: '2023-01-01T00:00:00',
  name: item_id,
  category: 'things',
  kind: 'goods',
  points_price,
  cash_price: points_price / 100,
  ...more,
});
const earn = (event_id: string, member_id: string, points: number, day: string, more: GivenRow = {}) => ({
  event_id,
  member_id,
  event_type: 'earn',
  points,
  occurred_at: `${day}T10:00:00`,
  reason: 'purchase',
  amount: points,
  merchant_id: 'A',
  ...more,
});
const redeem = (event_id: string, member_id: string, points: number, item_id: string, day: string) => ({
  event_id,
  member_id,
  event_type: 'redeem',
  points,
  occurred_at: `${day}T12:00:00`,
  item_id,
  merchant_id: 'B',
  quantity: 1,
});

const SHOP: GivenTables = {
  catalogue_items: [
    item('cup', 100, { stock: 1 }),
    item('pan', 300, { category: 'kitchen' }),
    item('gold only', 50, { min_tier: 'gold' }),
    item('later', 100, { valid_from: '2023-06-01T00:00:00', valid_to: '2023-07-01T00:00:00' }),
  ],
  tiers: [
    { tier: 'base', rank: 1, threshold: 0, period: 'year', valid_from: '2023-01-01T00:00:00' },
    { tier: 'gold', rank: 2, threshold: 1, period: 'year', valid_from: '2023-01-01T00:00:00' },
  ],
  members: [
    { member_id: 'm', birth_date: '1990-05-05', region_code: '440300' },
    { member_id: 'n', birth_date: '1950-05-05', region_code: '440100' },
  ],
  member_attributes: [
    { member_id: 'n', attribute: 'tier', value: 'gold', valid_from: '2023-01-01T00:00:00' },
  ],
};

async function shop(events: readonly GivenRow[], shards = 1) {
  return bookOf({ ...SHOP, point_events: events }, { asOf: '2023-12-31', rules: [], shards });
}

describe('who could have had a reward', () => {
  it('is who held its price while it was on offer, in stock and open to him', async () => {
    const book = await shop([
      earn('1', 'm', 150, '2023-02-01'),
      redeem('2', 'm', 100, 'cup', '2023-02-03'),
      // The only cup is gone by now; n is gold.
      earn('3', 'n', 300, '2023-03-01'),
      redeem('4', 'n', 50, 'gold only', '2023-03-05'),
      // A reward that the catalogue does not know.
      redeem('5', 'n', 10, 'unlisted', '2023-03-06'),
    ]);
    expect(
      await book.query(
        `select account.member_id, item_id, strftime(affordable_at at time zone 'Asia/Shanghai', '%m-%d') as since,
           redemptions from redemption.affordances
         join ledger.accounts as account using (account_no) order by 1, 2`,
      ),
    ).toEqual([
      { member_id: 'm', item_id: 'cup', since: '02-01', redemptions: 1 },
      { member_id: 'n', item_id: 'gold only', since: '03-01', redemptions: 1 },
      { member_id: 'n', item_id: 'later', since: '06-01', redemptions: 0 },
      { member_id: 'n', item_id: 'pan', since: '03-01', redemptions: 0 },
      { member_id: 'n', item_id: 'unlisted', since: null, redemptions: 1 },
    ]);
    const [stock] = await book.query(
      `select stock_out_at is not null as is_out, value_per_point from catalogue.items where item_id = 'cup'`,
    );
    expect(stock).toEqual({ is_out: true, value_per_point: '0.010000' });
    expect(
      await book.query(
        `select item, exposure, affordable_members, members_chosen, days_to_redeem from redemption.preferences
         where level = 'item' and dimension = 'all' order by item`,
      ),
    ).toEqual([
      { item: 'cup', exposure: 'known', affordable_members: 1, members_chosen: 1, days_to_redeem: 2 },
      { item: 'gold only', exposure: 'known', affordable_members: 1, members_chosen: 1, days_to_redeem: 4 },
      { item: 'later', exposure: 'known', affordable_members: 1, members_chosen: 0, days_to_redeem: null },
      { item: 'pan', exposure: 'known', affordable_members: 1, members_chosen: 0, days_to_redeem: null },
      {
        item: 'unlisted',
        exposure: 'unknown',
        affordable_members: null,
        members_chosen: 1,
        days_to_redeem: null,
      },
    ]);
  });

  it('counts choices among what was in reach at that moment, and not what came back', async () => {
    const book = await shop([
      earn('1', 'm', 500, '2023-02-01'),
      redeem('2', 'm', 300, 'pan', '2023-02-03'),
      earn('3', 'n', 500, '2023-03-01'),
      redeem('4', 'n', 300, 'pan', '2023-03-05'),
      {
        event_id: '5',
        member_id: 'n',
        event_type: 'restore',
        points: 300,
        occurred_at: '2023-03-09T10:00:00',
        related_event_id: '4',
      },
    ]);
    // m chose the pan of cup and pan; what n sent back is no choice.
    expect(
      await book.query(
        `select key, affordable, named::integer as named, choices::integer as choices, chosen::integer as chosen
         from redemption.choice_counts where level = 'item' order by key`,
      ),
    ).toEqual([
      { key: 'cup', affordable: 2, named: 1, choices: 1, chosen: 0 },
      { key: 'pan', affordable: 2, named: 1, choices: 1, chosen: 1 },
    ]);
    const [pan] = await book.query<{ members_redeemed: number }>(
      `select members_redeemed from redemption.preferences where item = 'pan' and dimension = 'all'`,
    );
    expect(pan!.members_redeemed).toBe(1);
  });
});

it('says the same for any number of shards', async () => {
  const events = Array.from({ length: 24 }, (_, index) => {
    const member = `m${index % 12}`;
    return index % 3 === 2
      ? redeem(`e${index}`, member, 100, 'cup', `2023-0${1 + (index % 9)}-15`)
      : earn(`e${index}`, member, 100 + index * 20, `2023-0${1 + (index % 9)}-10`);
  });
  const tables: GivenTables = {
    ...SHOP,
    point_events: events,
    promotions: [
      {
        promotion_id: 'P',
        name: 'P',
        kind: 'multiplier',
        multiplier: 2,
        starts_at: '2023-05-01T00:00:00',
        ends_at: '2023-06-01T00:00:00',
        eligible_segment: 'tier=gold',
      },
    ],
  };
  const options = { asOf: '2023-12-31', rules: [] };
  const [one, five] = [
    await bookOf(tables, { ...options, shards: 1 }),
    await bookOf(tables, { ...options, shards: 5 }),
  ];
  expect(five.summary.content_fingerprint).toBe(one.summary.content_fingerprint);
});

describe('a promotion', () => {
  const MEMBERS = 90;
  const member = (index: number) => `m${index}`;
  const buys = (day: string, amount: (index: number) => number) =>
    Array.from({ length: MEMBERS }, (_, index) =>
      earn(`${day}/${index}`, member(index), amount(index), day, { product_id: 'p' }),
    );
  const promotion = (more: GivenRow): GivenRow => ({
    promotion_id: 'P',
    name: 'P',
    kind: 'multiplier',
    multiplier: 2,
    starts_at: '2023-05-01T00:00:00',
    ends_at: '2023-06-01T00:00:00',
    ...more,
  });
  const events = [
    ...buys('2023-03-15', (index) => 100 + (index % 7)),
    ...buys('2023-04-15', (index) => 100 + (index % 5)),
    ...buys('2023-05-15', (index) => 100 + (index % 6) + (index < 40 ? 50 : 0)),
    ...buys('2023-06-15', () => 100),
  ];
  const of = (tables: GivenTables) =>
    bookOf({ point_events: events, ...tables }, { asOf: '2023-12-31', rules: [] });

  it('for some is measured by differences of changes, with its placebo', async () => {
    const book = await of({
      promotions: [promotion({ eligible_segment: 'tier=gold' })],
      member_attributes: Array.from({ length: 40 }, (_, index) => ({
        member_id: member(index),
        attribute: 'tier',
        value: 'gold',
        valid_from: '2023-01-01T00:00:00',
      })),
    });
    const [found] = await book.query<Record<string, number | string>>('select * from promotions.effects');
    expect(found).toMatchObject({
      design: 'eligibility',
      status: 'measured',
      treated_members: 40,
      other_members: 50,
    });
    expect(found!.effect as number).toBeGreaterThan(48);
    expect(found!.effect as number).toBeLessThan(52);
    expect(found!.placebo_p as number).toBeGreaterThan(0.05);
    expect(found!.after_effect as number).toBeLessThan(2);
  });

  it('with a hold-out is measured by it, even where members were chosen by a trait', async () => {
    const book = await of({
      promotions: [promotion({ eligible_segment: 'tier=gold' })],
      campaigns: [{ campaign_id: 'C', name: 'C', started_at: '2023-05-01T00:00:00', promotion_id: 'P' }],
      campaign_targets: Array.from({ length: 80 }, (_, index) => ({
        campaign_id: 'C',
        member_id: member(index),
        targeted_at: '2023-05-01T00:00:00',
        assigned: index < 40 ? 'treated' : 'holdout',
      })),
    });
    const [found] = await book.query<Record<string, number>>('select * from promotions.effects');
    expect(found).toMatchObject({
      design: 'holdout',
      status: 'measured',
      treated_members: 40,
      other_members: 40,
    });
    expect(found!.effect_low!).toBeGreaterThan(45);
  });

  it('for everybody has totals and no effect; a lowered price saves points and lifts their value', async () => {
    const book = await of({
      promotions: [
        promotion({}),
        promotion({
          promotion_id: 'D',
          kind: 'redemption_discount',
          multiplier: null,
          item_id: 'service',
          original_points_price: 6000,
          promo_points_price: 5000,
        }),
      ],
    });
    expect(
      await book.query(
        'select promotion_id, status, effect, effect_total from promotions.effects order by 1',
      ),
    ).toEqual([
      { promotion_id: 'D', status: 'not_claimed', effect: null, effect_total: null },
      { promotion_id: 'P', status: 'not_claimed', effect: null, effect_total: null },
    ]);
    expect(
      await book.query(
        `select points_saved, value_lift, amount_during from promotions.totals where promotion_id = 'D'`,
      ),
    ).toEqual([{ points_saved: '0.1667', value_lift: '0.2000', amount_during: '11225.0000' }]);
  });
});
