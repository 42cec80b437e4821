import type { WalletPolicy } from '#engine/lots/codes.ts';
import { type LotEvent, type LotOutcome, type Outcome, type UseOutcome, withoutZeros } from './lot-events.ts';

interface NaiveLot {
  id: string;
  account: number;
  event: LotEvent;
  child: number;
  parent?: NaiveLot;
  origin: NaiveLot;
  opened: number;
  openedAt: number;
  availableAt: number;
  expiresAt: number;
  follows: boolean;
  isWaiting: boolean;
  /** In booked: an expire event has taken its last points. */
  isExpiredByBooking: boolean;
  /** Of a lot that follows activity: its expiry when it last ran empty. */
  closedExpiry?: number;
}

interface NaiveUse extends UseOutcome {
  of: NaiveLot;
  /** How much of it restores have undone. */
  undone: number;
}

interface NaiveDebt {
  account: number;
  entry: number;
  kind: 'debt' | 'floor';
  points: number;
  settled: number;
  cancelled: number;
  pointsExpiredBefore: number;
  isRedemption: boolean;
}

const PHASES: ((event: LotEvent) => boolean)[] = [
  (event) =>
    ['earn', 'exchange_in'].includes(event.type) || (event.type === 'transfer_in' && !isPaired(event)),
  (event) => event.type === 'adjust' && event.points > 0,
  (event) => event.type === 'restore',
  isPaired,
  (event) => event.type === 'reverse',
  (event) => event.type === 'redeem',
  (event) => event.type === 'exchange_out',
  (event) => event.type === 'adjust',
  (event) => event.type === 'transfer_out',
  (event) => event.type === 'expire',
  (event) => event.type === 'forfeit',
];

function isPaired(event: LotEvent): boolean {
  return event.pair !== undefined && event.part !== 'unpaired';
}

/** The replay of measures.md written for clarity: everything is looked up afresh, nothing is kept sorted. */
export class NaiveLedger {
  private readonly lots: NaiveLot[] = [];
  private readonly uses: NaiveUse[] = [];
  private readonly debts: NaiveDebt[] = [];
  private readonly excesses: { event: LotEvent; points: number }[] = [];
  private readonly posted: { event: LotEvent; points: number; isUnposted: boolean }[] = [];
  private readonly activities: { account: number; at: number; deadline: number }[] = [];
  private readonly passed = new Map<number, { parts: NaiveUse[]; uncovered: number; event: LotEvent }>();

  constructor(
    private readonly policies: WalletPolicy[],
    private readonly asOf: number,
  ) {}

  run(events: LotEvent[]): Outcome {
    const instants = new Set(events.map((event) => `${event.component} ${event.instant}`));
    for (const instant of instants) {
      const together = events.filter((event) => `${event.component} ${event.instant}` === instant);
      const left = new Set(together);
      for (const isInPhase of PHASES) {
        const members = [...left].filter(isInPhase).sort((a, b) => a.entry - b.entry);
        members.forEach((event) => left.delete(event));
        if (isInPhase === isPaired) this.transfer(members);
        else members.forEach((event) => this.post(event));
      }
    }
    const accounts = [...new Set(events.map((event) => event.account))];
    const policyOf = (account: number) => events.find((event) => event.account === account)!.policy;
    for (const account of accounts) this.advance(account, this.policies[policyOf(account)]!, this.asOf);
    return this.outcome(accounts);
  }

  // --- time -----------------------------------------------------------------------------------------------------

  private advance(account: number, policy: WalletPolicy, limit: number): void {
    for (;;) {
      const happenings = this.lots
        .filter((lot) => lot.account === account && this.remaining(lot) > 0)
        .flatMap((lot) => [
          { lot, order: 0, at: policy.expirySource === 'booked' ? Infinity : this.expiry(lot) },
          { lot, order: 1, at: lot.isWaiting ? lot.availableAt : Infinity },
        ])
        .filter((happening) => happening.at < limit)
        .sort((a, b) => a.at - b.at || a.order - b.order || byOpening(a.lot, b.lot));
      const next = happenings[0];
      if (next === undefined) return;
      if (next.order === 0) {
        this.use(next.lot, 'expire', this.remaining(next.lot), undefined, next.at);
      } else {
        next.lot.isWaiting = false;
        this.payDebts(account, policy, undefined, next.at);
      }
    }
  }

