import { instant } from '../calendar.ts';
import type { Row } from '../csv.ts';
import type { Carried } from '../general-ledger.ts';
import { EARN_RATES } from './earn-rates.ts';
import { ITEMS } from './items.ts';
import { valuedPilots } from './pilot-wallets.ts';
import { POINTS_OF_OTHERS, WALLET_IDS, type WalletId } from './wallets.ts';

/** What a point is worth alone, what it costs, and the share of points expected to be redeemed at a sale. */
export interface PointValue {
  readonly ssp: number;
  readonly cost: number;
  readonly fair: number;
  readonly rate: number;
}

/** What a point is worth and costs, in yuan. */
const POINT_VALUES: Readonly<Record<WalletId, PointValue>> = {
  base: { ssp: 0.012, cost: 0.008, fair: 0.011, rate: 0.7 },
  lifetime: { ssp: 0.056, cost: 0.04, fair: 0.054, rate: 0.8 },
  green: { ssp: 0.035, cost: 0.024, fair: 0.033, rate: 0.6 },
  auto: { ssp: 0.095, cost: 0.065, fair: 0.09, rate: 0.75 },
  hotel: { ssp: 0.052, cost: 0.036, fair: 0.05, rate: 0.65 },
  travel: { ssp: 0.01, cost: 0.009, fair: 0.01, rate: 0.7 },
  card: { ssp: 0.002, cost: 0.0018, fair: 0.002, rate: 0.55 },
  pet: { ssp: 0.02, cost: 0.014, fair: 0.019, rate: 0.6 },
};

/** The pilots of the shops, all alike. */
const PILOT_VALUE: PointValue = { ssp: 0.01, cost: 0.007, fair: 0.009, rate: 0.7 };

/** The booked rate is re-estimated once, at the start of 2024. */
const REESTIMATED = instant('2024-01-01');
const laterRate = (value: PointValue): number => Number((value.rate + 0.05).toFixed(2));

export function pointValueRows(): Row[] {
  const values = [
    ...WALLET_IDS.map((wallet) => [wallet, POINT_VALUES[wallet]] as const),
    ...valuedPilots().map((wallet) => [wallet, PILOT_VALUE] as const),
  ];
  return values.flatMap(([wallet, value]) => {
    return [
      { valid_from: '2021-07-01T00:00:00', booked_redemption_rate: value.rate },
      { valid_from: '2024-01-01T00:00:00', booked_redemption_rate: laterRate(value) },
    ].map((dated) => ({
      wallet,
      ssp_per_point: value.ssp,
      cost_per_point: value.cost,
      fair_value_per_point: value.fair,
      ...dated,
    }));
  });
}

const VALUED = new Map<string, PointValue>([
  ...Object.entries(POINT_VALUES),
  ...valuedPilots().map((wallet) => [wallet, PILOT_VALUE] as const),
]);
const LATER_VALUED = new Map(
  [...VALUED].map(([wallet, value]) => [wallet, { ...value, rate: laterRate(value) }]),
);

/** The values of a wallet's points in force at an instant; undefined where nobody stated any. */
export function pointValueAt(wallet: string, second: number): PointValue | undefined {
  return (second < REESTIMATED ? VALUED : LATER_VALUED).get(wallet);
}

/** How the books carry points of a wallet, given with a sale or without. */
export function carriedOf(wallet: string, isSale: boolean): Carried {
  if (POINTS_OF_OTHERS.some((each) => each.wallet === wallet)) return 'payable';
  return isSale ? 'contract_liability' : 'provision';
}

/** Whoever issues a wallet's points pays whoever redeems them. */
export function settlementRateRows(): Row[] {
  return WALLET_IDS.flatMap((wallet) => {
    const issuers = new Set(
      EARN_RATES.filter((rate) => rate.wallet === wallet).flatMap((rate) => rate.merchant ?? []),
    );
    const redeemers = new Set(ITEMS.filter((item) => item.wallet === wallet).map((item) => item.merchant));
    return [...issuers].flatMap((issuer) =>
      [...redeemers].map((redeemer) => ({
        issuer_merchant_id: issuer,
        redeemer_merchant_id: redeemer,
        bearer_merchant_id: issuer,
        wallet,
        valid_from: '2021-07-01T00:00:00',
        price_per_point: POINT_VALUES[wallet].cost,
        tax_rate: '0.06',
      })),
    );
  });
}
