import type { Account, Lot } from './account.ts';
import { DAY, timeText } from './calendar.ts';
import { pointsFor, rateOf } from './data/earn-rates.ts';
import { carriedOf } from './data/finance.ts';
import { productOf } from './data/products.ts';
import {
  BONUS_POINTS,
  BONUSES,
  DRAW_PRIZE,
  DRAW_PROBABILITY,
  DRAWS,
  FESTIVALS,
  periodAt,
} from './data/promotions.ts';
import { deferredOf } from './deferral.ts';
import type { PointEvent } from './event.ts';
import type { Person } from './person.ts';
import { wish } from './redemptions.ts';
import type { Scene } from './scene.ts';

/** What is bought in one line of an order. */
export interface OrderLine {
  readonly product: string;
  readonly quantity: number;
  /** In cents, where it is not price times quantity. */
  readonly amount?: number;
}

export interface Sale {
  readonly wallet: string;
  readonly lines: readonly OrderLine[];
  readonly channel: string;
  /** Default `purchase`. */
  readonly reason?: string;
  readonly creditTier?: string;
  readonly taxRate?: string;
  /** Days until the points can be spent. */
  readonly pendingDays?: number;
  /** The source learns of it at this instant of the next day. */
  readonly recordedNextDayAt?: number;
}

/** A purchase: one earn per line of the order, and what may follow from it. */
export function sell(scene: Scene, person: Person, at: number, sale: Sale): void {
  const account = scene.account(person, sale.wallet);
  if (!scene.isOpen(person, account, at)) return;
  const second = scene.tick(at);
  const festival = periodAt(FESTIVALS, second);
  const order = scene.output.id('O');
  const recordedAt =
    sale.recordedNextDayAt === undefined
      ? undefined
      : (Math.floor(second / DAY) + 1) * DAY + sale.recordedNextDayAt;
  const availableAt = sale.pendingDays === undefined ? undefined : second + sale.pendingDays * DAY;
  const earns: { event: PointEvent; lot: Lot }[] = [];
  for (const line of sale.lines) {
    const product = productOf(line.product);
    const exact = line.amount ?? product.price * line.quantity;
    // Whole yuan in festivals: then doubling before and after rounding is the same.
    const amount = festival ? Math.floor(exact / 100) * 100 : exact;
    const rate = rateOf(sale.wallet, sale.reason ?? 'purchase', product.merchant, sale.creditTier);
    const points = pointsFor(rate, amount, festival ? 2 : 1);
    if (points === 0) continue;
    const event: PointEvent = {
      id: scene.output.id('E'),
      member: person.id,
      wallet: sale.wallet,
      type: 'earn',
      points,
      at: second,
      availableAt,
      reason: sale.reason ?? 'purchase',
      amount,
      taxRate: sale.taxRate ?? '0.13',
      quantity: line.quantity,
      merchant: product.merchant,
      product: product.id,
      order,
      channel: sale.channel,
      promotion: festival?.id,
    };
    const opening = { availableAt, knownAt: recordedAt, carried: carriedOf(sale.wallet, true) };
    earns.push({ event, lot: scene.open(person, account, points, second, opening) });
    person.earnedThisYear += points;
  }
  const deferred = deferredOf(earns.map(({ event }) => event));
  for (const [index, { lot }] of earns.entries())
    account.ledger.deferred(lot.origin, deferred[index]!, second);
  scene.touch(person, account, second);
  if (recordedAt !== undefined) {
    for (const { event } of earns) event.recordedAt = recordedAt;
    account.lockedUntil = recordedAt + 1;
  }
  // The lines of one order are posted together: each reports the balance after all of them.
  for (const { event } of earns) scene.post(account, event);
  for (const { event, lot } of earns.slice(0, 1)) afterSale(scene, person, account, event, lot);
}

function afterSale(scene: Scene, person: Person, account: Account, event: PointEvent, lot: Lot): void {
  thankReferrer(scene, person, event.at);
  giveBonus(scene, person, event.at);
  enterDraw(scene, person, event);
  if (scene.random.chance(0.012)) planRefund(scene, person, account, event, lot);
  if (scene.random.chance(0.42)) {
    scene.agenda.plan(event.at + scene.random.between(1, 20) * DAY + scene.random.below(60) * 60, (at) =>
      wish(scene, person, account, at),
    );
  }
}

