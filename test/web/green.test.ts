import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const FILES = {
  'point_events.csv': `event_id,member_id,wallet,event_type,points,occurred_at,reason,product_id,order_id,quantity,item_id,related_event_id,counterparty_member_id
E1,A,green,earn,100,2023-11-15T10:00:00+08:00,purchase,LAMP,O1,2,,,
E2,B,green,earn,60,2023-12-01T10:00:00+08:00,purchase,RICE,O2,1,,,
E3,C,green,earn,40,2023-12-02T10:00:00+08:00,purchase,LAMP,O3,1,,,
E4,D,green,earn,10,2024-01-02T10:00:00+08:00,share,,,,,,
E5,F,green,earn,500,2024-01-03T10:00:00+08:00,b2b_green,,,,,,
E6,A,green,transfer_out,30,2024-01-10T10:00:00+08:00,family_gift,,,,,E7,B
E7,B,green,transfer_in,30,2024-01-10T10:00:00+08:00,family_gift,,,,,E6,A
E8,B,green,redeem,70,2024-02-10T10:00:00+08:00,,,,,BAG,,
E9,C,green,redeem,20,2024-02-11T10:00:00+08:00,,,,,CUP,,
`,
  'members.csv': `member_id,region_code,member_type
A,110100,person
B,110100,person
C,330100,person
D,,person
F,330100,enterprise
`,
  'member_attributes.csv': `member_id,attribute,value,valid_from,valid_to
A,household_id,H1,2023-01-01T00:00:00+08:00,
B,household_id,H1,2023-01-01T00:00:00+08:00,
C,household_id,H2,2023-01-01T00:00:00+08:00,
`,
  'consents.csv': `member_id,purpose,policy_version,granted_at,withdrawn_at
A,sharing,1,2023-01-01T00:00:00+08:00,
B,sharing,1,2023-01-01T00:00:00+08:00,
C,sharing,1,2023-01-01T00:00:00+08:00,2024-01-01T00:00:00+08:00
F,sharing,1,2023-01-01T00:00:00+08:00,
`,
  'products.csv': `product_id,name,category,green_category,green_certificate,certificate_valid_to
LAMP,LED 灯,lighting,led_lamp,CELC-1,2024-03-31T00:00:00+08:00
RICE,有机大米,organic,organic_food,,
`,
  'product_attributes.csv': `product_id,attribute,value,unit
LAMP,power_w,9,W
LAMP,reference_power_w,60,W
LAMP,service_years,8,a
`,
  'catalogue_items.csv': `item_id,valid_from,name,points_price,is_green
BAG,2023-01-01T00:00:00+08:00,环保袋,70,true
CUP,2023-01-01T00:00:00+08:00,杯子,20,false
`,
};

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed(FILES);
  await workspace.compute();
  books = new Books(workspace.path);
  api = createApi({ books, workspace: workspace.path });
}, 120_000);

afterAll(async () => {
  await books.close();
  await workspace.remove();
});

interface Table {
  rows: Record<string, unknown>[];
  total: number;
  totals: Record<string, unknown>;
}

async function get<Body = Table>(path: string): Promise<Body> {
  const response = await api.request(`/api/green${path}`);
  const body = await response.json();
  expect(body).not.toHaveProperty('error');
  return body as Body;
}

