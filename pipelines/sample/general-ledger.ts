import { civil, dayOf } from './calendar.ts';
import type { PointValue } from './data/finance.ts';

/**
 * What becomes of points in the books: those of a sale are deferred revenue, those given away a provision, and those of
 * another operator are paid for as they are handed out and owed no more.
 */
export type Carried = 'contract_liability' | 'provision' | 'payable';

/** Where points come from; they keep it when they are passed on. Points are hundredths, money is 1/10000 yuan. */
export interface Origin {
  readonly wallet: string;
  readonly carried: Carried;
  /** The month of issue, see {@link monthOf}. */
  readonly vintage: number;
  readonly points: number;
  /** Deferred of the sale's price. */
  allocated: number;
}

/** Yuan that the books owe at the end of a month. */
export interface Owed {
  readonly contractLiability: number;
  readonly provision: number;
  /** Deferred revenue that refunds of that month took back. */
  readonly refunded: number;
}

interface PoolMove {
  issued: number;
  redeemed: number;
  outstanding: number;
  allocated: number;
  refunded: number;
}

interface Fact {
  readonly vintage: number;
  readonly month: number;
  /** When the accountants learnt of it. */
  readonly known: number;
  issued: number;
  redeemed: number;
  gone: number;
}

/** With fewer vintages the accountants keep to the rate that sales were booked with. */
const FEWEST_VINTAGES = 12;

/** Months since July 2021, the first of the sample. */
export function monthOf(second: number): number {
  const { year, month } = civil(dayOf(second));
  return (year - 2021) * 12 + month - 7;
}

/**
 * The sub-ledger that the programme's accountants keep beside the stories: issued, redeemed and gone by wallet, vintage
 * and month, and from these what the general ledger carries. It follows the same policies as the engine does (redemption
 * expected by the additive method, revenue in proportion) but shares no code with it, so that the two tie out only where
 * both are right. Its size does not grow with the number of members.
 */
export class GeneralLedger {
  readonly #pools = new Map<string, Map<number, Map<number, PoolMove>>>();
  readonly #facts = new Map<string, Map<number, Fact>>();

  /** Points that come into being: an earn, a correction, points from a partner. */
  opened(origin: Origin, points: number, at: number, knownAt = at): void {
    const month = monthOf(at);
    const move = this.#move(origin, month);
    move.issued += points;
    move.outstanding += points;
    this.#fact(origin, month, Math.max(month, monthOf(knownAt))).issued += points;
  }

  /** The price of a sale that is deferred for its points. */
  deferred(origin: Origin, allocated: number, at: number): void {
    origin.allocated = allocated;
    this.#move(origin, monthOf(at)).allocated += allocated;
  }

  redeemed(origin: Origin, points: number, at: number): void {
    const month = monthOf(at);
    const move = this.#move(origin, month);
    move.redeemed += points;
    move.outstanding -= points;
    this.#fact(origin, month, month).redeemed += points;
  }

  /** A redemption is undone: its own month is estimated anew, the points stand again from now on. */
  givenBack(origin: Origin, points: number, redeemedAt: number, at: number): void {
    const month = monthOf(at);
    const move = this.#move(origin, month);
    move.redeemed -= points;
    move.outstanding += points;
    this.#fact(origin, monthOf(redeemedAt), month).redeemed -= points;
  }

  /** Points that end without being redeemed: expired, forfeited, corrected away. */
  gone(origin: Origin, points: number, at: number): void {
    const month = monthOf(at);
    this.#move(origin, month).outstanding -= points;
    this.#fact(origin, month, month).gone += points;
  }

  /** Points sent to somebody with whom they never arrived. */
  strayed(origin: Origin, points: number, at: number): void {
    this.#move(origin, monthOf(at)).outstanding -= points;
  }

  /** Points taken back with the goods, whichever sale they came from. */
  takenBack(origin: Origin, points: number, at: number): void {
    const month = monthOf(at);
    const move = this.#move(origin, month);
    move.issued -= points;
    move.outstanding -= points;
    this.#fact(origin, month, month).issued -= points;
  }

  /** The deferred price of a sale of which so many points are taken back. */
  refunded(origin: Origin, points: number, at: number): void {
    const allocated = Math.round((origin.allocated * points) / origin.points);
    const move = this.#move(origin, monthOf(at));
    move.allocated -= allocated;
    move.refunded += allocated;
  }

