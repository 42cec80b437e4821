import type { GivenRow, GivenTables } from '#engine/build/given.ts';
import { RANDOM_CONFIGURATION, randomLedger } from '#test/support/random-ledger.ts';
import { seeded } from '#test/support/seeded.ts';

/** A random ledger with what the liability needs beside: sales and their orders, merchants, tiers, values, rates. */
export function enrichedLedger(seed: number, events: number): GivenTables {
  const random = seeded(seed);
  const point_events = randomLedger(seed, events).map((row): GivenRow => {
    const at = { ...row, merchant_id: random.pick(['S1', 'S2', null]) };
    if (row.event_type === 'redeem' && random.chance(0.3)) return { ...at, cash_paid: '12.34' };
    if (row.event_type !== 'earn') return at;
    if (random.chance(0.3))
      return { ...at, reason: random.pick(['signup', 'survey', 'referral', 'birthday']) };
    return {
      ...at,
      reason: random.pick(['purchase', 'senior']),
      order_id: random.chance(0.5) ? `O${random.below(30)}` : null,
      amount: `${random.below(500)}.99`,
      tax_rate: random.pick(['0.13', '0.06', null]),
      product_id: random.pick(['P1', 'P2', null]),
      quantity: '2',
    };
  });
  return {
    point_events,
    products: [{ product_id: 'P1', price: '99.90' }],
    member_attributes: ['M0', 'M1', 'M2'].flatMap((member_id): GivenRow[] => [
      { member_id, attribute: 'tier', value: 'silver', valid_from: '2023-02-01', valid_to: '2024-01-01' },
      { member_id, attribute: 'tier', value: 'gold', valid_from: '2024-01-01' },
    ]),
    point_values: ['base', 'floor'].flatMap((wallet) => [
      values(wallet, '2023-01-01', '0.012', '0.008', '0.7'),
      values(wallet, '2023-12-01', '0.015', '0.009', '0.75'),
    ]),
    settlement_rates: [
      rate('S1', 'S2', '2023-01-01', '0.007'),
      rate('S1', 'S2', '2023-10-15', '0.008'),
      rate('S2', null, '2023-01-01', '0.006'),
    ],
    gl_balances: [
      { entity: 'operator', account_code: '2205', side: 'credit', as_of: '2023-12-31', amount: '12.5' },
      { entity: 'operator', account_code: '2205', side: 'credit', as_of: '2024-02-10', amount: '12.5' },
    ],
  };
}

export const ENRICHED_CONFIGURATION = {
  programmes: RANDOM_CONFIGURATION.programmes.map((programme) => ({
    ...programme,
    liability: { roles: [{ merchant_id: 'S2', role: 'agent' }], journal: 'full' },
  })),
};

function values(wallet: string, valid_from: string, ssp: string, cost: string, booked: string): GivenRow {
  return {
    wallet,
    valid_from,
    ssp_per_point: ssp,
    cost_per_point: cost,
    fair_value_per_point: ssp,
    booked_redemption_rate: booked,
  };
}

function rate(issuer: string, redeemer: string | null, valid_from: string, price: string): GivenRow {
  return {
    issuer_merchant_id: issuer,
    redeemer_merchant_id: redeemer,
    bearer_merchant_id: issuer,
    wallet: 'base',
    valid_from,
    price_per_point: price,
    tax_rate: '0.06',
  };
}
