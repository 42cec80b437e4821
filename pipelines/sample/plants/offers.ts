import type { Row } from '../csv.ts';
import { MONTHS_24 } from '../data/wallets.ts';
import { months, PUBLISHED, SHARED } from '../data/terms.ts';
import type { Bed, PlantedEvent } from './bed.ts';

/** A wallet for a plant alone; its points last two years. */
export const ownWallet = (more: Readonly<Record<string, unknown>> = {}) => ({
  validity: MONTHS_24,
  transfer: 'none',
  ...more,
});

/** Terms of a plant's own wallet that break no rule but by what the plant changes; a yuan at R1 earns a point. */
export function terms(bed: Bed, wallet: string, more: Row = {}): string {
  const terms_id = bed.id('TP');
  bed.row('terms', {
    ...SHARED,
    ...PUBLISHED,
    ...months(24),
    accumulation_rule: '每消费1元积1分。',
    terms_id,
    wallet,
    ...more,
  });
  bed.row('earn_rates', {
    terms_id,
    wallet,
    reason: 'purchase',
    merchant_id: 'R1',
    points_per_yuan: 1,
    rounding: 'floor',
  });
  return terms_id;
}

/** New terms that follow earlier ones, to the members' disadvantage: points last twelve months instead of 24. */
export function changeTerms(bed: Bed, wallet: string, published_at: string, more: Row = {}): string {
  terms(bed, wallet, { effective_to: '2025-01-01T00:00' });
  return terms(bed, wallet, { ...months(12), published_at, effective_from: '2025-01-01T00:00', ...more });
}

/** The dated validity that goes with {@link changeTerms}. */
export const SHORTENED = ownWallet({ validity: [...MONTHS_24, { from: '2025-01-01', months: 12 }] });

/** Tells everyone or one member of new terms. */
export function announce(
  bed: Bed,
  wallet: string,
  terms_id: string,
  sent_at: string,
  member_id?: string,
): void {
  bed.row('notices', {
    notice_id: bed.id('N'),
    kind: 'terms_change',
    channel: 'sms',
    sent_at,
    delivery_status: 'delivered',
    wallet,
    terms_id,
    member_id,
  });
}

export interface Offer {
  readonly id: string;
  readonly points: number;
}

/** A reward that only a plant offers, at a hundred points a yuan unless told otherwise. */
export function offer(bed: Bed, name: string, points: number, more: Row = {}): Offer {
  const item_id = bed.id('XI');
  bed.row('catalogue_items', {
    item_id,
    valid_from: '2022-01-01T00:00',
    merchant_id: 'R1',
    name,
    category: 'sundries',
    kind: 'goods',
    points_price: points,
    cash_price: points / 50,
    cash_part: 0,
    list_value: points / 50,
    unit_cost: points / 80,
    is_green: false,
    stock: 500,
    ...more,
  });
  return { id: item_id, points };
}

/** Redeems an offer of a plant. */
export function spend(
  bed: Bed,
  member: string,
  at: string,
  item: Offer,
  more: Partial<PlantedEvent> = {},
): string {
  return bed.event({
    type: 'redeem',
    member,
    at,
    points: item.points,
    quantity: 1,
    merchant: 'R1',
    item: item.id,
    channel: 'app',
    ...more,
  });
}

/** A prize draw that tells all it must; nobody has taken part yet. */
export function announceDraw(bed: Bed, more: Row = {}, promotion_id: string = bed.id('XD')): string {
  bed.row('promotions', {
    promotion_id,
    version_from: '2025-02-10T00:00',
    name: '门店抽奖',
    kind: 'draw',
    starts_at: '2025-03-01T00:00',
    ends_at: '2025-04-01T00:00',
    disclosed_conditions: '活动期间到店消费一次即获一次抽奖机会。',
    max_prize_value: 500,
    stated_probability: 0.5,
    stated_quantity: 100,
    prize_kinds: '不锈钢炒锅（实物）',
    claim_terms: '中奖后30日内到店领取。',
    organiser: '红米好物会员中心',
    ...more,
  });
  return promotion_id;
}

/** The same with an entry, so that the file of the draw is kept. */
export function draw(bed: Bed, more: Row = {}): string {
  const promotion_id = announceDraw(bed, more);
  const member_id = bed.member();
  const event_id = bed.earn(member_id, '2025-03-02T10:00', 20);
  bed.row('draws', { event_id, promotion_id, member_id, drawn_at: '2025-04-02T10:00', won: false });
  return promotion_id;
}

/** An advertisement without fault but for what the plant changes. */
export function advertise(bed: Bed, text: string, more: Row = {}): string {
  const ad_id = bed.id('XA');
  bed.row('advertisements', {
    ad_id,
    published_at: '2025-12-01T09:00',
    ended_at: '2025-12-31T21:00',
    channel: 'app',
    text,
    discloses_points_price: true,
    discloses_limits: true,
    marked_as_ad: true,
    ...more,
  });
  return ad_id;
}

/** A campaign without fault but for what the plant changes, and the members it addresses. */
export function campaign(bed: Bed, members: readonly string[], more: Row = {}): string {
  const campaign_id = bed.id('XC');
  bed.row('campaigns', {
    campaign_id,
    name: '夏日邀请',
    started_at: '2025-07-10T00:00',
    uses_profiling: true,
    legal_basis: 'consent',
    offers_opt_out: true,
    ...more,
  });
  for (const member_id of members) {
    bed.row('campaign_targets', {
      campaign_id,
      member_id,
      targeted_at: '2025-07-10T09:00',
      assigned: 'treated',
    });
  }
  return campaign_id;
}

export function consent(bed: Bed, member_id: string, ...purposes: string[]): void {
  for (const purpose of purposes) {
    bed.row('consents', { member_id, purpose, policy_version: 'v1', granted_at: '2021-07-15T09:00' });
  }
}

/** A return that was approved and settled within days. */
export function approvedReturn(bed: Bed, event_id: string, month: string, more: Row = {}): void {
  const on = (days: number): string => `2025-${month}-${String(days).padStart(2, '0')}T12:00`;
  bed.row('returns', {
    return_id: bed.id('RT'),
    event_id,
    kind: 'seven_day',
    sale_channel: 'online',
    decision: 'approved',
    delivered_at: on(3),
    requested_at: on(5),
    goods_received_at: on(9),
    refunded_at: on(12),
    ...more,
  });
}
