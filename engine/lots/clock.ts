import { SUM } from './account-pool.ts';
import { NONE, USE } from './codes.ts';
import { drawLot, isDoomed, leaveHeaps, makeSpendable } from './lot-life.ts';
import type { Replay } from './replay.ts';
import { payDebts } from './spending.ts';

/**
 * Brings an account's implied expiries and availabilities up to date: all before `limit`. Instants are whole µs, so
 * what happens up to an event at t is what happens before t + 1. At one instant expiry comes first.
 */
export function advanceAccount(replay: Replay, account: number, limit: number): void {
  const { accounts, lots } = replay;
  const isImplied = replay.policyOf(account).isExpiryImplied;
  for (;;) {
    const pending = accounts.pending[account]!;
    const wakesAt = pending === NONE ? Infinity : wakingOf(replay, account, pending);
    let expiresAt = Infinity;
    if (isImplied) {
      const deadline = accounts.isLapsed[account] === 1 ? Infinity : accounts.deadline[account]!;
      const first = accounts.byExpiry[account]!;
      if (first !== NONE) expiresAt = lots.expiresAt[first]!;
      if (deadline < limit && deadline <= expiresAt && deadline <= wakesAt) {
        lapseActivity(replay, account, deadline);
        continue;
      }
      if (expiresAt < limit && expiresAt <= wakesAt) {
        expireSpendable(replay, account, first, expiresAt);
        continue;
      }
    }
    if (wakesAt >= limit) return;
    wakePending(replay, account, pending);
  }
}

function expireSpendable(replay: Replay, account: number, lot: number, at: number): void {
  const points = replay.lots.remaining(lot);
  replay.accounts.add(account, SUM.expired, points);
  drawLot(replay, account, lot, USE.expire, points, NONE, at);
}

/** The account's deadline of activity passes: all lots that follow it expire, pending ones too. */
function lapseActivity(replay: Replay, account: number, deadline: number): void {
  const { accounts, lots, byExpiry } = replay;
  accounts.isLapsed[account] = 1;
  const lapses = accounts.lapses.get(account);
  if (lapses === undefined) accounts.lapses.set(account, [deadline]);
  else lapses.push(deadline);
  while (accounts.byActivity[account] !== NONE) {
    expireSpendable(replay, account, accounts.byActivity[account]!, deadline);
  }
  const waiting = byExpiry
    .members(accounts.pending[account]!)
    .filter((lot) => lots.followsActivity[lot] === 1);
  waiting.sort((left, right) => (lots.openedBefore(left, right) ? -1 : 1));
  for (const lot of waiting) expireSpendable(replay, account, lot, deadline);
}

function wakePending(replay: Replay, account: number, lot: number): void {
  const { accounts, lots } = replay;
  if (isDoomed(replay, account, lot)) {
    expireSpendable(replay, account, lot, lots.expiresAt[lot]!);
    return;
  }
  leaveHeaps(replay, account, lot);
  accounts.add(account, SUM.pending, -lots.remaining(lot));
  const availableAt = lots.availableAt[lot]!;
  makeSpendable(replay, account, lot);
  payDebts(replay, account, NONE, availableAt);
}

function wakingOf(replay: Replay, account: number, lot: number): number {
  return isDoomed(replay, account, lot) ? replay.lots.expiresAt[lot]! : replay.lots.availableAt[lot]!;
}
