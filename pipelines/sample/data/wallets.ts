import { Configuration, type Validity, type Wallet } from '#engine/contract/programme.ts';
import { addMonths, civil, DAY, day, dayOf, END } from '../calendar.ts';
import { namedPilots } from './pilot-wallets.ts';

/** The wallets of 红米好物 as `programme.yaml` declares them. They differ on purpose: every policy has its wallet. */
const WALLETS = {
  base: {
    names: { 'zh-CN': '通用积分', en: 'Base points' },
    spend_order: 'fefo',
    validity: [
      { from: '2021-07-01', months: 24 },
      { from: '2023-01-01', months: 36 },
    ],
    expiry_source: 'implied',
    transfer: 'household',
    restore: 'original_expiry',
  },
  lifetime: {
    names: { 'zh-CN': '家电终身积分', en: 'Appliance lifetime points' },
    validity: [{ from: '2021-07-01', lifetime: true }],
    transfer: 'none',
  },
  green: {
    names: { 'zh-CN': '绿色积分', en: 'Green points' },
    validity: [{ from: '2021-07-01', calendar_year_end_plus_months: 12 }],
    transfer: 'household',
  },
  auto: {
    names: { 'zh-CN': '车主积分', en: 'Car-service points' },
    spend_order: 'fifo',
    validity: [
      { from: '2021-07-01', months: 48 },
      { from: '2024-07-01', months: 36 },
    ],
    transfer: 'none',
  },
  hotel: {
    names: { 'zh-CN': '住宿积分', en: 'Hotel points' },
    validity: [{ from: '2021-07-01', months: 24 }],
    expiry_source: 'both',
    transfer: 'none',
    restore: { grace_days: 30 },
  },
  travel: {
    names: { 'zh-CN': '铁路出行积分', en: 'Railway points' },
    validity: [{ from: '2021-07-01', months: 24 }],
    expiry_source: 'booked',
    transfer: 'none',
  },
  card: {
    names: { 'zh-CN': '信用卡积分', en: 'Bank card points' },
    validity: [{ from: '2021-07-01', months_since_last_activity: 18 }],
    transfer: 'none',
  },
  pet: {
    names: { 'zh-CN': '萌宠积分', en: 'Pet points' },
    spend_order: 'lifo',
    validity: [{ from: '2021-07-01', months: 18 }],
    overdraw: 'floor',
    transfer: 'none',
  },
} as const;

/** Two years, throughout. */
export const MONTHS_24 = [{ from: '2021-07-01', months: 24 }];

/**
 * The railway runs its own points and the coalition hands them out as its agent: the railway is paid for every point as
 * it is given, and answers for it from then on.
 */
export const POINTS_OF_OTHERS = [{ wallet: 'travel', operator: '国铁会员中心' }];

export type WalletId = keyof typeof WALLETS;
export const WALLET_IDS = Object.keys(WALLETS) as WalletId[];

/** What `programme.yaml` says, as input of its schema. */
export function programmeInput(memberCount: number, wallets: Record<string, unknown> = {}): unknown {
  return {
    programmes: [
      {
        id: 'hongmi',
        names: { 'zh-CN': '红米好物', en: 'Hongmi Goods' },
        time_zone: 'Asia/Shanghai',
        currency: 'CNY',
        operator: { kinds: ['platform'], member_count: memberCount, started_on: '2021-07-01' },
        promised_shares: { green_rewards: 0.1 },
        id_patterns: { default: '^E(\\d+)$', kiosk: '^K(\\d+)$' },
        liability: {
          entity: 'operator',
          default_role: 'principal',
          roles: [
            { merchant_id: 'W1', role: 'agent' },
            { merchant_id: 'B1', role: 'agent' },
          ],
          journal: 'reclassify',
          points_of_others: POINTS_OF_OTHERS,
        },
        wallets: { ...WALLETS, ...namedPilots(wallets) },
      },
    ],
  };
}

/** A wallet's policy with what the generator needs at every event worked out once. */
export interface WalletRule {
  readonly id: string;
  readonly policy: Wallet;
  readonly validity: readonly { readonly from: number; readonly rule: Validity }[];
  /** Months after the last activity, where the wallet expires as a whole. */
  readonly activityMonths: number | undefined;
  /** Expiry by the day of earning, filled as days are asked for. */
  readonly expiries: (number | undefined)[];
}

/** The rules of the programme's wallets, read from the configuration that the sample publishes. */
export function walletRules(configuration: unknown): Map<string, WalletRule> {
  const programme = Configuration.parse(configuration).programmes[0]!;
  return new Map(
    Object.entries(programme.wallets).map(([id, policy]) => {
      const first = policy.validity[0]!;
      return [
        id,
        {
          id,
          policy,
          validity: policy.validity.map((rule) => ({ from: day(rule.from), rule })),
          activityMonths:
            'months_since_last_activity' in first ? first.months_since_last_activity : undefined,
          expiries: Array.from<number | undefined>({ length: dayOf(END) + 1 }),
        },
      ];
    }),
  );
}

/** The exclusive instant at which points earned at `second` expire by the wallet's policy; Infinity: never. */
export function expiryOf(wallet: WalletRule, second: number): number {
  const today = dayOf(second);
  let expiry = wallet.expiries[today];
  if (expiry === undefined) {
    expiry = expiryOfDay(wallet, today);
    wallet.expiries[today] = expiry;
  }
  return expiry;
}

function expiryOfDay(wallet: WalletRule, today: number): number {
  let rule = wallet.validity[0]!.rule;
  for (const each of wallet.validity) if (each.from <= today) rule = each.rule;
  if ('months' in rule) return (addMonths(today, rule.months) + 1) * DAY;
  if ('months_since_last_activity' in rule) {
    return (addMonths(today, rule.months_since_last_activity) + 1) * DAY;
  }
  if ('calendar_year_end_plus_months' in rule) {
    const newYear = day(`${civil(today).year + 1}-01-01`);
    return addMonths(newYear, rule.calendar_year_end_plus_months) * DAY;
  }
  return Infinity;
}
