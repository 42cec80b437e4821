import { day, dayText, DAY, instant, timeText } from '../calendar.ts';
import type { Row } from '../csv.ts';
import { EARN_RATES, pointsFor } from '../data/earn-rates.ts';
import { ITEMS } from '../data/items.ts';
import { productOf } from '../data/products.ts';
import type { PointEvent } from '../event.ts';
import type { Output } from '../output.ts';
import type { Random } from '../random.ts';

/** Events in a plant are written with whole points and local times, as one reads them. */
export type PlantedEvent = Partial<
  Omit<PointEvent, 'at' | 'recordedAt' | 'availableAt' | 'expiresAt' | 'points'>
> & {
  readonly member: string;
  readonly type: string;
  readonly points: number;
  readonly at: string;
  readonly recordedAt?: string;
  readonly availableAt?: string;
  readonly expiresAt?: string;
};

/** What one buys to earn points of a wallet. */
const BOUGHT: Readonly<Record<string, string>> = {
  base: 'P101',
  lifetime: 'P204',
  green: 'PL05',
  auto: 'P301',
  hotel: 'P401',
  travel: 'P601',
  card: 'P501',
  pet: 'P801',
};

/**
 * Where faults are planted: members, events and rows that nothing else touches, so that a fault disturbs neither the
 * stories nor another fault.
 */
export class Bed {
  readonly random: Random;
  readonly #output: Output;
  readonly #ruleId: string;
  readonly #told: PointEvent[];

  /** @param told gets every event, for the books */
  constructor(output: Output, ruleId: string, random: Random, told: PointEvent[]) {
    this.#output = output;
    this.#ruleId = ruleId;
    this.#told = told;
    this.random = random;
  }

  /** A new member, reserved for this plant. Grown up and a person unless told otherwise. */
  member(more: Row = {}): string {
    const member_id = this.#output.id('P');
    this.#output.row('members', {
      member_id,
      joined_at: '2021-07-15T09:00',
      birth_date: '1985-05-20',
      region_code: '410100',
      member_type: 'person',
      ...more,
    });
    return member_id;
  }

  /** New members of one household. */
  household(size: number): string[] {
    const members = Array.from({ length: size }, () => this.member());
    for (const member_id of members) {
      this.row('member_attributes', {
        member_id,
        attribute: 'household_id',
        value: `HH-${members[0]!}`,
        valid_from: '2021-07-15T09:00',
      });
    }
    return members;
  }

  /** Writes an event and gives its id: the next one unless the event brings its own. */
  event(planted: PlantedEvent): string {
    const id = planted.id ?? this.#output.id('E');
    const event: PointEvent = {
      wallet: 'base',
      ...planted,
      id,
      points: Math.round(planted.points * 100),
      at: instant(planted.at),
      recordedAt: planted.recordedAt === undefined ? undefined : instant(planted.recordedAt),
      availableAt: planted.availableAt === undefined ? undefined : instant(planted.availableAt),
      expiresAt: planted.expiresAt === undefined ? undefined : instant(planted.expiresAt),
      balanceAfter: planted.balanceAfter === undefined ? undefined : Math.round(planted.balanceAfter * 100),
    };
    this.#output.event(event);
    this.#told.push(event);
    return id;
  }

  /** A purchase that earns so many points by the terms. */
  earn(member: string, at: string, points: number, more: Partial<PlantedEvent> = {}): string {
    const wallet = more.wallet ?? 'base';
    const product = productOf(more.product ?? BOUGHT[wallet] ?? 'P101');
    const rate = EARN_RATES.find(
      (each) => each.wallet === wallet && each.reason === 'purchase' && each.merchant === product.merchant,
    );
    const cents = Math.round((points * 10_000) / (rate?.perYuan ?? 100));
    if (rate && pointsFor(rate, cents, 1) !== points * 100)
      throw new Error(`No purchase earns ${points} ${wallet}.`);
    return this.event({
      type: 'earn',
      member,
      at,
      points,
      reason: 'purchase',
      amount: cents,
      taxRate: '0.13',
      quantity: 1,
      merchant: product.merchant,
      product: product.id,
      order: this.#output.id('O'),
      channel: 'pos',
      ...more,
    });
  }

  /** A redemption at the catalogue's price. */
  redeem(member: string, at: string, item: string, more: Partial<PlantedEvent> = {}): string {
    const second = instant(at);
    const offered = ITEMS.find((each) => each.id === item && each.from <= second && second < each.to);
    if (!offered) throw new Error(`Item ${item} is not offered at ${at}.`);
    const quantity = more.quantity ?? 1;
    return this.event({
      type: 'redeem',
      member,
      at,
      wallet: offered.wallet,
      points: offered.points * quantity,
      quantity,
      merchant: offered.merchant,
      item,
      cashPaid: offered.cashPart === 0 ? undefined : offered.cashPart * 100 * quantity,
      channel: 'app',
      ...more,
    });
  }

  /** The promised reminder, thirty days before the midnight at which points expire. */
  remind(member: string, wallet: string, expiresAt: string): void {
    this.row('notices', {
      notice_id: this.#output.id('N'),
      kind: 'expiry_reminder',
      channel: 'sms',
      sent_at: timeText(instant(expiresAt) - 30 * DAY),
      delivery_status: 'delivered',
      member_id: member,
      wallet,
      expires_on: dayText(day(expiresAt) - 1),
    });
  }

  row(table: string, row: Row): void {
    this.#output.row(table, row);
  }

  /** An id of a series of the sample, e.g. `RT` for returns. */
  id(series: string): string {
    return this.#output.id(series);
  }

  /** Says that a rule must find this; by default the rule that the plant is for. */
  expect(subject_type: string, subject_id: string, event_id?: string, rule_id: string = this.#ruleId): void {
    this.#output.finding({ rule_id, subject_type, subject_id, event_id });
  }
}

/** Faults that one rule must find, beside look-alikes that it must not. */
export interface Plant {
  readonly ruleId: string;
  /** Wallets that only this plant uses, as `programme.yaml` declares them. */
  readonly wallets?: Readonly<Record<string, unknown>>;
  plant(bed: Bed): void;
}
