import { NONE } from './codes.ts';
import { lengthen } from './lot-pool.ts';
import type { Debt } from './debt.ts';

/** Places of an account's sums of hundredths in {@link AccountPool.sums}. */
export const SUM = {
  available: 0,
  pending: 1,
  debt: 2,
  shortfall: 3,
  earned: 4,
  redeemed: 5,
  expired: 6,
  transferredIn: 7,
  transferredOut: 8,
  exchangedIn: 9,
  exchangedOut: 10,
  reversed: 11,
  restored: 12,
  adjusted: 13,
  forfeited: 14,
  /** How much of `expired` shortfalls have been matched with. */
  expiredMatched: 15,
} as const;
/** Sums per account. */
export const ACCOUNT_SUMS = 16;

/** The accounts of the component being replayed, as struct of arrays indexed by slot. */
export class AccountPool {
  used = 0;
  accountNo = new Int32Array(0);
  policy = new Uint8Array(0);
  sums = new Float64Array(0);
  firstEventAt = new Float64Array(0);
  lastEventAt = new Float64Array(0);
  /** Expiry of all lots that follow activity; Infinity before the first activity. */
  deadline = new Float64Array(0);
  /** 1: the deadline has passed and its lots are gone. */
  isLapsed = new Uint8Array(0);
  /** Spendable lots by expiry, ties by opening; those that follow activity stand in a heap of their own. */
  byExpiry = new Int32Array(0);
  byActivity = new Int32Array(0);
  /** All spendable lots by opening, where the wallet spends by opening. */
  byOpening = new Int32Array(0);
  /** Lots that cannot be spent yet, by the instant at which they stop waiting. */
  pending = new Int32Array(0);
  /** Shortfalls of the accounts that have any, oldest first. */
  readonly debts = new Map<number, Debt[]>();
  /** Deadlines that have passed, earliest first, of the accounts that have any. */
  readonly lapses = new Map<number, number[]>();

  /** A slot for an account without events. */
  allocate(accountNo: number, policy: number): number {
    const account = this.used++;
    if (account >= this.accountNo.length) this.grow();
    this.accountNo[account] = accountNo;
    this.policy[account] = policy;
    this.sums.fill(0, account * ACCOUNT_SUMS, (account + 1) * ACCOUNT_SUMS);
    this.firstEventAt[account] = NaN;
    this.lastEventAt[account] = NaN;
    this.deadline[account] = Infinity;
    this.isLapsed[account] = 0;
    this.byExpiry[account] = NONE;
    this.byActivity[account] = NONE;
    this.byOpening[account] = NONE;
    this.pending[account] = NONE;
    return account;
  }

  sum(account: number, place: number): number {
    return this.sums[account * ACCOUNT_SUMS + place]!;
  }

  add(account: number, place: number, points: number): void {
    this.sums[account * ACCOUNT_SUMS + place]! += points;
  }

  /** Notes that an event is posted to the account. */
  touch(account: number, instant: number): void {
    if (Number.isNaN(this.firstEventAt[account]!)) this.firstEventAt[account] = instant;
    this.lastEventAt[account] = instant;
  }

  /** Forgets every account; the memory stays for the next component. */
  reset(): void {
    this.used = 0;
    if (this.debts.size > 0) this.debts.clear();
    if (this.lapses.size > 0) this.lapses.clear();
  }

  private grow(): void {
    const capacity = Math.max(16, this.accountNo.length * 2);
    this.accountNo = lengthen(this.accountNo, capacity);
    this.policy = lengthen(this.policy, capacity);
    this.sums = lengthen(this.sums, capacity * ACCOUNT_SUMS);
    this.firstEventAt = lengthen(this.firstEventAt, capacity);
    this.lastEventAt = lengthen(this.lastEventAt, capacity);
    this.deadline = lengthen(this.deadline, capacity);
    this.isLapsed = lengthen(this.isLapsed, capacity);
    this.byExpiry = lengthen(this.byExpiry, capacity);
    this.byActivity = lengthen(this.byActivity, capacity);
    this.byOpening = lengthen(this.byOpening, capacity);
    this.pending = lengthen(this.pending, capacity);
  }
}
