import { betaBinomialUpperTail } from '../redemption/exact-tests.ts';
import { falseDiscoveryRates } from '../redemption/false-discovery.ts';

/** What a member did in the recent window and in his own earlier one. */
export interface TwoWindows {
  /** Purchase days (or effective earns, see {@link effectiveCounts}) in the recent window; whole numbers. */
  readonly recent: number;
  readonly previous: number;
  /** Days of the earlier window in which he was a member already; at most the window's length, more than 0. */
  readonly previousDays: number;
}

export interface Acceleration {
  /** His recent rate ÷ his earlier rate ÷ the programme's season; null where he did nothing earlier. */
  readonly ratio: number | null;
  /** One-sided: probability of this much recent activity or more, had he only moved with the season. */
  readonly pValue: number;
  /** False-discovery rate among all members given. */
  readonly qValue: number;
}

export interface ProgrammeAcceleration {
  /** The programme's recent rate ÷ its earlier rate: season and growth that every member shares. */
  readonly season: number;
  /** Correlation of one member's purchases within a window (0: none), estimated from all members. */
  readonly correlation: number;
  readonly members: readonly Acceleration[];
}

/** Like members counted together: what they did, and how many of them there are. */
export interface KindOfMembers extends TwoWindows {
  readonly members: number;
}

/**
 * Who buys faster than before: each member's recent days (90 by default) against his own previous ones (up to 270). Given
 * how often he bought in both, the recent share follows the lengths of the windows and the season if nothing changed. The test is
 * the exact tail of a beta-binomial, since members buy in bursts: its correlation comes from the members' own scatter (method of
 * moments), never below the binomial's. Ratios and probabilities are doubles; the order of members decides nothing.
 */
export function acceleration(members: readonly TwoWindows[], recentDays = 90): ProgrammeAcceleration {
  return accelerationOfKinds(
    members.map((member) => ({ ...member, members: 1 })),
    recentDays,
  );
}

/**
 * The same for members counted by kind, so that millions of them are a few thousand rows; `members` of the result are those
 * kinds, in the order given. Kinds without any exposure before the recent window are not tested.
 */
export function accelerationOfKinds(kinds: readonly KindOfMembers[], recentDays = 90): ProgrammeAcceleration {
  const season = programmeSeason(kinds, recentDays);
  const shares = kinds.map((kind) => expectedShare(kind, season, recentDays));
  const correlation = scatter(kinds, shares);
  const pValues = kinds.map(({ recent, previous }, i) =>
    betaBinomialUpperTail(recent, recent + previous, shares[i]!, correlation),
  );
  // Members who bought nothing in either window, or joined in the recent one, were not tested, so they must not dilute
  // the others' discoveries.
  const qValues = falseDiscoveryRates(
    pValues.map((p, i) =>
      kinds[i]!.recent + kinds[i]!.previous > 0 && kinds[i]!.previousDays > 0 ? p : null,
    ),
    kinds.map((kind) => kind.members),
  );
  return {
    season,
    correlation,
    members: kinds.map((kind, i) => ({
      ratio: ratioOf(kind, season, recentDays),
      pValue: pValues[i]!,
      qValue: qValues[i] ?? 1,
    })),
  };
}

/** Share of a member's purchases that falls into the recent window when he moves with the season. */
function expectedShare({ previousDays }: TwoWindows, season: number, recentDays: number): number {
  return (season * recentDays) / (season * recentDays + previousDays);
}

function ratioOf(member: TwoWindows, season: number, recentDays: number): number | null {
  if (member.previous === 0 || season === 0) return null;
  return member.recent / recentDays / (member.previous / member.previousDays) / season;
}

/** The season at which as many recent purchases are expected as there were: the maximum of the conditional likelihood. */
function programmeSeason(kinds: readonly KindOfMembers[], recentDays: number): number {
  let [recent, all] = [0, 0];
  // Members of equal exposure count together, which also makes the sum independent of their order.
  const byDays = new Map<number, number>();
  for (const kind of kinds) {
    const purchases = kind.members * (kind.recent + kind.previous);
    recent += kind.members * kind.recent;
    all += purchases;
    byDays.set(kind.previousDays, (byDays.get(kind.previousDays) ?? 0) + purchases);
  }
  if (recent === 0 || recent === all) return recent === 0 ? 0 : 1;
  const groups = [...byDays].sort(([left], [right]) => left - right);
  let [low, high] = [-30, 30];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    let expected = 0;
    for (const [days, count] of groups) {
      const weight = Math.exp(middle) * recentDays;
      expected += (count * weight) / (weight + days);
    }
    if (expected < recent) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Correlation by moments: Var(recent) = n π (1 − π) (1 + (n − 1) ρ), summed over members with two purchases or more. */
function scatter(kinds: readonly KindOfMembers[], shares: readonly number[]): number {
  const groups = new Map<string, { excess: number; pairs: number; members: number }>();
  for (const [i, { recent, previous, previousDays, members }] of kinds.entries()) {
    const n = recent + previous;
    const variance = shares[i]! * (1 - shares[i]!);
    if (n < 2 || !(variance > 0)) continue;
    const key = `${previousDays}/${previous}/${recent}`;
    const group = groups.get(key);
    if (group) group.members += members;
    else
      groups.set(key, {
        excess: (recent - n * shares[i]!) ** 2 / variance - n,
        pairs: n * (n - 1),
        members,
      });
  }
  let [excess, pairs] = [0, 0];
  for (const [, group] of [...groups].sort(([left], [right]) => (left < right ? -1 : 1))) {
    excess += group.members * group.excess;
    pairs += group.members * group.pairs;
  }
  return pairs > 0 ? Math.min(0.99, Math.max(0, excess / pairs)) : 0;
}

/**
 * Earned points as counts for {@link acceleration}: one large earn is not many purchases. The points of both windows are worth
 * (Σw)² ÷ Σw² equal earns (Kish's effective number), split between the windows as the points are and rounded so that
 * the evidence for acceleration is never overstated.
 *
 * @param squares Σ of the squared points of each earn in both windows
 */
export function effectiveCounts(
  recentPoints: number,
  previousPoints: number,
  squares: number,
): { recent: number; previous: number } {
  const total = recentPoints + previousPoints;
  if (!(total > 0) || !(squares > 0)) return { recent: 0, previous: 0 };
  // The allowance keeps three equal earns from counting as two by the rounding of doubles.
  const effective = Math.floor(total ** 2 / squares + 1e-9);
  const recent = Math.floor((effective * recentPoints) / total + 1e-9);
  return { recent, previous: effective - recent };
}
