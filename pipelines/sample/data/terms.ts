import type { Row } from '../csv.ts';
import type { WalletId } from './wallets.ts';

/** What all versions say alike. */
export const SHARED = {
  earn_conditions: '会员在联盟商户实名消费或参与本页列明的活动，于入账时获得积分。',
  redemption_method:
    '会员可在小程序、门店或客服电话按兑换目录所列积分价兑换；库存、限额与适用范围在目录中逐项列明。',
  exclusions: '烟草、药品、彩票与储值卡不积分。',
  restore_rule: '兑换的商品退货后，所用积分在收到退货之日起七日内按原有效期退回原账户。',
  prominent: true,
  prompt_method: 'popup_bold',
  is_important: false,
  promises_value_stability: false,
  promises_upgrade: false,
  promises_certification: false,
};

export const PUBLISHED = { published_at: '2021-06-01T10:00:00', effective_from: '2021-07-01T00:00:00' };

/** Validity of so many months, and a text that says so. */
export function months(count: number): Row {
  return {
    validity_kind: 'months',
    validity_months: count,
    full_text: `本积分自获得次日起${count}个月内有效，到期日24时失效；到期前30日逐户提醒。规则变更提前30日公示并征得同意。`,
  };
}

/** The terms over the years; each version names the wallet whose points it governs. Periods of a wallet leave no gap. */
export const TERMS: readonly (Row & { terms_id: string; wallet: WalletId })[] = [
  {
    ...SHARED,
    ...PUBLISHED,
    ...months(24),
    terms_id: 'T-BASE-1',
    wallet: 'base',
    effective_to: '2023-01-01T00:00:00',
    accumulation_rule: '每消费1元积1分，小店每元0.5分，不足1分部分舍去。',
    point_value: '0.01',
    promised_green_share: '0.1',
    reminder_days: 30,
  },
  {
    ...SHARED,
    ...months(36),
    terms_id: 'T-BASE-2',
    wallet: 'base',
    published_at: '2022-11-15T10:00:00',
    effective_from: '2023-01-01T00:00:00',
    accumulation_rule: '每消费1元积1分，小店每元0.5分，不足1分部分舍去。',
    point_value: '0.01',
    promised_green_share: '0.1',
    reminder_days: 30,
  },
  {
    ...SHARED,
    ...PUBLISHED,
    terms_id: 'T-LIFE-1',
    wallet: 'lifetime',
    accumulation_rule: '购买家电每1元积1分。',
    validity_kind: 'lifetime',
    point_value: '0.05',
    full_text: '购买家电所得积分终身有效，可兑换清洗、延保与以旧换新补贴。规则变更提前30日公示并征得同意。',
  },
  {
    ...SHARED,
    ...PUBLISHED,
    terms_id: 'T-GREEN-1',
    wallet: 'green',
    accumulation_rule: '购买绿色产品每1元积2分；绿色行为、经验分享与企业互评按次积分。',
    validity_kind: 'calendar',
    validity_months: 12,
    point_value: '0.02',
    promised_green_share: '0.1',
    reminder_days: 30,
    promises_certification: true,
    full_text:
      '绿色积分在获得当年年末再加12个月内有效，家庭成员之间可以互转；绿色产品均持有有效认证。到期前30日逐户提醒。',
  },
  {
    ...SHARED,
    ...PUBLISHED,
    ...months(48),
    terms_id: 'T-AUTO-1',
    wallet: 'auto',
    effective_to: '2024-07-01T00:00:00',
    accumulation_rule: '到店消费每1元积1分。',
    point_value: '0.05',
    reminder_days: 30,
  },
  {
    ...SHARED,
    ...months(36),
    terms_id: 'T-AUTO-2',
    wallet: 'auto',
    published_at: '2024-05-15T10:00:00',
    effective_from: '2024-07-01T00:00:00',
    accumulation_rule: '到店消费每1元积1分。',
    point_value: '0.05',
    reminder_days: 30,
    is_adverse: true,
    is_important: true,
  },
  {
    ...SHARED,
    ...PUBLISHED,
    ...months(24),
    terms_id: 'T-HOTEL-1',
    wallet: 'hotel',
    accumulation_rule: '住宿每消费1元积5分。',
    restore_rule: '取消预订后积分退回；原积分已到期的，退回后30日内仍可使用。',
    point_value: '0.04',
    reminder_days: 30,
  },
  {
    ...SHARED,
    ...PUBLISHED,
    ...months(24),
    terms_id: 'T-TRAVEL-1',
    wallet: 'travel',
    accumulation_rule: '购票每消费1元积5分；年满60周岁的会员每1元积15分。',
    point_value: '0.01',
    reminder_days: 30,
  },
  {
    ...SHARED,
    ...PUBLISHED,
    terms_id: 'T-CARD-1',
    wallet: 'card',
    accumulation_rule: '刷卡每消费1元积1分。',
    validity_kind: 'activity',
    validity_months: 18,
    point_value: '0.002',
    reminder_days: 30,
    full_text: '自最后一次积分或兑换之日起18个月内有效，到期前30日逐户提醒。',
  },
  {
    ...SHARED,
    ...PUBLISHED,
    ...months(18),
    terms_id: 'T-PET-1',
    wallet: 'pet',
    accumulation_rule: '每消费1元积2分；宠物生日当天赠送100分。',
    point_value: '0.01',
    reminder_days: 30,
  },
];

/** Everyone hears of new terms well ahead, in the app and by text message. */
export function termsNotices(): Row[] {
  return [
    ['T-BASE-2', 'base', '2022-11-16T10:00:00'],
    ['T-AUTO-2', 'auto', '2024-05-16T10:00:00'],
  ].flatMap(([terms_id, wallet, sent_at], index) =>
    ['app_push', 'sms'].map((channel) => ({
      notice_id: `NT${index + 1}${channel === 'sms' ? 'S' : 'A'}`,
      kind: 'terms_change',
      channel,
      sent_at,
      delivery_status: 'delivered',
      wallet,
      terms_id,
    })),
  );
}