  /** What is owed at a month's end, by wallet; wallets without stated value are left out, as nobody could book them. */
  owed(month: number, valueOf: (wallet: string) => PointValue | undefined): Map<string, Owed> {
    const found = new Map<string, Owed>();
    for (const wallet of this.#facts.keys()) {
      const value = valueOf(wallet);
      if (value) found.set(wallet, this.#owedOf(wallet, month, value));
    }
    return found;
  }

  #owedOf(wallet: string, month: number, value: PointValue): Owed {
    const expected = expectedTotals([...this.#facts.get(wallet)!.values()], month, value.rate);
    const standings = new Map<number, Record<Carried, PoolMove>>();
    for (const carried of ['contract_liability', 'provision', 'payable'] as const) {
      for (const [vintage, moves] of this.#pools.get(`${wallet}/${carried}`) ?? []) {
        const standing = standings.get(vintage) ?? {
          contract_liability: noMove(),
          provision: noMove(),
          payable: noMove(),
        };
        standings.set(vintage, standing);
        for (const [moved, move] of moves) {
          if (moved > month) continue;
          const sum = standing[carried];
          sum.issued += move.issued;
          sum.redeemed += move.redeemed;
          sum.outstanding += move.outstanding;
          sum.allocated += move.allocated;
          if (moved === month) sum.refunded += move.refunded;
        }
      }
    }
    let [contractLiability, provision, refunded] = [0, 0, 0];
    for (const [vintage, standing] of standings) {
      const all = Object.values(standing);
      const sum = (pick: (move: PoolMove) => number): number => all.reduce((so, move) => so + pick(move), 0);
      const outstanding = sum((move) => move.outstanding);
      const total = expected.byVintage.get(vintage) ?? sum((move) => move.issued) * expected.rateOfNew;
      const rate =
        outstanding > 0 ? Math.min(1, Math.max(0, (total - sum((move) => move.redeemed)) / outstanding)) : 0;
      const sold = standing.contract_liability;
      refunded += sold.refunded;
      const toCome = Math.round(rate * sold.outstanding);
      if (sold.outstanding > 0 && toCome > 0) {
        const recognised = Math.max(0, sold.redeemed) / (Math.max(0, sold.redeemed) + toCome);
        contractLiability += sold.allocated - Math.round(sold.allocated * recognised);
      }
      const given = standing.provision;
      if (given.outstanding > 0) provision += Math.round(rate * given.outstanding) * value.cost * 100;
    }
    return {
      contractLiability: contractLiability / 10_000,
      provision: provision / 10_000,
      refunded: refunded / 10_000,
    };
  }

  #move({ wallet, carried, vintage }: Origin, month: number): PoolMove {
    const vintages = held(
      this.#pools,
      `${wallet}/${carried}`,
      () => new Map<number, Map<number, PoolMove>>(),
    );
    const months = held(vintages, vintage, () => new Map<number, PoolMove>());
    return held(months, month, noMove);
  }

  #fact({ wallet, vintage }: Origin, month: number, known: number): Fact {
    const facts = held(this.#facts, wallet, () => new Map<number, Fact>());
    return held(facts, (vintage * 256 + month) * 256 + known, () => ({
      vintage,
      month,
      known,
      issued: 0,
      redeemed: 0,
      gone: 0,
    }));
  }
}

const noMove = (): PoolMove => ({ issued: 0, redeemed: 0, outstanding: 0, allocated: 0, refunded: 0 });

function held<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/**
 * How many points of each vintage will have been redeemed in the end, by the additive method: what all vintages redeemed
 * at an age ÷ what they issued, added for the ages to come; what is neither redeemed nor gone at the oldest age is still
 * expected.
 */
function expectedTotals(
  facts: readonly Fact[],
  month: number,
  bookedRate: number,
): { byVintage: Map<number, number>; rateOfNew: number } {
  const known = facts.filter((fact) => fact.known <= month && fact.vintage <= month);
  const issued = new Map<number, number>();
  for (const fact of known) issued.set(fact.vintage, (issued.get(fact.vintage) ?? 0) + fact.issued);
  for (const [vintage, points] of issued) if (points <= 0) issued.delete(vintage);
  if (issued.size < FEWEST_VINTAGES) {
    const byVintage = new Map([...issued].map(([vintage, points]) => [vintage, points * bookedRate]));
    return { byVintage, rateOfNew: bookedRate };
  }
  const [redeemed, gone] = [new Map<number, number>(), new Map<number, number>()];
  const ages = month - Math.min(...issued.keys()) + 1;
  const [redeemedAt, goneAt, exposedAt] = [zeros(ages), zeros(ages), zeros(ages)];
  for (const [vintage, points] of issued)
    for (let age = 0; age <= month - vintage; age++) exposedAt[age]! += points;
  for (const fact of known) {
    if (!issued.has(fact.vintage) || fact.month > month) continue;
    redeemed.set(fact.vintage, (redeemed.get(fact.vintage) ?? 0) + fact.redeemed);
    gone.set(fact.vintage, (gone.get(fact.vintage) ?? 0) + fact.gone);
    redeemedAt[fact.month - fact.vintage]! += fact.redeemed;
    goneAt[fact.month - fact.vintage]! += fact.gone;
  }
  const toCome = sumsFrom(redeemedAt.map((points, age) => points / exposedAt[age]!));
  const toGo = sumsFrom(goneAt.map((points, age) => points / exposedAt[age]!));
  const byVintage = new Map<number, number>();
  for (const [vintage, points] of issued) {
    const next = month - vintage + 1;
    const total = (redeemed.get(vintage) ?? 0) + points * toCome[next]!;
    const lost = (gone.get(vintage) ?? 0) + points * toGo[next]!;
    byVintage.set(vintage, total + Math.max(0, points - total - lost));
  }
  const rateOfNew = Math.min(1, toCome[0]! + Math.max(0, 1 - toCome[0]! - toGo[0]!));
  return { byVintage, rateOfNew };
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}

/** The sum of the values from each index on; one element more than values. */
function sumsFrom(values: readonly number[]): number[] {
  const sums = [...values, 0];
  for (let index = values.length - 1; index >= 0; index--) sums[index]! += sums[index + 1]!;
  return sums;
}
