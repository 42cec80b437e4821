import { normalQuantile, normalTwoSided } from '../special-functions.ts';

/**
 * What one arm spent: sums over its members in whole cents, of squares and products too. `y` while the promotion ran, `c` in the
 * 90 days before, `a` in as long a span after it, `b` just before it, `p` before that.
 */
export interface Arm {
  readonly members: number;
  readonly buying: number;
  readonly y: number;
  readonly yy: number;
  readonly c: number;
  readonly cc: number;
  readonly yc: number;
  readonly a: number;
  readonly aa: number;
  readonly ac: number;
  readonly b: number;
  readonly ybSquared: number;
  readonly abSquared: number;
  readonly p: number;
  readonly bpSquared: number;
}

/** A difference between arms in cents a member. */
export interface Difference {
  readonly effect: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

export type EffectStatus = 'measured' | 'too_few' | 'trends_differ' | 'running' | 'not_claimed';

export interface Effect {
  readonly status: EffectStatus;
  /** While it ran; null unless measured. */
  readonly during: Difference | null;
  /** In as long a span after it: below zero, purchases were only pulled forward. null: not over yet, or not measured. */
  readonly after: Difference | null;
  /** The same comparison where there can be no effect: before the promotion. */
  readonly placebo: Difference | null;
  /** Share of the variance that what members spent before explains (hold-outs only). */
  readonly explained: number | null;
}

/** The stated policy of when an effect is given. */
export interface EffectPolicy {
  /** Fewer members in an arm, or fewer of both who bought: no effect is given. */
  readonly fewestMembers: number;
  readonly fewestBuying: number;
  /** A placebo this unlikely says that the arms were not alike to begin with. */
  readonly placeboLevel: number;
}

export const EFFECT_POLICY: EffectPolicy = { fewestMembers: 30, fewestBuying: 20, placeboLevel: 0.05 };

export interface Ended {
  readonly isOver: boolean;
  readonly isAfterOver: boolean;
}

/**
 * Design A: members were drawn at random. Difference of the means of those assigned, whether or not they took part, with what
 * they spent before taken out (CUPED, Deng and others 2013). The placebo compares what the arms spent before.
 */
export function holdOutEffect(
  treated: Arm,
  heldOut: Arm,
  ended: Ended,
  policy: EffectPolicy = EFFECT_POLICY,
): Effect {
  const refused = refusal(treated, heldOut, ended, policy);
  if (refused) return refused;
  const placebo = difference(plain(treated, 'c', 'cc'), plain(heldOut, 'c', 'cc'));
  const during = adjusted(treated, heldOut, 'y', 'yy', 'yc');
  return {
    status: 'measured',
    during: during.difference,
    after: ended.isAfterOver ? adjusted(treated, heldOut, 'a', 'aa', 'ac').difference : null,
    placebo,
    explained: during.explained,
  };
}

/**
 * Design B: some members were eligible, others not. Difference between the arms of the changes of each member from the span
 * before to the promotion; the member is the cluster, since each has one change. The placebo is the same a span earlier: where the
 * arms already moved apart then, no effect is claimed.
 */
export function eligibilityEffect(
  eligible: Arm,
  others: Arm,
  ended: Ended,
  policy: EffectPolicy = EFFECT_POLICY,
): Effect {
  const refused = refusal(eligible, others, ended, policy);
  if (refused) return refused;
  const placebo = difference(
    change(eligible, eligible.b - eligible.p, eligible.bpSquared),
    change(others, others.b - others.p, others.bpSquared),
  );
  if (placebo.pValue < policy.placeboLevel)
    return { status: 'trends_differ', during: null, after: null, placebo, explained: null };
  return {
    status: 'measured',
    during: difference(
      change(eligible, eligible.y - eligible.b, eligible.ybSquared),
      change(others, others.y - others.b, others.ybSquared),
    ),
    after: ended.isAfterOver
      ? difference(
          change(eligible, eligible.a - eligible.b, eligible.abSquared),
          change(others, others.a - others.b, others.abSquared),
        )
      : null,
    placebo,
    explained: null,
  };
}

/** Design C: everyone could take part, so there is nobody to compare with and no effect is claimed. */
export const NO_EFFECT: Effect = {
  status: 'not_claimed',
  during: null,
  after: null,
  placebo: null,
  explained: null,
};

function refusal(one: Arm, other: Arm, { isOver }: Ended, policy: EffectPolicy): Effect | undefined {
  if (!isOver) return { ...NO_EFFECT, status: 'running' };
  if (
    Math.min(one.members, other.members) < policy.fewestMembers ||
    one.buying + other.buying < policy.fewestBuying ||
    Math.min(one.buying, other.buying) === 0
  )
    return { ...NO_EFFECT, status: 'too_few' };
  return undefined;
}

interface Sample {
  readonly members: number;
  readonly mean: number;
  /** Of one member. */
  readonly variance: number;
}

function sampleOf(members: number, sum: number, squares: number): Sample {
  const mean = sum / members;
  return { members, mean, variance: Math.max(0, (squares - members * mean * mean) / (members - 1)) };
}

const plain = (arm: Arm, sum: 'c' | 'y' | 'a', squares: 'cc' | 'yy' | 'aa') =>
  sampleOf(arm.members, arm[sum], arm[squares]);
const change = (arm: Arm, sum: number, squares: number) => sampleOf(arm.members, sum, squares);

/** Outcomes less θ times what was spent before; θ is the pooled slope within arms. */
function adjusted(one: Arm, other: Arm, sum: 'y' | 'a', squares: 'yy' | 'aa', product: 'yc' | 'ac') {
  const within = (left: number, right: number, cross: number, members: number) =>
    cross - (left * right) / members;
  const arms = [one, other];
  const spread = arms.reduce((total, arm) => total + within(arm.c, arm.c, arm.cc, arm.members), 0);
  const joint = arms.reduce((total, arm) => total + within(arm[sum], arm.c, arm[product], arm.members), 0);
  const own = arms.reduce((total, arm) => total + within(arm[sum], arm[sum], arm[squares], arm.members), 0);
  const theta = spread > 0 ? joint / spread : 0;
  const samples = arms.map((arm) =>
    sampleOf(
      arm.members,
      arm[sum] - theta * arm.c,
      arm[squares] - 2 * theta * arm[product] + theta * theta * arm.cc,
    ),
  );
  return {
    difference: difference(samples[0]!, samples[1]!),
    explained: own > 0 ? Math.min(1, (theta * joint) / own) : 0,
  };
}

function difference(one: Sample, other: Sample, confidence = 0.95): Difference {
  const effect = one.mean - other.mean;
  const standardError = Math.sqrt(one.variance / one.members + other.variance / other.members);
  const half = normalQuantile(0.5 + confidence / 2) * standardError;
  return {
    effect,
    standardError,
    low: effect - half,
    high: effect + half,
    pValue: standardError > 0 ? normalTwoSided(effect / standardError) : effect === 0 ? 1 : 0,
  };
}