describe('groups', () => {
  it('stand by region with the names of GB/T 2260, and open to evidence that adds up to the same', async () => {
    const { rows, totals } = await get('/groups?by=region');
    expect(rows.map(({ id, name_zh: name, acts, members }) => ({ id, name, acts, members }))).toEqual([
      { id: '110000', name: '北京市', acts: 2, members: 2 },
      { id: '330100', name: '杭州市', acts: 2, members: 2 },
      { id: null, name: null, acts: 1, members: 1 },
    ]);
    // Beijing: 2 lamps of 4.25 kWh a month in December 2023 by 0.5554 and January 2024 by the same: 8.5 × 2 × 0.5554.
    expect(Number(rows[0]!.kg)).toBe(9.4418);
    // Hangzhou: one lamp in January, 4.25 × 0.4974.
    expect(Number(rows[1]!.kg)).toBe(2.11395);
    expect(Number(totals.kg)).toBe(11.55575);
    for (const { id, kg, acts, points_earned: earned } of rows) {
      const evidence = await get(`/evidence?region=${id ?? '-'}`);
      expect(Number(evidence.totals.kg)).toBe(Number(kg ?? 0));
      expect((await get(`/evidence?show=acts&region=${id ?? '-'}`)).totals.acts).toBe(acts);
      expect((await get(`/flows?figure=earned&region=${id ?? '-'}`)).totals.points).toBe(earned);
    }
  });

  it('tell points earned, used and given to family, whoever holds them', async () => {
    const { rows } = await get('/groups?by=household');
    expect(
      rows.map(({ id, points_earned: earned, points_used: used, points_to_family: family }) => [
        id,
        earned,
        used,
        family,
      ]),
    ).toEqual([
      ['H1', '160.00', '70.00', '30.00'],
      ['H2', '40.00', '20.00', '0.00'],
      [null, '510.00', '0.00', '0.00'],
    ]);
  });

  it('count what cannot be estimated, and say so', async () => {
    const { rows } = await get('/groups?by=behaviour');
    expect(rows.map(({ id, acts, acts_counted_only: only, kg }) => [id, acts, only, kg === null])).toEqual([
      ['consumption/purchase/led_lamp', 2, 0, false],
      ['b2b/b2b', 1, 1, true],
      ['consumption/purchase/organic_food', 1, 1, true],
      ['sharing/share', 1, 1, true],
    ]);
    expect((await get('/evidence?show=acts&counted=only')).totals.acts).toBe(3);
  });
});

describe('the leaderboard', () => {
  it('names a household where all who contributed agree to be shown, and counts the others only', async () => {
    const { rows, totals } = await get('/leaderboard');
    expect(rows.map(({ id, groups, acts }) => [id, groups, acts])).toEqual([
      ['H1', 1, 2],
      [null, 1, 1],
    ]);
    expect(totals).toMatchObject({ groups: 1, groups_counted_only: 1, acts: 3 });
  });

  it('names an enterprise by its own consent', async () => {
    const { rows } = await get('/leaderboard?of=enterprise');
    expect(rows.map(({ id, acts, points_earned: earned }) => [id, acts, earned])).toEqual([
      ['F', 1, '500.00'],
    ]);
  });
});

it('states what the kilograms rest on', async () => {
  const claim = await get<{ bases: { category: string }[]; factors: { year: number }[]; lacking: unknown[] }>(
    '/claim',
  );
  expect(claim.bases.map(({ category }) => category)).toEqual(['led_lamp']);
  expect(claim.factors.map(({ year }) => year)).toEqual([2023, 2023]);
  expect(claim.lacking).toEqual([]);
});

