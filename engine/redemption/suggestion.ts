/** What the numbers say of one reward that is on offer. */
export interface RewardNumbers {
  /** Members who could afford it while in stock; null where nothing says who could. */
  readonly affordable: number | null;
  /** Choice against indifference, with its interval and false-discovery rate; null where it could not be tested. */
  readonly ratio: number | null;
  readonly qValue: number | null;
  readonly isInStock: boolean;
  /** What a point costs in it ÷ what a point costs in the wallet by the books; null where one of them is not known. */
  readonly relativeCost: number | null;
}

export type Advice = 'raise' | 'hold' | 'retire' | 'not_evaluable';
export type Reason =
  | 'preferred'
  | 'preferred_out_of_stock'
  | 'preferred_but_dear'
  | 'avoided'
  | 'indifferent'
  | 'too_few'
  | 'exposure_unknown';

export interface Suggestion {
  readonly advice: Advice;
  readonly reason: Reason;
}

/** The stated policy of what is said of a reward. */
export interface SuggestionPolicy {
  /** Fewer members than this could afford it: nothing is said. */
  readonly fewestAffording: number;
  /** Differences with a higher false-discovery rate are not acted on. */
  readonly highestRate: number;
  /** A reward whose point costs more than this many times the booked cost is liked at the programme's expense. */
  readonly dear: number;
}

export const SUGGESTION_POLICY: SuggestionPolicy = { fewestAffording: 30, highestRate: 0.05, dear: 1.5 };

/**
 * What to do with a reward: raise one that members choose clearly oftener than the others within their reach, retire one that
 * they clearly avoid, hold the rest. A suggestion from behaviour alone: contracts, promises and margins are for people to weigh.
 */
export function suggest(numbers: RewardNumbers, policy: SuggestionPolicy = SUGGESTION_POLICY): Suggestion {
  const { affordable, ratio, qValue } = numbers;
  if (affordable === null) return { advice: 'not_evaluable', reason: 'exposure_unknown' };
  if (affordable < policy.fewestAffording || ratio === null || qValue === null)
    return { advice: 'not_evaluable', reason: 'too_few' };
  if (qValue > policy.highestRate) return { advice: 'hold', reason: 'indifferent' };
  if (ratio < 1) return { advice: 'retire', reason: 'avoided' };
  if (numbers.relativeCost !== null && numbers.relativeCost > policy.dear)
    return { advice: 'hold', reason: 'preferred_but_dear' };
  return { advice: 'raise', reason: numbers.isInStock ? 'preferred' : 'preferred_out_of_stock' };
}
