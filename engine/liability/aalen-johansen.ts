import { NotEstimable } from './not-estimable.ts';

/** What happened at one age (in any unit of time) to the units under observation; non-negative numbers. */
export interface AgeCounts {
  readonly age: number;
  readonly redeemed: number;
  /** Expired, forfeited or reversed: it can no longer be redeemed. */
  readonly expired: number;
  /** Still unspent at this age when observation ended. */
  readonly censored: number;
}

export interface IncidenceStep {
  readonly age: number;
  readonly atRisk: number;
  /** Probability of having been redeemed by this age, with the standard error. */
  readonly redeemed: number;
  readonly redeemedError: number;
  readonly expired: number;
  readonly expiredError: number;
  /** 1 − redeemed − expired: still outstanding. */
  readonly outstanding: number;
}

/**
 * The Aalen–Johansen estimator of redemption with expiry as competing risk (Aalen and Johansen 1978), a second opinion
 * on the ultimate redemption rate that uses exact ages instead of a triangle. Censoring at an age comes after its events.
 * Treating expiry as censoring (Kaplan–Meier) would overstate redemption.
 *
 * Variances by the delta method (Marubini and Valsecchi 1995, section 10.2; without competing risk they are
 * Greenwood's). They take units as independent. Points are not: the points of a lot move together. Pass counts of lots,
 * or points and their {@link designEffect}; the bootstrap by member (member-bootstrap.ts) allows for members too.
 *
 * @param effect by which variances are multiplied
 * @returns one step per age with an event, ascending; doubles.
 */
export function aalenJohansen(ages: readonly AgeCounts[], effect = 1): IncidenceStep[] {
  const sorted = [...ages].sort((left, right) => left.age - right.age);
  const events: RiskSet[] = [];
  let atRisk = 0;
  for (const each of sorted) atRisk += each.redeemed + each.expired + each.censored;
  if (!(atRisk > 0))
    throw new NotEstimable('nothing_at_risk', 'No points were under observation at any age.');
  let survival = 1;
  let redeemed = 0;
  let expired = 0;
  for (const each of sorted) {
    const gone = each.redeemed + each.expired;
    if (gone > 0) {
      redeemed += (survival * each.redeemed) / atRisk;
      expired += (survival * each.expired) / atRisk;
      events.push({ ...each, gone, atRisk, before: survival, incidence: [redeemed, expired] });
      survival *= 1 - gone / atRisk;
    }
    // Nobody left is exactly zero, whatever the sums of doubles say.
    atRisk = Math.max(0, atRisk - gone - each.censored);
  }
  const [ofRedeemed, ofExpired] = [variances(events, 0), variances(events, 1)];
  return events.map((event, i) => ({
    age: event.age,
    atRisk: event.atRisk,
    redeemed: event.incidence[0],
    redeemedError: Math.sqrt(effect * ofRedeemed[i]!),
    expired: event.incidence[1],
    expiredError: Math.sqrt(effect * ofExpired[i]!),
    outstanding: Math.max(0, 1 - event.incidence[0] - event.incidence[1]),
  }));
}

interface RiskSet extends AgeCounts {
  readonly gone: number;
  readonly atRisk: number;
  /** Probability of being outstanding just before this age. */
  readonly before: number;
  readonly incidence: readonly [redeemed: number, expired: number];
}

/**
 * Σ over ages up to t of (I(t) − I(j))² d/(n(n−d)) + S² (n − dₖ)dₖ/n³ − 2 (I(t) − I(j)) S dₖ/n², in one pass: the square
 * is multiplied out, so that every t needs three running sums instead of a loop over all earlier ages.
 */
function variances(events: readonly RiskSet[], cause: 0 | 1): number[] {
  let [square, linear, constant] = [0, 0, 0];
  return events.map((event) => {
    const { atRisk: n, gone, before } = event;
    const own = cause === 0 ? event.redeemed : event.expired;
    const here = event.incidence[cause];
    // With all gone, nothing can happen later, so I(t) − I(j) is zero for every later t and the term vanishes.
    const hazard = n > gone ? gone / (n * (n - gone)) : 0;
    const mixed = (before * own) / n ** 2;
    square += hazard;
    linear += -2 * here * hazard - 2 * mixed;
    constant += here ** 2 * hazard + (before ** 2 * (n - own) * own) / n ** 3 + 2 * here * mixed;
    return Math.max(0, here ** 2 * square + here * linear + constant);
  });
}

/**
 * How much larger variances become when whole lots move instead of single points: Σw² ÷ Σw over the lots' points w, so
 * that an estimate computed with points as units gets the variance of one weighted by lots (Kish 1965, section 11.7).
 */
export function designEffect(points: readonly number[]): number {
  let total = 0;
  let squares = 0;
  for (const each of points) {
    total += each;
    squares += each * each;
  }
  if (!(total > 0))
    throw new NotEstimable('nothing_at_risk', 'No lot holds points, so no design effect exists.');
  return Math.max(1, squares / total);
}