  private deadline(account: number): number {
    return this.activities.findLast((activity) => activity.account === account)?.deadline ?? Infinity;
  }

  private expiry(lot: NaiveLot): number {
    return lot.follows ? this.deadline(lot.account) : lot.expiresAt;
  }

  /** The first deadline after the lot's opening that passed before another activity came, up to `now`. */
  private lapse(lot: NaiveLot, now: number): number | undefined {
    const own = this.activities.filter((activity) => activity.account === lot.account);
    const lapses = own.filter((activity, index) => activity.deadline <= (own[index + 1]?.at ?? now));
    return lapses.find((activity) => activity.deadline > lot.openedAt && activity.deadline <= now)?.deadline;
  }

  // --- lots -----------------------------------------------------------------------------------------------------

  private remaining(lot: NaiveLot): number {
    return this.uses
      .filter((use) => use.of === lot)
      .reduce((left, use) => left + (use.type === 'restore' ? use.points : -use.points), lot.opened);
  }

  private sum(lot: NaiveLot, type: string): number {
    return this.uses
      .filter((use) => use.of === lot && use.type === type)
      .reduce((sum, use) => sum + use.points, 0);
  }

  private use(
    lot: NaiveLot,
    type: string,
    points: number,
    entry: number | undefined,
    at: number,
    cause?: number,
  ) {
    const policy = this.policies[lot.event.policy]!;
    const use = {
      account: lot.account,
      entry,
      lot: lot.id,
      type,
      points,
      usedAt: at,
      cause,
      of: lot,
      undone: 0,
    };
    this.uses.push(use);
    if (lot.follows && this.remaining(lot) === 0) {
      const lapse = policy.expirySource === 'booked' ? undefined : this.lapse(lot, at);
      lot.closedExpiry = lapse ?? this.deadline(lot.account);
    }
    return use;
  }

  private open(event: LotEvent, child: number, points: number, kept: Partial<NaiveLot> = {}): void {
    const lot = {
      id: `${event.account}/${event.entry}/${child}`,
      account: event.account,
      event,
      child,
      opened: points,
      openedAt: event.instant,
      availableAt: event.type === 'earn' ? Math.max(event.availableAt, event.instant) : event.instant,
      expiresAt: event.expiresAt,
      follows: event.followsActivity,
      isExpiredByBooking: false,
      ...kept,
    } as NaiveLot;
    lot.origin ??= lot;
    lot.isWaiting = lot.availableAt > event.instant;
    this.lots.push(lot);
    const isDead =
      this.policies[event.policy]!.expirySource !== 'booked' && this.expiry(lot) <= event.instant;
    if (isDead) this.use(lot, 'expire', points, undefined, event.instant);
  }

  private spendable(account: number): NaiveLot[] {
    return this.lots.filter((lot) => lot.account === account && !lot.isWaiting && this.remaining(lot) > 0);
  }

  private inSpendOrder(account: number, policy: WalletPolicy): NaiveLot[] {
    const lots = this.spendable(account);
    if (policy.spendOrder === 'fifo') return lots.sort(byOpening);
    if (policy.spendOrder === 'lifo') return lots.sort((a, b) => byOpening(b, a));
    return this.byExpiry(lots);
  }

  private byExpiry(lots: NaiveLot[]): NaiveLot[] {
    return lots.sort((a, b) => compare(this.expiry(a), this.expiry(b)) || byOpening(a, b));
  }

  /** Uses lots in the given order; returns what was not there, and the uses. */
  private take(
    lots: NaiveLot[],
    type: string,
    points: number,
    event: LotEvent,
  ): { left: number; parts: NaiveUse[] } {
    let left = points;
    const parts: NaiveUse[] = [];
    for (const lot of lots) {
      const part = Math.min(left, this.remaining(lot));
      if (part > 0) parts.push(this.use(lot, type, part, event.entry, event.instant));
      left -= part;
    }
    return { left, parts };
  }

  // --- debt -----------------------------------------------------------------------------------------------------

  private unpaid(debt: NaiveDebt): number {
    return debt.points - debt.settled - debt.cancelled;
  }

