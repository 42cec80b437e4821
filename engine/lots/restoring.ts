import { SUM } from './account-pool.ts';
import { NONE, USE } from './codes.ts';
import { openPoints } from './debt.ts';
import type { EventChunk } from './event-chunk.ts';
import { admitLot, expireLot, hasExpired, makeSpendable, openLot } from './lot-life.ts';
import { LOT_STATE } from './lot-pool.ts';
import type { Replay } from './replay.ts';
import { cancelShortfall, payDebts } from './spending.ts';

/**
 * Gives back points of the redemption that a restore names: first cancels its open debt or floor, then undoes its uses
 * (and the debt payments it caused), the latest first. Returns the points posted; what cannot be undone is excess, also
 * where a forfeit has cancelled the debt already.
 */
export function restore(replay: Replay, rows: EventChunk, row: number, account: number): number {
  const redemption = replay.namedRedemptions.get(rows.related[row]!);
  if (redemption === undefined) {
    throw new Error(
      `Entry ${rows.entry[row]} names entry ${rows.related[row]}, which is no referenced redeem before it`,
    );
  }
  const points = rows.points[row]!;
  let left = points;
  if (redemption.debt !== undefined) {
    const part = Math.min(left, openPoints(redemption.debt));
    cancelShortfall(replay, account, redemption.debt, part);
    left -= part;
  }
  let children = 0;
  while (left > 0 && redemption.uses.length > 0) {
    const use = redemption.uses.at(-1)!;
    const part = Math.min(left, use.points);
    children = giveBack(replay, rows, row, account, use.lot, part, children);
    use.points -= part;
    if (use.points === 0) redemption.uses.pop();
    left -= part;
  }
  replay.accounts.add(account, SUM.restored, points - left);
  payDebts(replay, account, rows.entry[row]!, rows.instant[row]!);
  return points - left;
}

/** Returns the number of grace lots opened by this restore so far. */
function giveBack(
  replay: Replay,
  rows: EventChunk,
  row: number,
  account: number,
  lot: number,
  points: number,
  children: number,
): number {
  const { accounts, lots } = replay;
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  const isExpired = hasExpired(replay, account, lot, at);
  if (isExpired && replay.policyOf(account).restoresWithGrace) {
    openGraceLot(replay, rows, row, account, lot, points, children + 1);
    return children + 1;
  }
  lots.restore(lot, points);
  replay.output.use(lots, lot, accounts.accountNo[account]!, USE.restore, points, entry, at, NONE);
  if (isExpired) {
    expireLot(replay, account, lot, at, entry);
  } else if (lots.state[lot] === LOT_STATE.closed) {
    makeSpendable(replay, account, lot);
  } else {
    accounts.add(account, SUM.available, points);
  }
  return children;
}

function openGraceLot(
  replay: Replay,
  rows: EventChunk,
  row: number,
  account: number,
  parent: number,
  points: number,
  childNo: number,
): void {
  const { lots } = replay;
  const at = rows.instant[row]!;
  const lot = openLot(replay, account, rows.entry[row]!, childNo, points, at);
  lots.parentLot[lot] = lots.lotNo[parent]!;
  lots.originLot[lot] = lots.originLot[parent]!;
  lots.originOpenedAt[lot] = lots.originOpenedAt[parent]!;
  lots.expiresAt[lot] = rows.expiresAt[row]!;
  admitLot(replay, account, lot, at);
}
