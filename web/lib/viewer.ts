import type { Capability, Role } from '$lib/server/access/viewer.ts';

/** What the frame knows of whoever has signed in. */
export interface ViewerFacts {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Whom an administrator looks as. */
  readonly viewingAs: string | null;
  /** Until when member ids are shown; null: they are masked. */
  readonly identitiesUntil: string | null;
  /** What they may do beyond reading; next to nothing while an administrator only looks as somebody. */
  readonly deeds: readonly Capability[];
  /** Nothing but a link of this machine opens the account. */
  readonly lacksPassword: boolean;
}
