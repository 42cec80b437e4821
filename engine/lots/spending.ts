import { SUM } from './account-pool.ts';
import { NONE, SHORTFALL, USE } from './codes.ts';
import { type Debt, openPoints, type Redemption } from './debt.ts';
import { drawLot } from './lot-life.ts';
import type { Replay } from './replay.ts';

/** The lot that would be spent next, by the wallet's spend order; NONE if there is nothing to spend. */
export function nextToSpend(replay: Replay, account: number): number {
  const byOpening = replay.policyOf(account).spendsByOpening;
  return byOpening === undefined ? nextToExpire(replay, account) : replay.accounts.byOpening[account]!;
}

/** The spendable lot that expires first: never-expiring lots last, ties by opening. */
export function nextToExpire(replay: Replay, account: number): number {
  const { accounts, lots } = replay;
  const fixed = accounts.byExpiry[account]!;
  const following = accounts.byActivity[account]!;
  if (following === NONE) return fixed;
  if (fixed === NONE) return following;
  const deadline = accounts.deadline[account]!;
  const expiresAt = lots.expiresAt[fixed]!;
  if (expiresAt !== deadline) return expiresAt < deadline ? fixed : following;
  return lots.openedBefore(fixed, following) ? fixed : following;
}

/** Is told which lot is about to be used, before the use may close it. */
export type BeforeUse = (lot: number, points: number) => void;

/** Uses spendable lots in spend order; returns the points that nothing was there for. */
export function spend(
  replay: Replay,
  account: number,
  use: number,
  points: number,
  entry: number,
  at: number,
  beforeUse?: BeforeUse,
): number {
  let left = points;
  while (left > 0) {
    const lot = nextToSpend(replay, account);
    if (lot === NONE) return left;
    const part = Math.min(left, replay.lots.remaining(lot));
    if (beforeUse !== undefined) beforeUse(lot, part);
    drawLot(replay, account, lot, use, part, entry, at);
    left -= part;
  }
  return 0;
}

/** Notes what an event could not cover: debt or, where the wallet has none, a floor that stays open. */
export function incurShortfall(
  replay: Replay,
  account: number,
  points: number,
  entry: number,
  redemption?: Redemption,
): void {
  const { accounts } = replay;
  const policy = replay.policyOf(account);
  let expiredBefore = 0;
  if (policy.isExpiryImplied) {
    const unmatched = accounts.sum(account, SUM.expired) - accounts.sum(account, SUM.expiredMatched);
    expiredBefore = Math.min(points, unmatched);
    accounts.add(account, SUM.expiredMatched, expiredBefore);
  }
  const kind = policy.hasDebt ? SHORTFALL.debt : SHORTFALL.floor;
  const debt: Debt = { entry, kind, points, settled: 0, cancelled: 0, expiredBefore, redemption };
  if (redemption !== undefined) redemption.debt = debt;
  accounts.add(account, policy.hasDebt ? SUM.debt : SUM.shortfall, points);
  const debts = accounts.debts.get(account);
  if (debts === undefined) accounts.debts.set(account, [debt]);
  else debts.push(debt);
}

/** Pays debt, the oldest first, with what can be spent now; `entry` names the event that brought it, NONE if none did. */
export function payDebts(replay: Replay, account: number, entry: number, at: number): void {
  const { accounts } = replay;
  if (accounts.sum(account, SUM.debt) === 0) return;
  const debts = accounts.debts.get(account)!;
  let paid = 0;
  for (const debt of debts) {
    payDebt(replay, account, debt, entry, at);
    if (openPoints(debt) > 0) break;
    replay.output.shortfall(accounts.accountNo[account]!, debt);
    paid++;
  }
  debts.splice(0, paid);
}

function payDebt(replay: Replay, account: number, debt: Debt, entry: number, at: number): void {
  const { accounts, lots } = replay;
  while (openPoints(debt) > 0) {
    const lot = nextToSpend(replay, account);
    if (lot === NONE) return;
    const part = Math.min(openPoints(debt), lots.remaining(lot));
    if (debt.redemption !== undefined) rememberUse(replay, debt.redemption, lot, part);
    drawLot(replay, account, lot, USE.debt_repaid, part, entry, at, debt.entry);
    debt.settled += part;
    accounts.add(account, SUM.debt, -part);
  }
}

/** Keeps a use of a redemption that a later restore may undo, and its lot with it. */
export function rememberUse(replay: Replay, redemption: Redemption, lot: number, points: number): void {
  replay.lots.isRetained[lot] = 1;
  redemption.uses.push({ lot, points });
}

/** Cancels points of an open shortfall. */
export function cancelShortfall(replay: Replay, account: number, debt: Debt, points: number): void {
  debt.cancelled += points;
  replay.accounts.add(account, debt.kind === SHORTFALL.debt ? SUM.debt : SUM.shortfall, -points);
}

/** Cancels everything an account owes; returns the points cancelled. */
export function cancelShortfalls(replay: Replay, account: number): number {
  const debts = replay.accounts.debts.get(account) ?? [];
  let cancelled = 0;
  for (const debt of debts) {
    cancelled += openPoints(debt);
    cancelShortfall(replay, account, debt, openPoints(debt));
  }
  emitShortfalls(replay, account);
  return cancelled;
}

/** Writes an account's shortfalls as they stand and forgets them. */
export function emitShortfalls(replay: Replay, account: number): void {
  const accountNo = replay.accounts.accountNo[account]!;
  for (const debt of replay.accounts.debts.get(account) ?? []) replay.output.shortfall(accountNo, debt);
  replay.accounts.debts.delete(account);
}
