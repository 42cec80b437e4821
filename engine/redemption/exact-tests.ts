import { logBeta, logChoose, logGamma } from '../special-functions.ts';

/** Which outcomes count as at least as far from the null hypothesis as the observed one. */
export type Alternative = 'greater' | 'less' | 'two-sided';

/** Probabilities within a rounding error of the observed one count as equal to it, as in R. */
const SAME = 1 + 1e-7;

/**
 * Exact binomial test: how probable are `hits` of `of` draws, or something further off, if each wins with probability
 * `share`? Two-sided sums all outcomes no more probable than the observed one (as R's binom.test). Whole numbers up to
 * some millions.
 */
export function binomialTest(
  hits: number,
  of: number,
  share: number,
  alternative: Alternative = 'two-sided',
): number {
  checkCount(hits, of);
  if (!(share >= 0 && share <= 1)) throw new Error(`A probability lies between 0 and 1, not at ${share}.`);
  return tail(0, of, hits, alternative, (k) => logBinomial(k, of, share));
}

/**
 * Fisher's exact test: are `hits` of `of` in one group more (or fewer) than chance gives, when `allHits` of `all`, the
 * group included, had the event? Margins fixed; the number of hits is hypergeometric.
 */
export function fisherTest(
  hits: number,
  of: number,
  allHits: number,
  all: number,
  alternative: Alternative = 'greater',
): number {
  checkCount(hits, of);
  checkCount(allHits, all);
  checkCount(of, all);
  const fewest = Math.max(0, of - (all - allHits));
  const most = Math.min(of, allHits);
  if (hits < fewest || hits > most) throw new Error(`${hits} hits of ${of} do not fit ${allHits} of ${all}.`);
  const whole = logChoose(all, of);
  return tail(
    fewest,
    most,
    hits,
    alternative,
    (k) => logChoose(allHits, k) + logChoose(all - allHits, of - k) - whole,
  );
}

/**
 * Exact upper bound of a proportion (Clopper and Pearson 1934): the share at which `hits` or fewer of `of` would have
 * probability 1 − confidence. None observed: 1.
 */
export function binomialUpperBound(hits: number, of: number, confidence = 0.95): number {
  checkCount(hits, of);
  if (hits === of) return 1;
  let low = hits / of;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (binomialTest(hits, of, middle, 'less') > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Upper tail P(Y ≥ hits) of a beta-binomial count of `of` trials with mean share `share` and correlation `correlation` ≥ 0
 * between trials of one member: the binomial with overdispersion. Correlation 0 is the binomial.
 */
export function betaBinomialUpperTail(hits: number, of: number, share: number, correlation: number): number {
  checkCount(hits, of);
  if (hits === 0) return 1;
  if (correlation <= 0 || share <= 0 || share >= 1) return binomialTest(hits, of, share, 'greater');
  const size = 1 / correlation - 1;
  const [a, b] = [share * size, (1 - share) * size];
  const log = (k: number) => logChoose(of, k) + logBeta(a + k, b + of - k) - logBeta(a, b);
  return tail(0, of, hits, 'greater', log);
}

function logBinomial(k: number, n: number, share: number): number {
  if (share === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (share === 1) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  return (
    logGamma(n + 1) -
    logGamma(k + 1) -
    logGamma(n - k + 1) +
    k * Math.log(share) +
    (n - k) * Math.log1p(-share)
  );
}

function tail(
  fewest: number,
  most: number,
  observed: number,
  alternative: Alternative,
  log: (k: number) => number,
): number {
  const limit = log(observed) + Math.log(SAME);
  const from = alternative === 'greater' ? observed : fewest;
  const to = alternative === 'less' ? observed : most;
  let sum = 0;
  for (let k = from; k <= to; k++) {
    const each = log(k);
    if (alternative !== 'two-sided' || each <= limit) sum += Math.exp(each);
  }
  return Math.min(1, sum);
}

function checkCount(hits: number, of: number): void {
  if (Number.isInteger(hits) && Number.isInteger(of) && hits >= 0 && hits <= of) return;
  throw new Error(`${hits} of ${of} is no count of outcomes.`);
}
