/** Godfrey's coefficients of the Lanczos series with g = 607/128; relative error below 1e-14 for x ≥ 0.5. */
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new Error(`logGamma needs a positive number, not ${x}.`);
  // Below one half the series loses digits; Γ(x) = Γ(x + 1) / x moves it to where it does not.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const shifted = x - 1 + 607 / 128 + 0.5;
  return HALF_LOG_TWO_PI + Math.log(sum) + (x - 0.5) * Math.log(shifted) - shifted;
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln of the binomial coefficient n over k, for whole 0 ≤ k ≤ n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/**
 * The standard normal's upper tail P(Z > z), by the error function's series for small |z| and Lentz's continued
 * fraction beyond (Abramowitz and Stegun 26.2.10, 26.2.14); relative error about 1e-13.
 */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) throw new Error('normalUpperTail needs a number.');
  if (z < 0) return 1 - normalUpperTail(-z);
  if (z > 38) return 0;
  const density = Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= (z * z) / (2 * n + 1);
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let n = 120; n > 0; n--) fraction = z + n / fraction;
  return density / fraction;
}

/** P(|Z| > |z|) of a standard normal. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalUpperTail(Math.abs(z)));
}

/** The z with P(Z ≤ z) = p, 0 < p < 1, by bisection on the upper tail to full precision. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new Error(`normalQuantile needs a probability between 0 and 1, not ${p}.`);
  if (p < 0.5) return -normalQuantile(1 - p);
  let low = 0;
  let high = 38;
  for (let i = 0; i < 100 && high > low; i++) {
    const middle = (low + high) / 2;
    if (normalUpperTail(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