describe('what a total says of itself', () => {
  it('tells the points of one household beside its kilograms', async () => {
    const { sums, points } = await get<{ sums: { kg: string; acts: number }; points: unknown }>(
      '?household=H1',
    );
    expect(sums).toMatchObject({ kg: '9.4418000000000000', acts: 2 });
    expect(points).toEqual({ earned: '160.00', used: '70.00', to_family: '30.00' });
  });

  it('opens what rests on the factor of another year', async () => {
    const { sums } = await get<{ sums: { kg_other_year: string } }>('');
    // January 2024 by the factors of 2023: 8.5 × 0.5554 + 4.25 × 0.4974.
    expect(Number(sums.kg_other_year)).toBe(6.83485);
    expect((await get('/evidence?other_year=only')).totals.kg).toBe(sums.kg_other_year);
  });

  it('opens what is negative: a lamp sent back, with what its month had before', async () => {
    const other = await testWorkspace();
    const otherBooks = new Books(other.path);
    try {
      await other.feed({
        'point_events.csv': `event_id,member_id,wallet,event_type,points,occurred_at,reason,product_id,order_id,quantity,related_event_id
E1,A,green,earn,100,2023-09-15T10:00:00+08:00,purchase,LAMP,O1,2,
E2,A,green,reverse,50,2023-12-20T10:00:00+08:00,,,,1,E1
E3,B,green,earn,100,2023-09-15T10:00:00+08:00,purchase,LAMP,O2,2,
E4,B,green,earn,1,2024-01-05T10:00:00+08:00,share,,,,
`,
        'products.csv': FILES['products.csv'],
        'product_attributes.csv': FILES['product_attributes.csv'],
      });
      await other.compute();
      const otherApi = createApi({ books: otherBooks, workspace: other.path });
      const ask = async <Body>(path: string) => (await (await otherApi.request(path)).json()) as Body;
      const { sums } = await ask<{ sums: { kg_negative: string } }>('/api/green');
      // In December two lamps are in use and one is taken back for three months: 8.5 − 3 × 4.25, by 0.5306.
      expect(Number(sums.kg_negative)).toBe(-2.25505);
      const { rows, totals } = await ask<Table>('/api/green/evidence?negative=only');
      expect(totals.kg).toBe(sums.kg_negative);
      expect(rows.map(({ member_id: member, movement }) => [member, movement])).toEqual([
        ['A', 'act'],
        ['A', 'return'],
      ]);
      const claim = await ask<{ kg_negative: string }>('/api/green/claim');
      expect(claim.kg_negative).toBe(sums.kg_negative);
    } finally {
      await otherBooks.close();
      await other.remove();
    }
  });
});

interface WhatIf {
  real: { kg: string };
  what_if: { kg: string };
}

describe('assumptions', () => {
  it('give the figures of the book where nothing is changed', async () => {
    const { real, what_if: then } = await get<WhatIf>('/what-if');
    expect(real.kg).toBe('11.555750');
    expect(then.kg).toBe('11.555750');
  });

  it('move the result and not the book', async () => {
    // Twice the hours, twice the electricity.
    expect((await get<WhatIf>('/what-if?lamp_hours=2000')).what_if.kg).toBe('23.111500');
    // The country's 0.5306 for 17 kWh and 4.25 kWh.
    expect((await get<WhatIf>('/what-if?electricity=national')).what_if.kg).toBe('11.275250');
    // 21.25 kWh by a factor of one's own.
    expect((await get<WhatIf>('/what-if?grid_factor=0.6')).what_if.kg).toBe('12.750000');
    expect((await get('/groups?by=track')).totals.kg).toBe('11.5557500000000000');
  });
});

it('tells the green share of points and rewards, what they are spent on, and which certificates end', async () => {
  const economy = await get<{
    totals: Record<string, unknown>;
    spent: { item_id: string; points: string; is_green: boolean }[];
    spent_on_green: string;
    certificates: { product_id: string; state: string; valid_to: string | null; days_left: number | null }[];
  }>('/economy');
  expect(economy.totals).toMatchObject({
    issued: '710.00',
    issued_green: '710.00',
    redeemed_green: '90.00',
    rewards: 2,
    green_rewards: 1,
  });
  expect(economy.spent.map(({ item_id: item, points, is_green: green }) => [item, points, green])).toEqual([
    ['BAG', '70.00', true],
    ['CUP', '20.00', false],
  ]);
  expect(economy.spent_on_green).toBe('70.00');
  // As of 11 February 2024 the lamp's certificate, in force until the end of 30 March, has 48 days left.
  expect(
    economy.certificates.map(({ product_id: id, state, valid_to: to, days_left: days }) => [
      id,
      state,
      to,
      days,
    ]),
  ).toEqual([
    ['RICE', 'none', null, null],
    ['LAMP', 'expiring', '2024-03-30', 48],
  ]);
});

it('gathers the findings of the rules on green', async () => {
  const { rules, findings } = await get<{ rules: { rule_id: string }[]; findings: { rule_id: string }[] }>(
    '/integrity',
  );
  expect(rules.map(({ rule_id: id }) => id).sort()).toEqual([
    'farmed-green-points',
    'green-catalogue-share',
    'green-claim-unsupported',
    'green-points-uncertified',
  ]);
  for (const { rule_id: id } of findings) expect(rules.map((rule) => rule.rule_id)).toContain(id);
});
