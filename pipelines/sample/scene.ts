import { Account, type Lot, type Opening } from './account.ts';
import { Agenda } from './agenda.ts';
import { DAY, dayOf, dayText, END, timeText } from './calendar.ts';
import type { WalletRule } from './data/wallets.ts';
import type { PointEvent } from './event.ts';
import type { GeneralLedger } from './general-ledger.ts';
import type { Output } from './output.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';

/** Days before expiry at which the terms promise a reminder. */
const REMINDER = 30 * DAY;
/** The nightly run that books what expired at midnight. */
const NIGHTLY_RUN = 1800;

/**
 * A few members who may know each other, and what happens among them in time order. Nothing reaches from one scene into
 * another, so any number of them can be told one after the other in bounded memory.
 */
export class Scene {
  readonly random: Random;
  readonly output: Output;
  readonly people: Person[] = [];
  readonly agenda = new Agenda();
  readonly #wallets: ReadonlyMap<string, WalletRule>;
  readonly #ledger: GeneralLedger;
  #now = -1;

  constructor(
    random: Random,
    output: Output,
    wallets: ReadonlyMap<string, WalletRule>,
    ledger: GeneralLedger,
  ) {
    this.random = random;
    this.output = output;
    this.#wallets = wallets;
    this.#ledger = ledger;
  }

  /** The instant of the next event: as planned, but never one that had an event before. */
  tick(at: number): number {
    this.#now = Math.max(at, this.#now + 1);
    return this.#now;
  }

  /** The account of a member; opened at first use. */
  account(person: Person, wallet: string): Account {
    let account = person.accounts.get(wallet);
    if (!account) {
      const rule = this.#wallets.get(wallet);
      if (!rule) throw new Error(`The sample has no wallet ${wallet}.`);
      account = new Account(rule, person.id, this.#ledger);
      person.accounts.set(wallet, account);
    }
    return account;
  }

  /** Whether events may be posted to the account now. */
  isOpen(person: Person, account: Account, at: number): boolean {
    return !person.hasLeft && at > person.joinedAt && at >= account.lockedUntil;
  }

  /** Opens a lot and plans what its expiry brings: the promised reminder, the booked row. */
  open(person: Person, account: Account, points: number, second: number, options: Opening = {}): Lot {
    const lot = account.open(points, second, options);
    if (account.rule.activityMonths === undefined) this.#planExpiry(person, account, lot.expiresAt);
    return lot;
  }

  /** Puts off the deadline of an account that expires after idleness. */
  touch(person: Person, account: Account, second: number): void {
    if (account.rule.activityMonths === undefined) return;
    account.touch(second);
    this.#planReminder(person, account, account.deadline);
  }

  /** Writes an event with the balance after it. */
  post(account: Account, event: PointEvent): void {
    event.balanceAfter = account.available(event.at);
    this.output.event(event);
  }

  /** A random daytime instant of a member's time in the programme. */
  someTime(person: Person): number {
    const first = dayOf(person.joinedAt) + 1;
    const days = dayOf(person.leavesAt) - first;
    return this.daytime(first + this.random.below(Math.max(1, days)));
  }

  /** A random instant between eight and ten o'clock at night of a day. */
  daytime(day: number): number {
    return day * DAY + 8 * 3600 + this.random.below(14 * 60) * 60;
  }

  #planExpiry(person: Person, account: Account, expiresAt: number): void {
    const isPlanned = account.planned.has(expiresAt);
    this.#planReminder(person, account, expiresAt);
    if (isPlanned || expiresAt >= END || account.rule.policy.expiry_source === 'implied') return;
    let due = 0;
    this.agenda.plan(expiresAt - 1, () => {
      due = account.expiringAt(expiresAt);
    });
    this.agenda.plan(expiresAt + NIGHTLY_RUN, (at) => {
      if (due === 0 || person.hasLeft) return;
      const second = this.tick(at);
      account.expire(expiresAt, second);
      this.post(account, {
        id: this.output.id('E'),
        member: person.id,
        wallet: account.rule.id,
        type: 'expire',
        points: due,
        at: second,
      });
    });
  }

  #planReminder(person: Person, account: Account, expiresAt: number): void {
    const sendAt = expiresAt - REMINDER;
    if (sendAt >= END || account.planned.has(expiresAt)) return;
    account.planned.add(expiresAt);
    this.agenda.plan(sendAt, () => {
      const isMoot =
        account.rule.activityMonths === undefined
          ? account.expiringAt(expiresAt) === 0
          : account.deadline !== expiresAt || account.total(sendAt) === 0;
      if (isMoot || person.hasLeft) return;
      this.output.row('notices', {
        notice_id: this.output.id('N'),
        kind: 'expiry_reminder',
        channel: 'sms',
        sent_at: timeText(sendAt),
        delivery_status: 'delivered',
        member_id: person.id,
        wallet: account.rule.id,
        expires_on: dayText(dayOf(expiresAt) - 1),
      });
    });
  }
}
