/** What the contribution shown may be of: one member, household, enterprise, merchant or region, or one kind of act. */
export const NARROWED_BY = [
  'member',
  'household',
  'enterprise',
  'part',
  'merchant',
  'region',
  'track',
  'behaviour',
  'category',
  'product',
  'factor',
  'programme',
] as const;
export type NarrowedBy = (typeof NARROWED_BY)[number];

/** Of the parameters of an address those that narrow contribution. */
export function narrowingOf(query: Readonly<Record<string, string>>): Partial<Record<NarrowedBy, string>> {
  return Object.fromEntries(
    NARROWED_BY.flatMap((name) => (query[name] ? [[name, query[name]] as const] : [])),
  );
}
