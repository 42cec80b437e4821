import type { Viewer } from './viewer.ts';

/**
 * The one place that decides how a member is named to whoever asks: by id where the viewer may see identities, else by a
 * number that means nothing outside the book. An SQL expression over columns `member_id` and `member_no`.
 */
export function shownMember(viewer: Viewer, of = ''): string {
  const prefix = of ? `${of}.` : '';
  return viewer.seesIdentities ? `${prefix}member_id` : `concat('#', ${prefix}member_no)`;
}

/** The condition that a row is the member whom a name given by {@link shownMember} means; `$member` is bound to the name. */
export function isShownMember(viewer: Viewer, of = ''): string {
  return `${shownMember(viewer, of)} = $member`;
}