  private lack(event: LotEvent, points: number): void {
    if (points === 0) return;
    const policy = this.policies[event.policy]!;
    const own = this.debts.filter((debt) => debt.account === event.account);
    const expired = this.uses
      .filter((use) => use.account === event.account && use.type === 'expire')
      .reduce((sum, use) => sum + use.points, 0);
    const matched = own.reduce((sum, debt) => sum + debt.pointsExpiredBefore, 0);
    this.debts.push({
      account: event.account,
      entry: event.entry,
      kind: policy.overdraw,
      points,
      settled: 0,
      cancelled: 0,
      pointsExpiredBefore: policy.expirySource === 'booked' ? 0 : Math.min(points, expired - matched),
      isRedemption: event.type === 'redeem',
    });
  }

  private payDebts(account: number, policy: WalletPolicy, entry: number | undefined, at: number): void {
    for (const debt of this.debts.filter((each) => each.account === account && each.kind === 'debt')) {
      for (const lot of this.inSpendOrder(account, policy)) {
        const part = Math.min(this.unpaid(debt), this.remaining(lot));
        if (part === 0) continue;
        this.use(lot, 'debt_repaid', part, entry, at, debt.entry);
        debt.settled += part;
      }
    }
  }

  // --- events ---------------------------------------------------------------------------------------------------

  private post(event: LotEvent): void {
    const policy = this.policies[event.policy]!;
    this.advance(event.account, policy, event.instant + 1);
    if (event.activityDeadline !== undefined) {
      this.activities.push({ account: event.account, at: event.instant, deadline: event.activityDeadline });
    }
    const spend = (type: string) => {
      const { left } = this.take(
        this.inSpendOrder(event.account, policy),
        type,
        Math.abs(event.points),
        event,
      );
      this.lack(event, left);
      this.note(event, event.points);
    };
    const opening = () => {
      this.open(event, 0, event.points);
      this.payDebts(event.account, policy, event.entry, event.instant);
      this.note(event, event.points);
    };
    if (event.type === 'redeem') spend('redeem');
    else if (event.type === 'exchange_out') spend('exchange');
    else if (event.type === 'transfer_out') spend('transfer');
    else if (event.type === 'reverse') this.reverse(event, policy);
    else if (event.type === 'expire') this.expire(event, policy);
    else if (event.type === 'forfeit') this.forfeit(event, policy);
    else if (event.type === 'restore' && event.related !== undefined) this.restore(event, policy);
    else if (event.type === 'adjust' && event.points <= 0) spend('adjust');
    else opening();
  }

  private note(event: LotEvent, points: number, excess = 0, isUnposted = false): void {
    this.posted.push({ event, points, isUnposted });
    if (excess > 0) this.excesses.push({ event, points: excess });
  }

  private lotOf(entry: number): NaiveLot {
    return this.lots.find((lot) => lot.event.entry === entry)!;
  }

  private reverse(event: LotEvent, policy: WalletPolicy): void {
    let posted = event.points;
    let first: NaiveLot[] = [];
    if (event.related !== undefined) {
      const lot = this.lotOf(event.related);
      const earlier = this.posted.filter(
        (each) => each.event.type === 'reverse' && each.event.related === event.related,
      );
      const reversed = earlier.reduce((sum, each) => sum + each.points, 0);
      const reversible = lot.opened - reversed - this.sum(lot, 'expire') - this.sum(lot, 'forfeit');
      posted = Math.min(posted, Math.max(0, reversible));
      first = [lot];
    }
    const own = this.take(first, 'reverse', posted, event);
    const others = this.take(this.inSpendOrder(event.account, policy), 'reverse', own.left, event);
    this.lack(event, others.left);
    this.note(event, posted, event.points - posted, posted === 0);
  }

  private restore(event: LotEvent, policy: WalletPolicy): void {
    let left = event.points;
    const debt = this.debts.find((each) => each.entry === event.related && each.isRedemption);
    if (debt !== undefined) {
      const part = Math.min(left, this.unpaid(debt));
      debt.cancelled += part;
      left -= part;
    }
    const undoable = this.uses.filter(
      (use) =>
        use.undone < use.points &&
        ((use.type === 'redeem' && use.entry === event.related) ||
          (use.type === 'debt_repaid' && use.cause === event.related)),
    );
    let children = 0;
    for (const use of undoable.reverse()) {
      const part = Math.min(left, use.points - use.undone);
      if (part === 0) break;
      use.undone += part;
      left -= part;
      const lot = use.of;
      const isExpired =
        policy.expirySource === 'booked'
          ? lot.isExpiredByBooking
          : lot.follows
            ? this.lapse(lot, event.instant) !== undefined
            : lot.expiresAt <= event.instant;
      if (isExpired && policy.restore === 'grace') {
        this.open(event, ++children, part, { parent: lot, origin: lot.origin, follows: false });
      } else {
        this.use(lot, 'restore', part, event.entry, event.instant);
        if (isExpired) this.use(lot, 'expire', part, event.entry, event.instant);
      }
    }
    this.payDebts(event.account, policy, event.entry, event.instant);
    this.note(event, event.points - left, left, left === event.points);
  }

