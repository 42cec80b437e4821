import type { GivenRow } from '#engine/build/given.ts';
import type { Configuration, Validity, Wallet } from '#engine/contract/programme.ts';
import type { WalletPolicy } from '#engine/lots/codes.ts';
import type { LotEvent } from './lot-events.ts';

const DAY = 86_400_000;
/** Shanghai keeps one offset over all that these tests ask about. */
const OFFSET = 8 * 3_600_000;

interface Posted {
  readonly row: GivenRow;
  readonly id: string;
  /** ms */
  readonly effectiveAt: number;
  readonly pair?: { readonly number: number; readonly points: number };
  readonly related?: string;
}

export interface NaivePosting {
  readonly events: LotEvent[];
  readonly policies: WalletPolicy[];
  /** µs */
  readonly endsAt: number;
  /** By entry: the event's id. */
  readonly eventIds: ReadonlyMap<number, string>;
  /** By account number: member and wallet. */
  readonly accounts: readonly { readonly member: string; readonly wallet: string }[];
}

/**
 * The posting of measures.md written for clarity, for the rows of one programme in Shanghai and one source: what the SQL
 * does in sets is done here row by row. Conflicting rows must differ in when they were recorded.
 */
export function naivePosting(rows: readonly GivenRow[], configuration: Configuration): NaivePosting {
  const kept = firstOfEachKey(rows);
  const lastDay = Math.floor((Math.max(...kept.map((row) => at(row.occurred_at))) + OFFSET) / DAY);
  const endsAt = (lastDay + 1) * DAY - OFFSET;
  const pairs = pairLegs(kept);
  const posted = kept
    .map((row) => ({ row, id: String(row.event_id), related: relationOf(row, kept), ...pairs.get(row) }))
    .map((each): Posted => ({ ...each, effectiveAt: each.arrivesAt ?? at(each.row.occurred_at) }))
    .filter((each) => each.effectiveAt < endsAt)
    .sort((left, right) => left.effectiveAt - right.effectiveAt || (left.id < right.id ? -1 : 1));

  const wallets = Object.entries(configuration.programmes[0]!.wallets);
  const accounts: { member: string; wallet: string }[] = [];
  const accountOf = (row: GivenRow) => {
    const [member, wallet] = [String(row.member_id), String(row.wallet)];
    const found = accounts.findIndex((each) => each.member === member && each.wallet === wallet);
    return found >= 0 ? found : accounts.push({ member, wallet }) - 1;
  };
  const entryOf = new Map(posted.map((each, index) => [each.id, index + 1]));
  const named = new Set(posted.map((each) => each.related));
  const events = posted.flatMap((each) => {
    const policy = wallets.findIndex(([name]) => name === each.row.wallet);
    const whole: LotEvent = {
      component: 0,
      account: accountOf(each.row),
      policy,
      entry: entryOf.get(each.id)!,
      type: each.row.event_type as LotEvent['type'],
      part: 'whole',
      points: hundredths(each.row),
      instant: each.effectiveAt * 1000,
      availableAt: Math.max(each.effectiveAt, at(each.row.available_at ?? each.row.occurred_at)) * 1000,
      related: each.related === undefined ? undefined : entryOf.get(each.related),
      isReferenced: named.has(each.id),
      ...expiryOf(each, wallets[policy]![1]),
    };
    if (!each.pair) return [whole];
    const paired: LotEvent = { ...whole, part: 'paired', points: each.pair.points, pair: each.pair.number };
    const rest = whole.points - each.pair.points;
    return rest > 0 ? [paired, { ...whole, part: 'unpaired' as const, points: rest }] : [paired];
  });
  return {
    events,
    policies: wallets.map(([, wallet]) => kernelPolicy(wallet)),
    endsAt: endsAt * 1000,
    eventIds: new Map([...entryOf].map(([id, entry]) => [entry, id])),
    accounts,
  };
}

function at(instant: GivenRow[string] | undefined): number {
  return Date.parse(String(instant));
}

function hundredths(row: GivenRow): number {
  return Math.round(Number(row.points) * 100);
}

function knownFrom(row: GivenRow): number {
  return at(row.recorded_at ?? row.occurred_at);
}

