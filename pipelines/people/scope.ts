import { z } from 'zod';

const Ids = z.array(z.string().min(1).max(200)).max(200).nullable();

/**
 * The part of the data that an account may see. Null: no limit of that kind. Limits of different kinds hold together:
 * a coalition partner with a merchant and a programme sees that merchant's part of that programme.
 */
export const Scope = z.strictObject({ programmes: Ids, merchants: Ids, regions: Ids });
export type Scope = z.infer<typeof Scope>;

/** No limit at all. */
export const EVERYTHING: Scope = { programmes: null, merchants: null, regions: null };

/** Whether a scope leaves anything out. */
export function isLimited(scope: Scope): boolean {
  return scope.programmes !== null || scope.merchants !== null || scope.regions !== null;
}

/** Whether all of a programme is seen where anything of it is: sums over all merchants and regions may be shown then. */
export function seesWholeProgrammes({ merchants, regions }: Scope): boolean {
  return merchants === null && regions === null;
}
