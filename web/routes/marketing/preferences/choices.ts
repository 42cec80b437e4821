/** What the address may say of preferences, with its defaults. */
export const LEVELS = ['category', 'kind', 'item', 'merchant'] as const;
export const DIMENSIONS = ['all', 'tier', 'credit_tier', 'age_band', 'region', 'member_type'] as const;
export const DID = ['choose', 'afford', 'pass', 'redeem'] as const;

export function choicesOf(query: Readonly<Record<string, string>>) {
  return {
    level: LEVELS.find((each) => each === query.level) ?? 'category',
    dimension: DIMENSIONS.find((each) => each === query.dimension) ?? 'all',
    did: DID.find((each) => each === query.did) ?? 'choose',
  };
}
