import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { groupedBy } from '#engine/grouped-by.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { bookOf } from '#test/support/book.ts';

const SHARED = join(PACKAGE_ROOT, '..', 'shared', 'data');
const CDNOW = join(SHARED, 'cdnow', 'CDNOW_sample.txt');
const JOURNEY = join(SHARED, 'completejourney');

const monthNo = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const monthText = (no: number) => `${Math.floor(no / 12)}-${String((no % 12) + 1).padStart(2, '0')}`;

/** Rows of a CSV file without quotes, as objects. */
function table(text: string): Record<string, string>[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at]!, cell])));
}

it.runIf(existsSync(CDNOW))(
  'CDNOW with dollars as points gives the triangle that counting its purchases gives (not run where the shared data folder is absent)',
  async () => {
    const purchases = readFileSync(CDNOW, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim().split(/\s+/))
      .map(([member = '', , day = '', , dollars = '']) => ({
        member,
        day: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`,
        dollars,
      }))
      // Nothing was paid, so nothing is earned.
      .filter(({ dollars }) => Number(dollars) > 0);
    const book = await bookOf(
      {
        point_events: purchases.map(({ member, day, dollars }, index) => ({
          event_id: String(index),
          member_id: member,
          event_type: 'earn',
          reason: 'purchase',
          points: dollars,
          amount: dollars,
          occurred_at: `${day}T12:00:00`,
        })),
      },
      { asOf: '1998-06-30', rules: [] },
    );
    const found = await book.query(
      `select strftime(cohort, '%Y-%m') as cohort, age, cohort_members::integer as cohort_members,
         members::integer as members, round(amount, 2)::decimal(18, 2) as amount
       from cohorts.retention where wallet is null and basis = 'first_purchase' and grid = 'month' and measure = 'active'
       order by cohort, age`,
    );
    const firsts = new Map<string, number>();
    for (const { member, day } of purchases)
      firsts.set(member, Math.min(firsts.get(member) ?? Infinity, monthNo(day)));
    const cells = groupedBy(purchases, ({ member, day }) =>
      JSON.stringify([firsts.get(member), monthNo(day) - firsts.get(member)!]),
    );
    const expected = [...new Set(firsts.values())]
      .sort((left, right) => left - right)
      .flatMap((cohort) =>
        Array.from({ length: monthNo('1998-06-30') - cohort + 1 }, (_, age) => {
          const own = cells.get(JSON.stringify([cohort, age])) ?? [];
          return {
            cohort: monthText(cohort),
            age,
            cohort_members: [...firsts.values()].filter((first) => first === cohort).length,
            members: new Set(own.map(({ member }) => member)).size,
            amount: (
              own.reduce((sum, { dollars }) => sum + Math.round(Number(dollars) * 100), 0) / 100
            ).toFixed(2),
          };
        }),
      );
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(40);
  },
  120_000,
);

it.runIf(existsSync(JOURNEY))(
  'completejourney with coupons as redemptions gives the preference table that counting them gives (not run where the shared data folder is absent)',
  async () => {
    const read = (name: string) => readFileSync(join(JOURNEY, name), 'utf8');
    const coupons = table(read('coupon_redemptions.csv'));
    const incomes = new Map(
      table(read('demographics.csv')).map(({ household_id, income }) => [household_id!, income!]),
    );
    const households = new Set(coupons.map(({ household_id }) => household_id!));
    const bought = table(
      gunzipSync(readFileSync(join(JOURNEY, 'transactions_sample.csv.gz'))).toString('utf8'),
    ).filter(({ household_id, sales_value }) => households.has(household_id!) && Number(sales_value) > 0);
    const earns = bought.map(({ household_id, sales_value, transaction_timestamp }, index): GivenRow => ({
      event_id: `e${index}`,
      member_id: household_id!,
      event_type: 'earn',
      reason: 'purchase',
      points: sales_value!,
      amount: sales_value!,
      occurred_at: transaction_timestamp!,
    }));
    const redemptions = coupons.map(({ household_id, campaign_id, redemption_date }, index): GivenRow => ({
      event_id: `r${index}`,
      member_id: household_id!,
      event_type: 'redeem',
      points: '1',
      quantity: '1',
      item_id: campaign_id!,
      occurred_at: `${redemption_date}T23:00:00`,
    }));
    const book = await bookOf(
      {
        point_events: [...earns, ...redemptions],
        member_attributes: [...households].flatMap((household) =>
          incomes.has(household)
            ? [
                {
                  member_id: household,
                  attribute: 'tier',
                  value: incomes.get(household)!,
                  valid_from: '2016-01-01T00:00:00',
                },
              ]
            : [],
        ),
      },
      { rules: [] },
    );
    const found = await book.query(
      `select dimension, segment, item, members_redeemed::integer as members, redemptions::integer as redemptions
       from redemption.preferences where level = 'item' and dimension in ('all', 'tier') and redemptions > 0
       order by dimension, segment, item`,
    );
    const named = coupons.flatMap(({ household_id, campaign_id }) => {
      const income = incomes.get(household_id!);
      const redeemed = { household: household_id!, item: campaign_id! };
      return [
        { ...redeemed, dimension: 'all', segment: '' },
        ...(income ? [{ ...redeemed, dimension: 'tier', segment: income }] : []),
      ];
    });
    const keyOf = ({ dimension, segment, item }: { dimension: string; segment: string; item: string }) =>
      [dimension, segment, item].join('\n');
    const expected = [...groupedBy(named, keyOf)]
      .map(([, own]) => ({
        dimension: own[0]!.dimension,
        segment: own[0]!.segment,
        item: own[0]!.item,
        members: new Set(own.map(({ household }) => household)).size,
        redemptions: own.length,
      }))
      .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(100);
  },
  180_000,
);
