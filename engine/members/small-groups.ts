/** Groups smaller than this are not told outside: a figure about them would be one about persons. */
export const SMALLEST_GROUP = 10;

/**
 * SQL that is true where neither a part of a group nor its complement is so small that a figure about it would tell of
 * persons. Nobody at all, and everybody, tell nothing of anyone in particular beyond the group itself.
 */
export function isTellable(part: string, whole: string): string {
  const isSmall = (count: string) => `${count} between 1 and ${SMALLEST_GROUP - 1}`;
  return `(${whole} >= ${SMALLEST_GROUP} and not (${isSmall(part)}) and not (${isSmall(`(${whole} - ${part})`)}))`;
}
