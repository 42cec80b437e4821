import { z } from 'zod';

/** What a person is here for. One account has one role; whoever needs two gets the wider one. */
export const ROLES = ['compliance', 'finance', 'marketing', 'auditor', 'administrator'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** The sections of the workbench; to hold one is to read it. */
export const SECTIONS = [
  'overview',
  'compliance',
  'finance',
  'marketing',
  'green',
  'ledger',
  'data',
] as const;

/** What can be done beyond reading. */
export const DEEDS = [
  /** See who a member is, after saying why; without it ids are pseudonyms. */
  'identities',
  /** Take tables and reports out as files. */
  'export',
  /** Put findings into a status, comment, assign, ask for waivers. */
  'decide',
  /** Answer the waivers that others asked for. */
  'approve',
  /** Recompute a book, for today or another day. */
  'compute',
  /** Bring data in, and withdraw it. */
  'ingest',
  /** Change parameters, rules, factors. */
  'configure',
  /** Invite, change and disable accounts; look at the workbench as another role. */
  'people',
  /** Read who did what. */
  'access_log',
] as const;

export const CAPABILITIES = [...SECTIONS, ...DEEDS] as const;
export const Capability = z.enum(CAPABILITIES);
export type Capability = z.infer<typeof Capability>;

/** What each role may. The auditor reads everything, changes nothing, and has an account that ends. */
export const CAPABILITIES_OF: Readonly<Record<Role, readonly Capability[]>> = {
  compliance: [
    ...(['overview', 'compliance', 'green', 'ledger', 'data'] as const),
    ...(['identities', 'export', 'decide', 'approve', 'compute'] as const),
  ],
  finance: [
    ...(['overview', 'finance', 'ledger', 'data'] as const),
    ...(['identities', 'export', 'compute', 'ingest'] as const),
  ],
  marketing: [...(['overview', 'marketing', 'green'] as const), 'export'],
  auditor: [...SECTIONS, 'identities', 'export', 'access_log'],
  administrator: CAPABILITIES,
};
