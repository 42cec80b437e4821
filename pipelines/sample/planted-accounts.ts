import { Account, type Lot, type Use } from './account.ts';
import { DAY } from './calendar.ts';
import { carriedOf } from './data/finance.ts';
import type { WalletRule } from './data/wallets.ts';
import { deferredOf } from './deferral.ts';
import type { PointEvent } from './event.ts';
import type { GeneralLedger } from './general-ledger.ts';

/**
 * Books what the plants told: in time order, as far as the accounts reach. What a fault overdraws, takes back twice or
 * gives to nobody is never booked, as accountants would not; a difference of the ledger may come of it.
 */
export class PlantedAccounts {
  readonly #wallets: ReadonlyMap<string, WalletRule>;
  readonly #ledger: GeneralLedger;
  readonly #accounts = new Map<string, Account>();
  readonly #earned = new Map<string, Lot>();
  readonly #spent = new Map<string, Use[]>();
  /** What left by a transfer and has not arrived, by the key of the leg that left. */
  readonly #passed = new Map<string, Use[]>();

  constructor(wallets: ReadonlyMap<string, WalletRule>, ledger: GeneralLedger) {
    this.#wallets = wallets;
    this.#ledger = ledger;
  }

  book(events: readonly PointEvent[]): void {
    const seen = new Set<string>();
    const inOrder = [...events.entries()].sort(
      ([first, left], [second, right]) => left.at - right.at || first - second,
    );
    for (const [, event] of inOrder) {
      const key = keyOf(event, event.id);
      // A key that is told twice counts once.
      if (seen.has(key)) continue;
      seen.add(key);
      this.#post(event, key);
    }
  }

  #post(event: PointEvent, key: string): void {
    const account = this.#account(event);
    const { at, points } = event;
    const take = (leaving: 'redeemed' | 'gone' | 'reversed' | 'moved'): Use[] =>
      account.take(Math.min(Math.abs(points), account.available(at)), at, leaving);
    switch (event.type) {
      case 'earn':
        this.#earned.set(key, this.#earn(account, event));
        account.touch(at);
        return;
      case 'redeem':
      case 'exchange_out':
        this.#spent.set(key, take('redeemed'));
        account.touch(at);
        return;
      case 'adjust':
      case 'exchange_in':
        if (points > 0) account.open(points, at, { carried: carriedOf(event.wallet, false) });
        else take('gone');
        return;
      case 'forfeit':
        account.forfeit(at);
        return;
      case 'expire':
        if (account.rule.policy.expiry_source === 'booked') take('gone');
        return;
      case 'reverse':
        this.#reverse(account, event);
        return;
      case 'restore':
        this.#restore(account, event);
        return;
      case 'transfer_out':
        this.#passed.set(key, take('moved'));
        return;
      case 'transfer_in':
        this.#receive(account, event);
        return;
      default:
        throw new Error(`The sample's books know no ${event.type}.`);
    }
  }

  #earn(account: Account, event: PointEvent): Lot {
    const isSale = event.order !== undefined || (event.amount ?? 0) > 0;
    const lot = account.open(event.points, event.at, {
      availableAt: event.availableAt,
      expiresAt: event.expiresAt,
      knownAt: event.recordedAt,
      carried: carriedOf(event.wallet, isSale),
    });
    if (isSale) account.ledger.deferred(lot.origin, deferredOf([event])[0]!, event.at);
    return lot;
  }

  #reverse(account: Account, event: PointEvent): void {
    const lot = event.related === undefined ? undefined : this.#earned.get(keyOf(event, event.related));
    if (!lot) {
      const points = Math.min(event.points, account.available(event.at));
      for (const use of account.take(points, event.at, 'reversed'))
        this.#ledger.refunded(use.lot.origin, use.points, event.at);
      return;
    }
    const own = account.lots.includes(lot) ? lot.remaining : 0;
    const others = account.available(event.at) - (lot.availableAt <= event.at ? own : 0);
    const points = Math.min(event.points, lot.origin.points, own + others);
    if (points > 0) account.takeBack(lot, points, event.at);
  }

  #restore(account: Account, event: PointEvent): void {
    const key = event.related === undefined ? undefined : keyOf(event, event.related);
    const uses = key === undefined ? undefined : this.#spent.get(key);
    if (key === undefined || !uses) {
      account.open(event.points, event.at, { carried: carriedOf(event.wallet, false) });
      return;
    }
    this.#spent.delete(key);
    account.advance(event.at);
    const { restore } = account.rule.policy;
    // The latest use first, and no more than was spent.
    let left = event.points;
    for (const use of uses.toReversed()) {
      const points = Math.min(left, use.points);
      left -= points;
      if (points === 0) continue;
      const { origin, expiresAt } = use.lot;
      if (expiresAt > event.at) {
        account.giveBack([{ ...use, points }], event.at);
        continue;
      }
      this.#ledger.givenBack(origin, points, use.at, event.at);
      if (restore === 'original_expiry') this.#ledger.gone(origin, points, event.at);
      else account.open(points, event.at, { origin, expiresAt: event.at + restore.grace_days * DAY });
    }
  }

  #receive(account: Account, event: PointEvent): void {
    const key = event.related === undefined ? undefined : keyOf(event, event.related);
    const uses = key === undefined ? undefined : this.#passed.get(key);
    if (key === undefined || !uses) {
      account.open(event.points, event.at, { carried: carriedOf(event.wallet, false) });
      return;
    }
    const keeps = account.rule.policy.transfer_keeps_expiry;
    let left = event.points;
    const stranded: Use[] = [];
    for (const use of uses) {
      const { lot } = use;
      const points = Math.min(left, use.points);
      left -= points;
      if (points > 0)
        account.open(points, event.at, {
          origin: lot.origin,
          ...(keeps ? { expiresAt: lot.expiresAt } : {}),
        });
      if (points < use.points) stranded.push({ ...use, points: use.points - points });
    }
    this.#passed.set(key, stranded);
  }

  #account(event: PointEvent): Account {
    const key = `${event.wallet}/${event.member}`;
    let account = this.#accounts.get(key);
    if (!account) {
      const rule = this.#wallets.get(event.wallet);
      if (!rule) throw new Error(`The sample has no wallet ${event.wallet}.`);
      account = new Account(rule, event.member, this.#ledger);
      this.#accounts.set(key, account);
    }
    return account;
  }

  /** Brings every account forward to the end of the sample: what expired is gone, what never arrived has left. */
  finish(second: number): void {
    for (const account of this.#accounts.values()) account.advance(second);
    for (const uses of this.#passed.values())
      for (const { lot, points, at } of uses) this.#ledger.strayed(lot.origin, points, at);
  }
}

function keyOf(event: PointEvent, id: string): string {
  return `${event.source ?? ''}/${id}`;
}
