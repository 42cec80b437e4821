import type { Row } from '../csv.ts';
import { TERMS } from './terms.ts';
import type { WalletId } from './wallets.ts';

/** One promised rate. Points per yuan and fixed points are integer hundredths. */
export interface EarnRate {
  readonly wallet: WalletId;
  readonly reason: string;
  readonly merchant?: string;
  readonly region?: string;
  readonly creditTier?: string;
  readonly minAge?: number;
  readonly perYuan?: number;
  readonly fixed?: number;
  /** `floor` gives whole points, `none` keeps fractions. */
  readonly rounding: 'floor' | 'none';
}

const perYuan = (wallet: WalletId, merchants: string, points: number): EarnRate[] =>
  merchants.split(' ').map((merchant) => ({
    wallet,
    reason: 'purchase',
    merchant,
    perYuan: points * 100,
    rounding: 'floor',
  }));
const fixed = (wallet: WalletId, reason: string, points: number): EarnRate => ({
  wallet,
  reason,
  fixed: points * 100,
  rounding: 'floor',
});
const credit = (merchant: string, creditTier: string, points: number): EarnRate => ({
  wallet: 'base',
  reason: 'credit',
  merchant,
  region: '411300',
  creditTier,
  perYuan: points * 100,
  rounding: 'floor',
});

/** Exactly one rate fits each earn: rates differ by reason and merchant, credit rates by credit tier too. */
export const EARN_RATES: readonly EarnRate[] = [
  ...perYuan('base', 'R1 R2 K1 A1 G1 G2', 1),
  ...['S1', 'S2', 'S3', 'S4'].map((merchant): EarnRate => ({
    wallet: 'base',
    reason: 'purchase',
    merchant,
    perYuan: 50,
    rounding: 'none',
  })),
  credit('G1', 'A', 3),
  credit('G1', 'B', 2),
  credit('G2', 'A', 2),
  credit('G2', 'B', 1.5),
  fixed('base', 'signup', 20),
  fixed('base', 'referral', 100),
  fixed('base', 'survey', 10),
  fixed('base', 'lecture', 30),
  fixed('base', 'feedback', 20),
  fixed('base', 'birthday', 50),
  ...perYuan('lifetime', 'E1', 1),
  ...perYuan('green', 'L1 F1', 2),
  fixed('green', 'green_behaviour', 20),
  fixed('green', 'share', 10),
  fixed('green', 'b2b_green', 500),
  ...perYuan('auto', 'V1', 1),
  ...perYuan('hotel', 'H1 H2', 5),
  ...perYuan('travel', 'W1', 5),
  { wallet: 'travel', reason: 'senior', merchant: 'W1', minAge: 60, perYuan: 1500, rounding: 'floor' },
  ...perYuan('card', 'B1', 1),
  fixed('card', 'card_opening', 100),
  ...perYuan('pet', 'C1', 2),
  fixed('pet', 'birthday', 100),
];

const BY_WALLET = new Map<string, EarnRate[]>();
for (const rate of EARN_RATES) BY_WALLET.set(rate.wallet, [...(BY_WALLET.get(rate.wallet) ?? []), rate]);

/** The rate promised for such an earn; asking for one that nobody promised is a mistake of a story. */
export function rateOf(wallet: string, reason: string, merchant?: string, creditTier?: string): EarnRate {
  for (const rate of BY_WALLET.get(wallet) ?? []) {
    if (rate.reason === reason && rate.merchant === merchant && rate.creditTier === creditTier) return rate;
  }
  throw new Error(`No rate is promised for ${wallet}/${reason}/${merchant ?? ''}/${creditTier ?? ''}.`);
}

/** Points in hundredths for `cents` of money at a rate and a multiplier. */
export function pointsFor(rate: EarnRate, cents: number, multiplier: number): number {
  if (rate.fixed !== undefined) return rate.fixed;
  const exact = Math.floor((cents * rate.perYuan! * multiplier) / 100);
  return rate.rounding === 'floor' ? Math.floor(exact / 100) * 100 : exact;
}

/** Every version of a wallet's terms promises the same rates. */
export function earnRateRows(): Row[] {
  return TERMS.flatMap((terms) =>
    EARN_RATES.filter((rate) => rate.wallet === terms.wallet).map((rate) => ({
      terms_id: terms.terms_id,
      wallet: rate.wallet,
      reason: rate.reason,
      merchant_id: rate.merchant,
      region_code: rate.region,
      credit_tier: rate.creditTier,
      min_age: rate.minAge,
      points_per_yuan: rate.perYuan === undefined ? undefined : rate.perYuan / 100,
      fixed_points: rate.fixed === undefined ? undefined : rate.fixed / 100,
      rounding: rate.rounding,
    })),
  );
}
