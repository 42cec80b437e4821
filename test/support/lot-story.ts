import type { WalletPolicy } from '#engine/lots/codes.ts';
import { type LotEvent, type LotOutcome, type Outcome, runKernel } from './lot-events.ts';

/** An event of a hand-written example; at one instant the order of writing is the order of keys. */
export interface StoryEvent {
  id: string;
  type: LotEvent['type'];
  points: number;
  at: number;
  /** Account number; default 1. */
  who?: number;
  available?: number;
  expires?: number;
  /** The lot follows the account's activity. */
  follows?: boolean;
  /** Deadline that this activity sets. */
  deadline?: number;
  /** Id of the related earn or redeem. */
  of?: string;
  /** Number of the transfer pair. */
  pair?: number;
  part?: LotEvent['part'];
}

/** The end of a story, looked up by the ids of its events. */
export interface StoryEnd extends Outcome {
  lot(id: string, child?: number): LotOutcome;
  /** `type lot points @instant`, with the lot as `event` or `event/child`, and what paid for which debt. */
  usesTold: string[];
  entryOf(id: string): number;
}

const DEFAULTS: WalletPolicy = {
  spendOrder: 'fefo',
  expirySource: 'implied',
  overdraw: 'debt',
  transferKeepsExpiry: true,
  restore: 'original_expiry',
};

/** Replays a story of one component under one policy (the default of `programme.yaml` where `policy` is silent). */
export function tell(policy: Partial<WalletPolicy>, story: StoryEvent[], asOf = 100): StoryEnd {
  const sorted = [...story].sort((a, b) => a.at - b.at);
  const ids = [...new Set(sorted.map((event) => event.id))];
  const entryOf = (id: string) => ids.indexOf(id);
  const named = new Set(story.map((event) => event.of));
  const events = sorted.map((event): LotEvent => ({
    component: 0,
    account: event.who ?? 1,
    policy: 0,
    entry: entryOf(event.id),
    type: event.type,
    part: event.part ?? 'whole',
    points: event.points,
    instant: event.at,
    availableAt: event.available ?? event.at,
    expiresAt: event.expires ?? Infinity,
    followsActivity: event.follows ?? false,
    activityDeadline: event.deadline,
    related: event.of === undefined ? undefined : entryOf(event.of),
    pair: event.pair,
    isReferenced: named.has(event.id),
  }));
  const outcome = runKernel(events, [{ ...DEFAULTS, ...policy }], asOf);
  const find = (id: string, child = 0) => {
    const found = Object.entries(outcome.lots).find(([key]) => key.endsWith(`/${entryOf(id)}/${child}`));
    if (found === undefined) throw new Error(`The story has no lot ${id}/${child}`);
    return found[1];
  };
  const lotName = (key: string) => {
    const [, entry, child] = key.split('/');
    return child === '0' ? ids[Number(entry)]! : `${ids[Number(entry)]}/${child}`;
  };
  const usesTold = outcome.uses.map((use) => {
    const cause = use.cause === undefined ? '' : ` for ${ids[use.cause]}`;
    return `${use.type} ${lotName(use.lot)} ${use.points} @${use.usedAt}${cause}`;
  });
  return { ...outcome, lot: find, usesTold, entryOf };
}
