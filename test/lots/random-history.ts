import fc from 'fast-check';
import type { WalletPolicy } from '#engine/lots/codes.ts';
import type { LotEvent } from '#test/support/lot-events.ts';

/** A history as the kernel is given it, and where the stream is cut into chunks. */
export interface History {
  policies: WalletPolicy[];
  events: LotEvent[];
  asOf: number;
  cuts: number[];
}

const policy: fc.Arbitrary<WalletPolicy> = fc.record({
  spendOrder: fc.constantFrom('fefo', 'fifo', 'lifo'),
  expirySource: fc.constantFrom('implied', 'booked', 'both'),
  overdraw: fc.constantFrom('debt', 'floor'),
  transferKeepsExpiry: fc.boolean(),
  restore: fc.constantFrom('original_expiry', 'grace'),
});

const KINDS = [
  ...([
    'earn',
    'redeem',
    'expire',
    'exchange_out',
    'exchange_in',
    'reverse',
    'restore',
    'adjust',
    'forfeit',
  ] as const),
  ...(['transfer', 'lone_out', 'lone_in'] as const),
];
type Kind = (typeof KINDS)[number];
/** Kinds that act on each other; chance alone brings them together too rarely. */
const THEMES: Kind[][] = [
  ['restore', 'expire'],
  ['restore', 'restore', 'reverse', 'forfeit'],
  ['transfer', 'transfer', 'restore', 'reverse'],
  KINDS,
];

/** Few members, instants and amounts, so that ties, cycles, debts and second corrections are common. */
const draft = fc.record({
  kind: fc.noBias(fc.nat(419)),
  component: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  member: fc.nat(2),
  wallet: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  at: fc.noBias(fc.nat(16)),
  key: fc.nat(1000),
  points: fc.integer({ min: 1, max: 60 }),
  isNegative: fc.boolean(),
  delay: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -1, max: 5 }) },
  ),
  lifetime: fc.option(fc.integer({ min: -1, max: 9 }), { nil: Infinity }),
  follows: fc.boolean(),
  activity: fc.integer({ min: 1, max: 8 }),
  isNaming: fc.constantFrom(true, true, true, false),
  named: fc.nat(5),
  receiver: fc.nat(2),
  rest: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -8, max: 8 }) },
  ),
});
type Draft = typeof draft extends fc.Arbitrary<infer D> ? D : never;

interface Wallet {
  policy: WalletPolicy;
  /** Lots of this wallet may follow activity. */
  hasActivity: boolean;
}

interface World {
  kinds: Kind[];
  members: number;
  wallets: Wallet[];
}

export const history: fc.Arbitrary<History> = fc
  .record({
    // Each history has few kinds of event, so that those meet often.
    kinds: fc.oneof(fc.constantFrom(...THEMES), fc.shuffledSubarray(KINDS, { minLength: 1, maxLength: 5 })),
    members: fc.constantFrom(1, 1, 2, 3),
    wallets: fc.tuple(...[0, 1].map(() => fc.record({ policy, hasActivity: fc.boolean() }))),
    drafts: fc.array(draft, { minLength: 8, maxLength: 24, size: 'max' }),
    asOf: fc.integer({ min: 12, max: 26 }),
    cuts: fc.array(fc.nat(30), { maxLength: 4 }),
  })
  .map(({ kinds, members, wallets, drafts, asOf, cuts }) => ({
    policies: wallets.map((wallet) => wallet.policy),
    events: nameEarlier(
      number(
        drafts.flatMap((each, index) =>
          rowsOf(each, index, { kinds: ['earn', 'redeem', ...kinds], members, wallets }),
        ),
        asOf,
      ),
    ),
    asOf,
    cuts,
  }));

interface Unnumbered extends LotEvent {
  key: number;
  naming?: number;
}

function rowsOf(draft: Draft, index: number, world: World): Unnumbered[] {
  const wallet = world.wallets[draft.wallet]!;
  const kind = world.kinds[draft.kind % world.kinds.length]!;
  const accountOf = (member: number) => draft.component * 100 + draft.wallet * 10 + (member % world.members);
  const isActivity = wallet.hasActivity && (kind === 'earn' || kind === 'redeem');
  const base: Unnumbered = {
    component: draft.component,
    account: accountOf(draft.member),
    policy: draft.wallet,
    entry: -1,
    type: 'earn',
    part: 'whole',
    points: draft.points,
    instant: draft.at,
    availableAt: draft.at + draft.delay,
    expiresAt: draft.at + draft.lifetime,
    followsActivity: wallet.hasActivity && draft.follows,
    activityDeadline: isActivity ? draft.at + draft.activity : undefined,
    isReferenced: false,
    key: draft.key * 1000 + index * 2,
    naming: draft.isNaming ? draft.named : undefined,
  };
  if (kind === 'transfer') return transferRows(base, draft, index, accountOf(draft.receiver));
  if (kind === 'lone_out') return [{ ...base, type: 'transfer_out' }];
  if (kind === 'lone_in') return [{ ...base, type: 'transfer_in' }];
  const sign = kind === 'adjust' && draft.isNegative ? -1 : 1;
  const points = kind === 'adjust' && draft.points === 60 ? 0 : sign * draft.points;
  return [{ ...base, type: kind, points }];
}

/** Two legs; where they differ, the larger one is two rows of one event. */
function transferRows(base: Unnumbered, draft: Draft, index: number, receiver: number): Unnumbered[] {
  const later = draft.at + Math.max(0, draft.delay);
  const expiresAt = later + draft.lifetime;
  const out: Unnumbered = { ...base, type: 'transfer_out', pair: index };
  // The other leg's key has its own place among the keys of the instant.
  const key = ((draft.key * 7) % 1001) * 1000 + index * 2 + 1;
  const into: Unnumbered = { ...out, type: 'transfer_in', account: receiver, instant: later, expiresAt, key };
  if (draft.rest === 0) return [out, into];
  const longer = draft.rest > 0 ? out : into;
  longer.part = 'paired';
  return [out, into, { ...longer, part: 'unpaired', points: Math.abs(draft.rest), pair: undefined }];
}

/** Drops what is not before the as-of, sorts as SQL does and numbers the events. */
function number(rows: Unnumbered[], asOf: number): Unnumbered[] {
  const kept = rows
    .filter((row) => row.instant < asOf)
    .sort((a, b) => a.component - b.component || a.instant - b.instant || a.key - b.key);
  let entry = -1;
  kept.forEach((row, index) => {
    if (kept[index - 1]?.key !== row.key) entry++;
    row.entry = entry;
  });
  return kept;
}

/** Lets corrections name an earlier event of their account, if it has one of the right type. */
function nameEarlier(rows: Unnumbered[]): LotEvent[] {
  const wanted: Partial<Record<LotEvent['type'], LotEvent['type']>> = {
    reverse: 'earn',
    expire: 'earn',
    restore: 'redeem',
  };
  rows.forEach((row, index) => {
    const type = wanted[row.type];
    if (type === undefined || row.naming === undefined) return;
    const earlier = rows
      .slice(0, index)
      .filter((other) => other.account === row.account && other.type === type);
    const named = earlier[row.naming % Math.max(1, earlier.length)];
    if (named === undefined) return;
    named.isReferenced = true;
    row.related = named.entry;
  });
  return rows.map(({ key: _key, naming: _naming, ...event }) => event);
}
