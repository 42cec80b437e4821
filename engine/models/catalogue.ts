import { COHORT_SUMS, COHORT_VIEWS } from './cohort-models.ts';
import { GREEN_BASES, GREEN_MODELS, GREEN_SUMS } from './green-models.ts';
import {
  LIABILITY_BASE,
  LIABILITY_MODELS,
  LIABILITY_POLICIES,
  LIABILITY_SUMS,
  LIABILITY_VIEWS,
} from './liability-models.ts';
import { MEMBER_FACTS, MEMBER_MODELS } from './member-models.ts';
import type { Model } from './model.ts';
import {
  CATALOGUE_MODELS,
  COALITION_SUMS,
  OFFER_BASES,
  PROMOTION_SUMS,
  REDEMPTION_SUMS,
} from './redemption-models.ts';
import { RULE_BASES, RULE_SUMS } from './rule-models.ts';

/** The layers of a book; each reads only earlier ones and its own. */
export const LAYERS = [
  'data',
  'meta',
  'posting',
  'ledger',
  'lots',
  'balances',
  'liability',
  'cohorts',
  'redemption',
  'members',
  'catalogue',
  'promotions',
  'green',
  'rules',
] as const;

/** The schemas of a book; `posting` is a catalogue of its own beside it. */
export const SCHEMAS: readonly string[] = LAYERS.filter((layer) => layer !== 'posting');

/** Posting, before the accounts are known. */
export const SETTLING: readonly Model[] = [
  { name: 'posting.set_aside', level: 'posting' },
  { name: 'posting.legs', level: 'posting' },
  { name: 'posting.transfer_pairs', level: 'posting' },
  { name: 'posting.pair_legs', level: 'posting' },
  { name: 'posting.relations', level: 'posting' },
  { name: 'posting.linked_members', level: 'posting' },
  { name: 'posting.member_links', level: 'posting' },
];

/** Posting, once components are known. */
export const NUMBERING: readonly Model[] = [
  { name: 'posting.member_components', level: 'posting' },
  { name: 'posting.accounts', level: 'posting' },
  { name: 'ledger.accounts', level: 'posting' },
  { name: 'ledger.conflicts', level: 'posting' },
  { name: 'ledger.unpaired_transfers', level: 'posting' },
  { name: 'ledger.sequence_gaps', level: 'posting' },
  { name: 'posting.ledger_starts', level: 'posting' },
  ...OFFER_BASES,
];

/** Built while the kernel replays a shard, from the same input. */
export const ENTRIES: Model = { name: 'ledger.entries', level: 'account' };

/** What follows the replay of a shard, in order. */
export const ACCOUNT_MODELS: readonly Model[] = [
  { name: 'ledger.event_ids', level: 'account' },
  { name: 'ledger.unposted', level: 'account' },
  { name: 'lots.origin_facts', level: 'account' },
  { name: 'lots.cancellations', level: 'account' },
  { name: 'balances.accounts', level: 'account' },
  { name: 'posting.reported_accounts', level: 'account' },
  { name: 'posting.pending_changes', level: 'account' },
  { name: 'posting.balance_changes', level: 'account' },
  { name: 'balances.mismatches', level: 'account' },
  { name: 'balances.changes', level: 'account' },
  { name: 'balances.flows', level: 'account', sums: ['points', 'points_change', 'events'] },
  ...LIABILITY_SUMS,
  ...COHORT_SUMS,
  ...REDEMPTION_SUMS,
  ...COALITION_SUMS,
  ...PROMOTION_SUMS,
  ...RULE_SUMS,
  ...MEMBER_FACTS,
  ...GREEN_SUMS,
];

/** What is built once, after the last shard. */
export const PROGRAMME_MODELS: readonly Model[] = [
  { name: 'balances.totals', level: 'programme' },
  ...CATALOGUE_MODELS,
  ...GREEN_MODELS,
];

/** What the rules' matches come to; built last. */
export const JUDGING: readonly Model[] = [
  { name: 'posting.judged', level: 'programme' },
  { name: 'posting.grouped_findings', level: 'programme' },
  { name: 'rules.findings', level: 'programme' },
  { name: 'rules.evidence', level: 'programme' },
  { name: 'rules.runs', level: 'programme' },
];

/** Public names over the narrow facts. */
export const VIEWS: readonly Model[] = [
  { name: 'lots.lot_ids', level: 'account', isView: true },
  { name: 'lots.lots', level: 'account', isView: true },
  { name: 'lots.uses', level: 'account', isView: true },
  { name: 'lots.shortfalls', level: 'account', isView: true },
  ...LIABILITY_VIEWS,
  ...COHORT_VIEWS,
];

export const MODELS: readonly Model[] = [
  ...SETTLING,
  ...NUMBERING,
  ...RULE_BASES,
  ...GREEN_BASES,
  ...LIABILITY_POLICIES,
  ENTRIES,
  ...ACCOUNT_MODELS,
  ...PROGRAMME_MODELS,
  ...LIABILITY_BASE,
  ...LIABILITY_MODELS,
  ...MEMBER_MODELS,
  ...VIEWS,
  ...JUDGING,
];
