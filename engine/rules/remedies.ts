/** What of a rule's evidence the programme owes its member. */
export interface Remedy {
  /** Points of the evidence: all of them, or those of its `points_expired`. */
  readonly owed: 'points' | 'points_expired';
  /** Owed only where the evidence says this. */
  readonly where?: { readonly key: string; readonly value: string };
}

/**
 * By rule: which findings, once confirmed, are made good by giving points back. A rule that is not here is made good by
 * other means (new terms, money, a notice), which no file can do.
 */
export const REMEDIES: Readonly<Record<string, Remedy>> = {
  'expiry-shortened': { owed: 'points_expired' },
  'undisclosed-expiry': { owed: 'points_expired' },
  'lifetime-points-expired': { owed: 'points_expired' },
  'award-below-terms': { owed: 'points' },
  'senior-multiplier-wrong': { owed: 'points', where: { key: 'fault', value: 'not_given' } },
  'points-not-returned-in-kind': { owed: 'points' },
  'expired-by-restore': { owed: 'points' },
};