function firstOfEachKey(rows: readonly GivenRow[]): GivenRow[] {
  const kept = new Map<string, GivenRow>();
  for (const row of rows) {
    const before = kept.get(String(row.event_id));
    if (!before || knownFrom(row) < knownFrom(before)) kept.set(String(row.event_id), row);
  }
  return [...kept.values()];
}

function relationOf(row: GivenRow, rows: readonly GivenRow[]): string | undefined {
  if (!['reverse', 'restore', 'expire'].includes(String(row.event_type))) return undefined;
  const isRestore = row.event_type === 'restore';
  const found = rows.find(
    (other) =>
      other.event_id === row.related_event_id &&
      other.member_id === row.member_id &&
      other.wallet === row.wallet &&
      other.event_type === (isRestore ? 'redeem' : 'earn') &&
      (isRestore
        ? at(other.occurred_at) < at(row.occurred_at)
        : at(other.occurred_at) <= at(row.occurred_at)),
  );
  return found && String(found.event_id);
}

type Leg = Pick<Posted, 'pair'> & { readonly arrivesAt?: number };

function pairLegs(rows: readonly GivenRow[]): Map<GivenRow, Leg> {
  const byId = (left: GivenRow, right: GivenRow) => (String(left.event_id) < String(right.event_id) ? -1 : 1);
  const outs = rows.filter((row) => row.event_type === 'transfer_out').sort(byId);
  const ins = rows.filter((row) => row.event_type === 'transfer_in').sort(byId);
  const names = (out: GivenRow, into: GivenRow) =>
    into.related_event_id === out.event_id || out.related_event_id === into.event_id;
  const legs = new Map<GivenRow, Leg>();
  for (const [number, out] of outs.entries()) {
    const into = ins.find((each) => names(out, each));
    if (!into || outs.find((each) => names(each, into)) !== out) continue;
    const pair = { number, points: Math.min(hundredths(out), hundredths(into)) };
    legs.set(out, { pair });
    legs.set(into, { pair, arrivesAt: Math.max(at(out.occurred_at), at(into.occurred_at)) });
  }
  return legs;
}

/** When the points of an event expire; a deadline of activity where the wallet goes by that. µs. */
function expiryOf(
  { row, effectiveAt, related }: Posted,
  wallet: Wallet,
): Pick<LotEvent, 'expiresAt' | 'followsActivity' | 'activityDeadline'> {
  const day = Math.floor((effectiveAt + OFFSET) / DAY);
  const midnight = (of: number) => (of * DAY - OFFSET) * 1000;
  const policy = midnight(expiryDay(day, validityAt(wallet, day)));
  const isActivity = 'months_since_last_activity' in validityAt(wallet, day);
  const isActive = isActivity && ['earn', 'redeem'].includes(String(row.event_type));
  const graced =
    row.event_type === 'restore' && related !== undefined && wallet.restore !== 'original_expiry';
  return {
    expiresAt: graced ? midnight(day + (wallet.restore as { grace_days: number }).grace_days + 1) : policy,
    followsActivity: isActivity,
    activityDeadline: isActive ? policy : undefined,
  };
}

function validityAt(wallet: Wallet, day: number): Validity {
  const started = wallet.validity.filter((each) => Date.parse(each.from) / DAY <= day);
  return started.at(-1) ?? wallet.validity[0]!;
}

/** The day that no longer counts, as days since 1970. */
function expiryDay(day: number, validity: Validity): number {
  if ('months' in validity) return monthsLater(day, validity.months) + 1;
  if ('months_since_last_activity' in validity)
    return monthsLater(day, validity.months_since_last_activity) + 1;
  if ('lifetime' in validity) return Infinity;
  const year = new Date(day * DAY).getUTCFullYear();
  return Date.UTC(year + 1, validity.calendar_year_end_plus_months, 1) / DAY;
}

/** The corresponding day some months later, or else the last day of that month. */
function monthsLater(day: number, months: number): number {
  const from = new Date(day * DAY);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastOfMonth)) / DAY;
}

function kernelPolicy(wallet: Wallet): WalletPolicy {
  return {
    spendOrder: wallet.spend_order,
    expirySource: wallet.expiry_source,
    overdraw: wallet.overdraw,
    transferKeepsExpiry: wallet.transfer_keeps_expiry,
    restore: wallet.restore === 'original_expiry' ? 'original_expiry' : 'grace',
  };
}
