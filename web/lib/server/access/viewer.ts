import type { Person } from '#pipelines/state/operator.ts';
import { CAPABILITIES_OF, type Capability, type Role } from '#pipelines/people/role.ts';
import { EVERYTHING, type Scope } from '#pipelines/people/scope.ts';

export type { Capability, Role };

/** Whoever a request acts for: an account with an open session, or the operator of this machine in a command or test. */
export interface Viewer {
  readonly person: Person;
  /** That of the account, or the one an administrator looks through. */
  readonly role: Role;
  readonly scope: Scope;
  /** Members' ids are shown as they are: the viewer has said why, and the log has it. */
  readonly seesIdentities: boolean;
  /** Null for the operator. */
  readonly session: {
    readonly id: string;
    /** Role of the account itself. */
    readonly role: Role;
    /** Whom an administrator looks as; null: as themselves. */
    readonly viewingAs: string | null;
    /** Until when members' ids are shown; ISO 8601, UTC. */
    readonly identitiesUntil: string | null;
  } | null;
  /** Network address of the browser; empty for the operator. */
  readonly address: string;
}

/** Whether a viewer's role holds a capability. */
export function holds(viewer: Viewer, capability: Capability): boolean {
  return CAPABILITIES_OF[viewer.role].includes(capability);
}

/** The operator of this machine, who may do everything: whoever can run commands on the workspace can read its files. */
export function operatorViewer(person: Person): Viewer {
  return {
    person,
    role: 'administrator',
    scope: EVERYTHING,
    seesIdentities: true,
    session: null,
    address: '',
  };
}
