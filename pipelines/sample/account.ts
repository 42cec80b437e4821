import { expiryOf, type WalletRule } from './data/wallets.ts';
import { monthOf, type Carried, type GeneralLedger, type Origin } from './general-ledger.ts';

/** Points of one earn, in hundredths. */
export interface Lot {
  readonly opened: number;
  remaining: number;
  readonly openedAt: number;
  readonly availableAt: number;
  /** Exclusive; lots of a wallet with a deadline of activity follow the account's instead. */
  readonly expiresAt: number;
  /** Of the points' first lot, where they have been passed on. */
  readonly origin: Origin;
}

/** How points leave a lot: `moved` ones go on living in another. */
export type Leaving = 'redeemed' | 'gone' | 'reversed' | 'moved';

export interface Opening {
  readonly availableAt?: number | undefined;
  readonly expiresAt?: number | undefined;
  /** When the source learnt of it, if later. */
  readonly knownAt?: number | undefined;
  /** Default: given away. */
  readonly carried?: Carried;
  /** Of points that were passed on. */
  readonly origin?: Origin;
}

/** What an event took from a lot. */
export interface Use {
  readonly lot: Lot;
  readonly points: number;
  readonly at: number;
}

/**
 * The running lots of one member's wallet, so that the clean part of the sample reports the balances and expiries that
 * a right recomputation finds. It knows what the generator does and no more: nothing it does overdraws.
 * Every method first brings the account forward to the instant it is told.
 */
export class Account {
  readonly rule: WalletRule;
  readonly member: string;
  readonly ledger: GeneralLedger;
  readonly lots: Lot[] = [];
  /** Where the wallet expires as a whole: the instant of that, as long as nothing happens before. */
  deadline = Infinity;
  /** No event is posted before this instant: one that is recorded late must stay the last one until then. */
  lockedUntil = -Infinity;
  /** Points came from no purchase (a correction, an exchange); the member keeps them. */
  isKept = false;
  /** Expiry instants whose reminder is planned. */
  readonly planned = new Set<number>();

  constructor(rule: WalletRule, member: string, ledger: GeneralLedger) {
    this.rule = rule;
    this.member = member;
    this.ledger = ledger;
  }

  /** Lets expire what expires by itself up to and with `second`. */
  advance(second: number): void {
    const expires = this.rule.policy.expiry_source !== 'booked';
    if (this.deadline <= second && this.lots.length > 0) {
      for (const lot of this.lots) this.ledger.gone(lot.origin, lot.remaining, this.deadline);
      this.lots.length = 0;
    }
    // In place and without closures: this runs several times an event.
    let kept = 0;
    for (const lot of this.lots) {
      if (lot.remaining === 0) continue;
      if (expires && lot.expiresAt <= second) this.ledger.gone(lot.origin, lot.remaining, lot.expiresAt);
      else this.lots[kept++] = lot;
    }
    if (kept < this.lots.length) this.lots.length = kept;
  }

  available(second: number): number {
    this.advance(second);
    let sum = 0;
    for (const lot of this.lots) if (lot.availableAt <= second) sum += lot.remaining;
    return sum;
  }

  /** Pending points too. */
  total(second: number): number {
    this.advance(second);
    let sum = 0;
    for (const lot of this.lots) sum += lot.remaining;
    return sum;
  }

  open(points: number, second: number, options: Opening = {}): Lot {
    this.advance(second);
    const origin = options.origin ?? this.#newOrigin(points, second, options);
    const byPolicy = this.rule.activityMonths === undefined ? expiryOf(this.rule, second) : Infinity;
    const lot = {
      opened: points,
      remaining: points,
      openedAt: second,
      availableAt: options.availableAt ?? second,
      expiresAt: options.expiresAt ?? byPolicy,
      origin,
    };
    this.lots.push(lot);
    return lot;
  }