/** The first purchase of a member who was brought by another. */
function thankReferrer(scene: Scene, person: Person, at: number): void {
  const referrer = person.referrer;
  if (!referrer) return;
  person.referrer = undefined;
  const event = reward(scene, referrer, at, {
    wallet: 'base',
    reason: 'referral',
    counterparty: person.id,
  });
  if (!event) return;
  scene.output.row('referral_rewards', {
    event_id: event.id,
    source_member_id: person.id,
    level: 1,
    basis: 'sales',
  });
}

function giveBonus(scene: Scene, person: Person, at: number): void {
  if (person.bonuses.size === 0) return;
  const bonus = periodAt(BONUSES, at);
  if (!bonus || !person.bonuses.delete(bonus.id)) return;
  const account = scene.account(person, 'base');
  if (!scene.isOpen(person, account, at)) return;
  const second = scene.tick(at);
  scene.open(person, account, BONUS_POINTS, second);
  scene.post(account, {
    id: scene.output.id('E'),
    member: person.id,
    wallet: 'base',
    type: 'earn',
    points: BONUS_POINTS,
    at: second,
    reason: 'promotion',
    promotion: bonus.id,
  });
}

function enterDraw(scene: Scene, person: Person, event: PointEvent): void {
  const draw = event.channel === 'app' ? periodAt(DRAWS, event.at) : undefined;
  if (!draw) return;
  const won = scene.random.chance(DRAW_PROBABILITY);
  scene.output.row('draws', {
    event_id: event.id,
    promotion_id: draw.id,
    member_id: person.id,
    drawn_at: timeText(draw.to + 10 * 3600),
    prize_id: won ? 'THERMOS' : undefined,
    prize_value: won ? DRAW_PRIZE : undefined,
    won,
  });
}

/** The goods come back within a week or two, and the points with them, if the member still has as many. */
function planRefund(scene: Scene, person: Person, account: Account, earn: PointEvent, lot: Lot): void {
  scene.agenda.plan(earn.at + scene.random.between(3, 6) * DAY, (at) => {
    if (!scene.isOpen(person, account, at) || account.isKept) return;
    const own = lot.availableAt <= at ? lot.remaining : 0;
    if (account.available(at) - own + lot.remaining < earn.points) return;
    const second = scene.tick(at);
    account.takeBack(lot, earn.points, second);
    scene.post(account, {
      id: scene.output.id('E'),
      member: person.id,
      wallet: earn.wallet,
      type: 'reverse',
      points: earn.points,
      at: second,
      reason: 'refund',
      merchant: earn.merchant,
      related: earn.id,
    });
    scene.output.row('returns', {
      return_id: scene.output.id('RT'),
      event_id: earn.id,
      requested_at: timeText(second - DAY),
      kind: scene.random.chance(0.2) ? 'quality' : 'seven_day',
      sale_channel: earn.channel === 'pos' ? 'pos' : 'online',
      decision: 'approved',
      delivered_at: timeText(earn.at + 3600),
      goods_received_at: timeText(second - 3600),
      refunded_at: timeText(second),
      refunded_amount: earn.amount! / 100,
    });
  });
}

/** Points for something else than a purchase, as the terms fix them. Nothing happens where the account is closed. */
export function reward(
  scene: Scene,
  person: Person,
  at: number,
  what: { wallet: string; reason: string; merchant?: string; behaviour?: string; counterparty?: string },
): PointEvent | undefined {
  const account = scene.account(person, what.wallet);
  if (!scene.isOpen(person, account, at)) return undefined;
  const second = scene.tick(at);
  const points = pointsFor(rateOf(what.wallet, what.reason), 0, 1);
  scene.open(person, account, points, second, { carried: carriedOf(what.wallet, false) });
  scene.touch(person, account, second);
  const event: PointEvent = {
    id: scene.output.id('E'),
    member: person.id,
    type: 'earn',
    points,
    at: second,
    ...what,
  };
  scene.post(account, event);
  return event;
}