  private expire(event: LotEvent, policy: WalletPolicy): void {
    if (policy.expirySource !== 'booked') {
      this.note(event, 0);
      return;
    }
    const named = event.related === undefined ? undefined : this.lotOf(event.related);
    const lots = this.byExpiry(this.spendable(event.account)).filter(
      (lot) => named === undefined || lot === named,
    );
    const { left, parts } = this.take(lots, 'expire', event.points, event);
    for (const part of parts) if (this.remaining(part.of) === 0) part.of.isExpiredByBooking = true;
    this.note(event, event.points - left, left, left === event.points);
  }

  private forfeit(event: LotEvent, policy: WalletPolicy): void {
    const isImplied = policy.expirySource !== 'booked';
    const waitsUntil = (lot: NaiveLot) =>
      isImplied && !lot.follows ? Math.min(lot.expiresAt, lot.availableAt) : lot.availableAt;
    const waiting = this.lots
      .filter((lot) => lot.account === event.account && lot.isWaiting && this.remaining(lot) > 0)
      .sort((a, b) => waitsUntil(a) - waitsUntil(b) || byOpening(a, b));
    const lots = [...this.inSpendOrder(event.account, policy), ...waiting];
    const { left } = this.take(lots, 'forfeit', event.points, event);
    let cancelled = 0;
    for (const debt of this.debts.filter((each) => each.account === event.account)) {
      cancelled += this.unpaid(debt);
      debt.cancelled += this.unpaid(debt);
    }
    this.note(event, event.points - left - cancelled, left, left === event.points && cancelled === 0);
  }

  // --- transfers ------------------------------------------------------------------------------------------------

  private transfer(legs: LotEvent[]): void {
    let pairs = [...new Set(legs.map((leg) => leg.pair!))].map((pair) => {
      const out = legs.find((leg) => leg.pair === pair && leg.type === 'transfer_out');
      const into = legs.find((leg) => leg.pair === pair && leg.type === 'transfer_in');
      return { out, into, key: (out ?? into)!.entry };
    });
    type Pair = (typeof pairs)[number];
    pairs.sort((a, b) => a.key - b.key);
    const feeding = (account: number | undefined) =>
      pairs.filter((pair) => pair.into?.account === account && pair.out?.account !== account && pair.into);
    while (pairs.length > 0) {
      let next = pairs.find((pair) => pair.out === undefined || feeding(pair.out.account).length === 0);
      if (next === undefined) {
        const path: Pair[] = [];
        let account = pairs[0]!.out!.account;
        while (!path.some((pair) => pair.into!.account === account)) {
          const upstream = feeding(account)[0]!;
          path.push(upstream);
          account = upstream.out!.account;
        }
        const start = path.findIndex((pair) => pair.into!.account === account);
        next = path.slice(start).sort((a, b) => a.key - b.key)[0]!;
      }
      if (next.out !== undefined) this.send(next.out);
      if (next.into !== undefined) this.receive(next.into);
      pairs = pairs.filter((pair) => pair !== next);
    }
  }

  private send(event: LotEvent): void {
    const policy = this.policies[event.policy]!;
    this.advance(event.account, policy, event.instant + 1);
    const { left, parts } = this.take(
      this.inSpendOrder(event.account, policy),
      'transfer',
      event.points,
      event,
    );
    this.lack(event, left);
    this.note(event, event.points);
    this.passed.set(event.pair!, { parts, uncovered: left, event });
  }

