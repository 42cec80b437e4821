import { SUM } from './account-pool.ts';
import { advanceAccount } from './clock.ts';
import { EVENT, NONE, USE } from './codes.ts';
import type { Redemption } from './debt.ts';
import type { EventChunk } from './event-chunk.ts';
import { admitLot, drawLot, openLot } from './lot-life.ts';
import { LOT_STATE, OPENED, REVERSED_BY_NAME, SUMS } from './lot-pool.ts';
import type { Replay } from './replay.ts';
import { restore } from './restoring.ts';
import {
  type BeforeUse,
  cancelShortfalls,
  incurShortfall,
  nextToExpire,
  payDebts,
  rememberUse,
  spend,
} from './spending.ts';

/** The account of a row, brought up to the row's instant. */
export function accountAt(replay: Replay, rows: EventChunk, row: number): number {
  const account = replay.accountSlot(rows.account[row]!, rows.policy[row]!);
  advanceAccount(replay, account, rows.instant[row]! + 1);
  return account;
}

/** Replays one event, or the unpaired part of one; legs of a transfer pair are passed on elsewhere. */
export function postEvent(replay: Replay, rows: EventChunk, row: number): void {
  const account = accountAt(replay, rows, row);
  const points = rows.points[row]!;
  switch (rows.type[row]!) {
    case EVENT.earn:
      setDeadline(replay, account, rows.activityDeadline[row]!);
      openFor(replay, rows, row, account, SUM.earned);
      break;
    case EVENT.exchange_in:
      openFor(replay, rows, row, account, SUM.exchangedIn);
      break;
    case EVENT.transfer_in:
      openFor(replay, rows, row, account, SUM.transferredIn);
      break;
    case EVENT.redeem:
      redeem(replay, rows, row, account);
      break;
    case EVENT.exchange_out:
      spendFor(replay, rows, row, account, USE.exchange, points);
      replay.accounts.add(account, SUM.exchangedOut, points);
      break;
    case EVENT.transfer_out:
      spendFor(replay, rows, row, account, USE.transfer, points);
      replay.accounts.add(account, SUM.transferredOut, points);
      break;
    case EVENT.adjust:
      adjust(replay, rows, row, account);
      break;
    case EVENT.reverse:
      reverse(replay, rows, row, account);
      break;
    case EVENT.restore:
      if (rows.related[row] === NONE) openFor(replay, rows, row, account, SUM.restored);
      else notePosting(replay, rows, row, account, restore(replay, rows, row, account));
      break;
    case EVENT.expire:
      expire(replay, rows, row, account);
      break;
    case EVENT.forfeit:
      forfeit(replay, rows, row, account);
      break;
    default:
      throw new Error(`Entry ${rows.entry[row]} has the unknown type ${rows.type[row]}`);
  }
}

/** Opens a lot with all points of an event. */
function openFor(replay: Replay, rows: EventChunk, row: number, account: number, sum: number): void {
  const { accounts, lots } = replay;
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  const points = rows.points[row]!;
  const lot = openLot(replay, account, entry, 0, points, at);
  lots.expiresAt[lot] = rows.expiresAt[row]!;
  lots.followsActivity[lot] = rows.followsActivity[row]!;
  if (rows.type[row] === EVENT.earn) {
    if (rows.availableAt[row]! > at) lots.availableAt[lot] = rows.availableAt[row]!;
    if (rows.isReferenced[row] === 1) {
      lots.isRetained[lot] = 1;
      replay.namedEarns.set(entry, lot);
    }
  }
  accounts.add(account, sum, points);
  accounts.touch(account, at);
  admitLot(replay, account, lot, at);
  payDebts(replay, account, entry, at);
}

/** Spends in spend order; what is not there becomes debt or shortfall, so the event is posted in full. */
function spendFor(
  replay: Replay,
  rows: EventChunk,
  row: number,
  account: number,
  use: number,
  points: number,
  redemption?: Redemption,
): void {
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  let remember: BeforeUse | undefined;
  if (redemption !== undefined) remember = (lot, part) => rememberUse(replay, redemption, lot, part);
  const uncovered = spend(replay, account, use, points, entry, at, remember);
  if (uncovered > 0) incurShortfall(replay, account, uncovered, entry, redemption);
  replay.accounts.touch(account, at);
}

function redeem(replay: Replay, rows: EventChunk, row: number, account: number): void {
  setDeadline(replay, account, rows.activityDeadline[row]!);
  const points = rows.points[row]!;
  const redemption = rows.isReferenced[row] === 1 ? replay.redemption(rows.entry[row]!) : undefined;
  spendFor(replay, rows, row, account, USE.redeem, points, redemption);
  replay.accounts.add(account, SUM.redeemed, points);
}

function adjust(replay: Replay, rows: EventChunk, row: number, account: number): void {
  const points = rows.points[row]!;
  if (points > 0) {
    openFor(replay, rows, row, account, SUM.adjusted);
  } else {
    spendFor(replay, rows, row, account, USE.adjust, -points);
    replay.accounts.add(account, SUM.adjusted, points);
  }
}