  /** An earn or a redemption puts off the deadline of the whole account. */
  touch(second: number): void {
    if (this.rule.activityMonths !== undefined) this.deadline = expiryOf(this.rule, second);
  }

  /** Unspent points that expire at that very instant. */
  expiringAt(expiresAt: number): number {
    let sum = 0;
    for (const lot of this.lots) if (lot.expiresAt === expiresAt) sum += lot.remaining;
    return sum;
  }

  /** Books the expiry of what expires at that instant. */
  expire(expiresAt: number, second: number): void {
    for (const lot of this.lots) {
      if (lot.expiresAt !== expiresAt) continue;
      this.ledger.gone(lot.origin, lot.remaining, second);
      lot.remaining = 0;
    }
  }

  /** The earliest expiry among unspent points. */
  earliestExpiry(): number {
    let earliest = this.deadline;
    for (const lot of this.lots) if (lot.remaining > 0) earliest = Math.min(earliest, lot.expiresAt);
    return earliest;
  }

  /** Takes points by the wallet's spend order; the caller has seen that there are enough. */
  take(points: number, second: number, leaving: Leaving): Use[] {
    if (this.available(second) < points)
      throw new Error(`A story overdraws ${this.rule.id} of ${this.member}.`);
    const uses: Use[] = [];
    let left = points;
    while (left > 0) {
      const lot = this.#next(second);
      const taken = Math.min(left, lot.remaining);
      lot.remaining -= taken;
      left -= taken;
      uses.push({ lot, points: taken, at: second });
      this.#book(lot, taken, second, leaving);
    }
    return uses;
  }

  /** Gives up everything, pending points too. */
  forfeit(second: number): void {
    this.advance(second);
    for (const lot of this.lots) this.ledger.gone(lot.origin, lot.remaining, second);
    this.lots.length = 0;
  }

  /** Takes back an earn: what is left of its own lot first, then other points. */
  takeBack(lot: Lot, points: number, second: number): void {
    this.advance(second);
    const own = Math.min(points, lot.remaining);
    lot.remaining -= own;
    this.#book(lot, own, second, 'reversed');
    if (own < points) this.take(points - own, second, 'reversed');
    this.ledger.refunded(lot.origin, points, second);
  }

  /** Gives back a whole redemption. */
  giveBack(uses: readonly Use[], second: number): void {
    this.advance(second);
    for (const { lot, points, at } of uses) {
      lot.remaining += points;
      this.ledger.givenBack(lot.origin, points, at, second);
      if (!this.lots.includes(lot)) this.lots.push(lot);
    }
  }

  #newOrigin(points: number, second: number, { carried = 'provision', knownAt }: Opening): Origin {
    const vintage = monthOf(second);
    const origin: Origin = { wallet: this.rule.id, carried, vintage, points, allocated: 0 };
    this.ledger.opened(origin, points, second, knownAt);
    return origin;
  }

  #book({ origin }: Lot, points: number, second: number, leaving: Leaving): void {
    if (leaving === 'redeemed') this.ledger.redeemed(origin, points, second);
    else if (leaving === 'gone') this.ledger.gone(origin, points, second);
    else if (leaving === 'reversed') this.ledger.takenBack(origin, points, second);
  }

  #next(second: number): Lot {
    const order = this.rule.policy.spend_order;
    let best: Lot | undefined;
    for (const lot of this.lots) {
      if (lot.remaining === 0 || lot.availableAt > second) continue;
      if (!best || comesBefore(lot, best, order)) best = lot;
    }
    if (!best) throw new Error(`A story overdraws ${this.rule.id} of ${this.member}.`);
    return best;
  }
}

function comesBefore(lot: Lot, other: Lot, order: 'fefo' | 'fifo' | 'lifo'): boolean {
  if (order === 'lifo') return lot.openedAt > other.openedAt;
  if (order === 'fefo' && lot.expiresAt !== other.expiresAt) return lot.expiresAt < other.expiresAt;
  return lot.openedAt < other.openedAt;
}