  private receive(event: LotEvent): void {
    const policy = this.policies[event.policy]!;
    this.advance(event.account, policy, event.instant + 1);
    const { parts, uncovered } = this.passed.get(event.pair!)!;
    this.passed.delete(event.pair!);
    let child = 0;
    for (const { of: lot, points } of parts) {
      const expiry = policy.transferKeepsExpiry ? { expiresAt: lot.expiresAt, follows: lot.follows } : {};
      this.open(event, ++child, points, { parent: lot, origin: lot.origin, ...expiry });
    }
    if (uncovered > 0) this.open(event, child + 1, uncovered);
    this.payDebts(event.account, policy, event.entry, event.instant);
    this.note(event, event.points);
  }

  // --- result ---------------------------------------------------------------------------------------------------

  private outcome(accounts: number[]): Outcome {
    const inTransit = this.policies.map(() => 0);
    for (const { event } of this.passed.values()) inTransit[event.policy]! += event.points;
    return {
      lots: Object.fromEntries(this.lots.map((lot) => [lot.id, this.lotOutcome(lot)])),
      uses: this.uses.map(({ of: _of, undone: _undone, ...use }) => use),
      shortfalls: [
        ...this.debts.map(({ isRedemption: _isRedemption, ...debt }) => ({ ...debt })),
        ...this.excesses.map(({ event, points }) => ({
          ...{ account: event.account, entry: event.entry, kind: 'excess', points },
          ...{ settled: 0, cancelled: 0, pointsExpiredBefore: 0 },
        })),
      ],
      postings: this.posted
        .filter(({ event, points }) => points !== event.points)
        .map(({ event, points, isUnposted }) => ({
          entry: event.entry,
          posted: points,
          excess: this.excesses.find((excess) => excess.event === event)?.points ?? 0,
          isWhollyUnposted: isUnposted,
        })),
      accounts: Object.fromEntries(accounts.map((account) => [account, this.accountOutcome(account)])),
      inTransit,
    };
  }

  private lotOutcome(lot: NaiveLot): LotOutcome {
    const types = [
      'redeem',
      'expire',
      'transfer',
      'reverse',
      'forfeit',
      'adjust',
      'exchange',
      'debt_repaid',
      'restore',
    ];
    const remaining = this.remaining(lot);
    const expiry = remaining > 0 ? this.expiry(lot) : (lot.closedExpiry ?? lot.expiresAt);
    return {
      parent: lot.parent?.id,
      origin: lot.origin.id,
      originOpenedAt: lot.origin.openedAt,
      openedAt: lot.openedAt,
      availableAt: lot.availableAt,
      expiresAt: expiry,
      isPending: lot.isWaiting && remaining > 0,
      opened: lot.opened,
      remaining,
      used: withoutZeros(Object.fromEntries(types.map((type) => [type, this.sum(lot, type)]))),
    };
  }

  private accountOutcome(account: number): Record<string, number> {
    const own = this.posted.filter((each) => each.event.account === account);
    const posted = (type: string) =>
      own.filter((each) => each.event.type === type).reduce((sum, each) => sum + each.points, 0);
    const held = (isWaiting: boolean) =>
      this.lots
        .filter((lot) => lot.account === account && lot.isWaiting === isWaiting)
        .reduce((sum, lot) => sum + this.remaining(lot), 0);
    const lacking = (kind: string) =>
      this.debts
        .filter((debt) => debt.account === account && debt.kind === kind)
        .reduce((sum, debt) => sum + this.unpaid(debt), 0);
    const instants = own.filter((each) => !each.isUnposted).map((each) => each.event.instant);
    return {
      available: held(false),
      pending: held(true),
      debt: lacking('debt'),
      shortfall: lacking('floor'),
      earned: posted('earn'),
      redeemed: posted('redeem'),
      expired: this.uses
        .filter((use) => use.account === account && use.type === 'expire')
        .reduce((sum, use) => sum + use.points, 0),
      transferredIn: posted('transfer_in'),
      transferredOut: posted('transfer_out'),
      exchangedIn: posted('exchange_in'),
      exchangedOut: posted('exchange_out'),
      reversed: posted('reverse'),
      restored: posted('restore'),
      adjusted: posted('adjust'),
      forfeited: posted('forfeit'),
      firstEventAt: instants.length > 0 ? Math.min(...instants) : NaN,
      lastEventAt: instants.length > 0 ? Math.max(...instants) : NaN,
    };
  }
}

function byOpening(a: NaiveLot, b: NaiveLot): number {
  return a.openedAt - b.openedAt || a.event.entry - b.event.entry || a.child - b.child;
}

/** Infinity − Infinity is NaN, so instants are compared and not subtracted. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