function reverse(replay: Replay, rows: EventChunk, row: number, account: number): void {
  const { lots } = replay;
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  let posted = rows.points[row]!;
  let left = posted;
  if (rows.related[row] !== NONE) {
    const lot = namedLot(replay, rows, row, account);
    posted = Math.min(posted, reversible(replay, lot));
    lots.points[lot * SUMS + REVERSED_BY_NAME]! += posted;
    left = posted;
    const part = Math.min(left, lots.remaining(lot));
    if (part > 0) drawLot(replay, account, lot, USE.reverse, part, entry, at);
    left -= part;
  }
  const uncovered = spend(replay, account, USE.reverse, left, entry, at);
  if (uncovered > 0) incurShortfall(replay, account, uncovered, entry);
  replay.accounts.add(account, SUM.reversed, posted);
  notePosting(replay, rows, row, account, posted);
}

/** Points of a lot that reverses naming it may still post. */
function reversible(replay: Replay, lot: number): number {
  const sums = lot * SUMS;
  const points = replay.lots.points;
  const gone = points[sums + REVERSED_BY_NAME]! + points[sums + USE.expire]! + points[sums + USE.forfeit]!;
  // A restore may have put points back that were reversed or expired before: then nothing is left to reverse.
  return Math.max(0, points[sums + OPENED]! - gone);
}

/** The lot that the related earn opened; missing only if the caller broke the contract of `isReferenced`. */
function namedLot(replay: Replay, rows: EventChunk, row: number, account: number): number {
  const lot = replay.namedEarns.get(rows.related[row]!);
  if (lot === undefined || replay.lots.account[lot] !== account) {
    throw new Error(
      `Entry ${rows.entry[row]} names entry ${rows.related[row]}, which is no referenced earn before it`,
    );
  }
  return lot;
}

/** A booked expire takes spendable points only, the earliest expiring first or those of the earn it names. */
function expire(replay: Replay, rows: EventChunk, row: number, account: number): void {
  const { accounts, lots } = replay;
  const points = rows.points[row]!;
  if (replay.policyOf(account).isExpiryImplied) {
    // The engine has expired the lots itself; the row is only matched later.
    accounts.touch(account, rows.instant[row]!);
    replay.output.posting(accounts.accountNo[account]!, rows.entry[row]!, 0, 0, false);
    return;
  }
  const named = rows.related[row] === NONE ? NONE : namedLot(replay, rows, row, account);
  let left = points;
  while (left > 0) {
    const lot = named === NONE ? nextToExpire(replay, account) : named;
    if (lot === NONE || lots.state[lot] !== LOT_STATE.spendable) break;
    const part = Math.min(left, lots.remaining(lot));
    if (part === lots.remaining(lot)) lots.isEmptiedByExpire[lot] = 1;
    drawLot(replay, account, lot, USE.expire, part, rows.entry[row]!, rows.instant[row]!);
    left -= part;
  }
  accounts.add(account, SUM.expired, points - left);
  notePosting(replay, rows, row, account, points - left);
}

/**
 * Closes an account's points: spendable lots in spend order, then pending ones as they would have become available;
 * every debt and floor is cancelled. The sum of forfeits is net of what was cancelled, so that the balance adds up.
 */
function forfeit(replay: Replay, rows: EventChunk, row: number, account: number): void {
  const { accounts, lots } = replay;
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  const points = rows.points[row]!;
  let excess = spend(replay, account, USE.forfeit, points, entry, at);
  while (excess > 0 && accounts.pending[account] !== NONE) {
    const lot = accounts.pending[account]!;
    const part = Math.min(excess, lots.remaining(lot));
    drawLot(replay, account, lot, USE.forfeit, part, entry, at);
    excess -= part;
  }
  const cancelled = cancelShortfalls(replay, account);
  const posted = points - excess - cancelled;
  accounts.add(account, SUM.forfeited, posted);
  const isWhollyUnposted = excess === points && cancelled === 0;
  if (!isWhollyUnposted) accounts.touch(account, at);
  if (posted !== points) {
    replay.output.posting(accounts.accountNo[account]!, entry, posted, excess, isWhollyUnposted);
  }
}

/** Records how much of an event was posted, the rest being excess. */
function notePosting(replay: Replay, rows: EventChunk, row: number, account: number, posted: number): void {
  const points = rows.points[row]!;
  if (posted > 0) replay.accounts.touch(account, rows.instant[row]!);
  if (posted === points) return;
  const accountNo = replay.accounts.accountNo[account]!;
  replay.output.posting(accountNo, rows.entry[row]!, posted, points - posted, posted === 0);
}

function setDeadline(replay: Replay, account: number, deadline: number): void {
  if (Number.isNaN(deadline)) return;
  replay.accounts.deadline[account] = deadline;
  replay.accounts.isLapsed[account] = 0;
}
