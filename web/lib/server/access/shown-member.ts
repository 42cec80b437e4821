import type { Viewer } from './viewer.ts';

/**
 * How a member is named to whoever asks: by the id that the viewer's lens shows, which is a pseudonym unless identities may
 * be seen. An SQL expression over column `member_id`.
 */
export function shownMember(_viewer: Viewer, of = ''): string {
  return of ? `${of}.member_id` : 'member_id';
}

/** The condition that a row is the member whom a name given by {@link shownMember} means; `$member` is bound to the name. */
export function isShownMember(viewer: Viewer, of = ''): string {
  return `${shownMember(viewer, of)} = $member`;
}
