import { SUM } from './account-pool.ts';
import { NONE, USE } from './codes.ts';
import { LOT_STATE } from './lot-pool.ts';
import type { Replay } from './replay.ts';

const HIGHEST_LOT_NO = 2 ** 31 - 1;

/** A new lot that is its own origin; the caller says what is otherwise, then admits it. */
export function openLot(
  replay: Replay,
  account: number,
  entry: number,
  childNo: number,
  points: number,
  at: number,
): number {
  if (replay.nextLotNo > HIGHEST_LOT_NO)
    throw new Error(`More than ${HIGHEST_LOT_NO} lots: take more shards`);
  return replay.lots.allocate(replay.nextLotNo++, account, entry, childNo, points, at);
}

/**
 * Lets a new lot into its account: pending until it is available; else spendable. One whose expiry has passed already
 * (it came by a transfer, say) expires at the moment it opens, before it could pay a debt.
 */
export function admitLot(replay: Replay, account: number, lot: number, at: number): void {
  const { accounts, lots } = replay;
  const policy = replay.policyOf(account);
  if (policy.isExpiryImplied && hasExpired(replay, account, lot, at)) {
    expireLot(replay, account, lot, at);
  } else if (lots.availableAt[lot]! > at) {
    lots.state[lot] = LOT_STATE.pending;
    accounts.add(account, SUM.pending, lots.remaining(lot));
    const wakesAt = isDoomed(replay, account, lot) ? lots.expiresAt[lot]! : lots.availableAt[lot]!;
    accounts.pending[account] = replay.byExpiry.insert(accounts.pending[account]!, lot, wakesAt);
  } else {
    makeSpendable(replay, account, lot);
  }
}

/** Whether a lot that is not spendable (new, or closed and about to be restored) had its expiry before or at `at`. */
export function hasExpired(replay: Replay, account: number, lot: number, at: number): boolean {
  const { accounts, lots } = replay;
  if (!replay.policyOf(account).isExpiryImplied) return lots.isEmptiedByExpire[lot] === 1;
  if (lots.followsActivity[lot] === 0) return lots.expiresAt[lot]! <= at;
  const isNew = lots.state[lot] === LOT_STATE.opening;
  return isNew ? accounts.isLapsed[account] === 1 : lapseAfter(replay, account, lots.openedAt[lot]!) <= at;
}

/** The first deadline of activity that passed after `openedAt`; Infinity if none has. */
export function lapseAfter(replay: Replay, account: number, openedAt: number): number {
  return replay.accounts.lapses.get(account)?.find((lapse) => lapse > openedAt) ?? Infinity;
}

/** Puts a lot with remaining points, which is in no heap, among those that can be spent. */
export function makeSpendable(replay: Replay, account: number, lot: number): void {
  const { accounts, lots, byExpiry } = replay;
  lots.state[lot] = LOT_STATE.spendable;
  accounts.add(account, SUM.available, lots.remaining(lot));
  if (accounts.sum(account, SUM.available) > Number.MAX_SAFE_INTEGER) {
    throw new Error(
      `Account number ${accounts.accountNo[account]} holds more points than can be counted exactly`,
    );
  }
  if (lots.followsActivity[lot] === 1) {
    accounts.byActivity[account] = byExpiry.insert(accounts.byActivity[account]!, lot, 0);
  } else {
    accounts.byExpiry[account] = byExpiry.insert(accounts.byExpiry[account]!, lot, lots.expiresAt[lot]!);
  }
  const byOpening = replay.policyOf(account).spendsByOpening;
  if (byOpening !== undefined) {
    accounts.byOpening[account] = byOpening.insert(accounts.byOpening[account]!, lot, 0);
  }
}

/** Uses points of a spendable or pending lot and writes the use; a lot without points is closed. */
export function drawLot(
  replay: Replay,
  account: number,
  lot: number,
  use: number,
  points: number,
  entry: number,
  usedAt: number,
  causeEntry = NONE,
): void {
  const { accounts, lots } = replay;
  lots.draw(lot, use, points);
  accounts.add(account, lots.state[lot] === LOT_STATE.pending ? SUM.pending : SUM.available, -points);
  replay.output.use(lots, lot, accounts.accountNo[account]!, use, points, entry, usedAt, causeEntry);
  if (lots.remaining(lot) > 0) return;
  leaveHeaps(replay, account, lot);
  closeLot(replay, account, lot);
}

/** A lot leaves the replay: its slot is free unless a later event may still touch it. */
function closeLot(replay: Replay, account: number, lot: number): void {
  const { lots } = replay;
  lots.state[lot] = LOT_STATE.closed;
  // The deadline at which it would have expired; a lapse that has taken it says so itself.
  if (lots.followsActivity[lot] === 1) {
    const lapse = lapseAfter(replay, account, lots.openedAt[lot]!);
    lots.expiresAt[lot] = lapse === Infinity ? replay.accounts.deadline[account]! : lapse;
  }
  if (lots.isRetained[lot] === 1) return;
  replay.output.lot(lots, lot, replay.accounts.accountNo[account]!, lots.expiresAt[lot]!);
  lots.release(lot);
}

/** Expires at once all points of a lot that is in no heap; `entry` names the restore that brought them, if one did. */
export function expireLot(replay: Replay, account: number, lot: number, at: number, entry = NONE): void {
  const { accounts, lots } = replay;
  const points = lots.remaining(lot);
  lots.draw(lot, USE.expire, points);
  accounts.add(account, SUM.expired, points);
  replay.output.use(lots, lot, accounts.accountNo[account]!, USE.expire, points, entry, at, NONE);
  closeLot(replay, account, lot);
}

/** Whether a pending lot expires before it ever becomes available. */
export function isDoomed(replay: Replay, account: number, lot: number): boolean {
  const { lots } = replay;
  if (lots.followsActivity[lot] === 1 || !replay.policyOf(account).isExpiryImplied) return false;
  return lots.expiresAt[lot]! <= lots.availableAt[lot]!;
}

/** Takes a lot out of every heap of its account. */
export function leaveHeaps(replay: Replay, account: number, lot: number): void {
  const { accounts, lots, byExpiry } = replay;
  if (lots.state[lot] === LOT_STATE.pending) {
    accounts.pending[account] = byExpiry.remove(accounts.pending[account]!, lot);
    return;
  }
  if (lots.followsActivity[lot] === 1) {
    accounts.byActivity[account] = byExpiry.remove(accounts.byActivity[account]!, lot);
  } else {
    accounts.byExpiry[account] = byExpiry.remove(accounts.byExpiry[account]!, lot);
  }
  const byOpening = replay.policyOf(account).spendsByOpening;
  if (byOpening !== undefined)
    accounts.byOpening[account] = byOpening.remove(accounts.byOpening[account]!, lot);
}
