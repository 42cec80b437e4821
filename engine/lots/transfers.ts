import { SUM } from './account-pool.ts';
import { EVENT, NONE, PART, USE } from './codes.ts';
import type { EventChunk } from './event-chunk.ts';
import { admitLot, openLot } from './lot-life.ts';
import { accountAt } from './posting.ts';
import type { Passage, PassedLot, Replay } from './replay.ts';
import { incurShortfall, payDebts, spend } from './spending.ts';
import { orderTransfers, type TransferStep } from './transfer-order.ts';

/** Whether a row is a leg of a transfer pair. */
export function isPairedTransfer(rows: EventChunk, row: number): boolean {
  const type = rows.type[row]!;
  if (type !== EVENT.transfer_out && type !== EVENT.transfer_in) return false;
  return rows.pair[row] !== NONE && rows.part[row] !== PART.unpaired;
}

/** Replays the legs of transfer pairs that fall on one instant. */
export function postTransfers(replay: Replay, rows: EventChunk, legs: number[]): void {
  for (const step of orderTransfers(joinLegs(rows, legs))) {
    if (step.outRow !== NONE) send(replay, rows, step.outRow);
    if (step.inRow !== NONE) receive(replay, rows, step.inRow);
  }
}

function joinLegs(rows: EventChunk, legs: number[]): TransferStep[] {
  const steps = new Map<number, TransferStep>();
  for (const row of legs) {
    const pair = rows.pair[row]!;
    const step = steps.get(pair) ?? { key: NONE, sender: NONE, receiver: NONE, outRow: NONE, inRow: NONE };
    if (rows.type[row] === EVENT.transfer_out) {
      step.outRow = row;
      step.sender = rows.account[row]!;
    } else {
      step.inRow = row;
      step.receiver = rows.account[row]!;
    }
    step.key = rows.entry[step.outRow === NONE ? row : step.outRow]!;
    steps.set(pair, step);
  }
  return [...steps.values()];
}

/** The out leg: uses lots as any spending does, and remembers which, until the in leg opens them anew. */
function send(replay: Replay, rows: EventChunk, row: number): void {
  const { accounts, lots } = replay;
  const account = accountAt(replay, rows, row);
  const at = rows.instant[row]!;
  const entry = rows.entry[row]!;
  const points = rows.points[row]!;
  const parts: PassedLot[] = [];
  const uncovered = spend(replay, account, USE.transfer, points, entry, at, (lot, part) => {
    parts.push({
      points: part,
      lotNo: lots.lotNo[lot]!,
      originLot: lots.originLot[lot]!,
      originOpenedAt: lots.originOpenedAt[lot]!,
      expiresAt: lots.expiresAt[lot]!,
      followsActivity: lots.followsActivity[lot]!,
    });
  });
  if (uncovered > 0) incurShortfall(replay, account, uncovered, entry);
  accounts.add(account, SUM.transferredOut, points);
  accounts.touch(account, at);
  replay.passages.set(rows.pair[row]!, { points, policy: rows.policy[row]!, uncovered, parts });
}

/** The in leg: one lot per lot used, and one of its own for what the sender did not have. */
function receive(replay: Replay, rows: EventChunk, row: number): void {
  const { accounts } = replay;
  const at = rows.instant[row]!;
  const points = rows.points[row]!;
  const passage = takePassage(replay, rows, row);
  const account = accountAt(replay, rows, row);
  passage.parts.forEach((part, index) => openPassedLot(replay, rows, row, account, part, index + 1));
  if (passage.uncovered > 0) {
    const lot = openLot(replay, account, rows.entry[row]!, passage.parts.length + 1, passage.uncovered, at);
    replay.lots.expiresAt[lot] = rows.expiresAt[row]!;
    replay.lots.followsActivity[lot] = rows.followsActivity[row]!;
    admitLot(replay, account, lot, at);
  }
  accounts.add(account, SUM.transferredIn, points);
  accounts.touch(account, at);
  payDebts(replay, account, rows.entry[row]!, at);
}

function takePassage(replay: Replay, rows: EventChunk, row: number): Passage {
  const pair = rows.pair[row]!;
  const passage = replay.passages.get(pair);
  if (passage === undefined || passage.points !== rows.points[row]) {
    throw new Error(
      `Entry ${rows.entry[row]}: the transfer out of pair ${pair} is missing or has other points`,
    );
  }
  replay.passages.delete(pair);
  return passage;
}

function openPassedLot(
  replay: Replay,
  rows: EventChunk,
  row: number,
  account: number,
  part: PassedLot,
  childNo: number,
): void {
  const { lots } = replay;
  const at = rows.instant[row]!;
  const lot = openLot(replay, account, rows.entry[row]!, childNo, part.points, at);
  const keeps = replay.policyOf(account).transferKeepsExpiry;
  lots.parentLot[lot] = part.lotNo;
  lots.originLot[lot] = part.originLot;
  lots.originOpenedAt[lot] = part.originOpenedAt;
  lots.expiresAt[lot] = keeps ? part.expiresAt : rows.expiresAt[row]!;
  lots.followsActivity[lot] = keeps ? part.followsActivity : rows.followsActivity[row]!;
  admitLot(replay, account, lot, at);
}
