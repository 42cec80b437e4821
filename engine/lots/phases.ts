import { EVENT } from './codes.ts';
import type { EventChunk } from './event-chunk.ts';
import { isPairedTransfer } from './transfers.ts';

/**
 * The order of events at one instant, after implied expiry and availability: points come in before they are used, and
 * corrections go before what members did.
 */
export const PHASE = {
  opening: 0,
  adjustUp: 1,
  restore: 2,
  transferPair: 3,
  reverse: 4,
  redeem: 5,
  exchangeOut: 6,
  adjustDown: 7,
  unpairedOut: 8,
  expire: 9,
  forfeit: 10,
} as const;

/** By type of event; adjust and transfers depend on more than their type. */
const PHASE_OF_TYPE = new Map<number, number>([
  [EVENT.earn, PHASE.opening],
  [EVENT.exchange_in, PHASE.opening],
  [EVENT.transfer_in, PHASE.opening],
  [EVENT.restore, PHASE.restore],
  [EVENT.reverse, PHASE.reverse],
  [EVENT.redeem, PHASE.redeem],
  [EVENT.exchange_out, PHASE.exchangeOut],
  [EVENT.transfer_out, PHASE.unpairedOut],
  [EVENT.expire, PHASE.expire],
  [EVENT.forfeit, PHASE.forfeit],
]);

function phaseOf(rows: EventChunk, row: number): number {
  if (isPairedTransfer(rows, row)) return PHASE.transferPair;
  const type = rows.type[row]!;
  if (type === EVENT.adjust) return rows.points[row]! > 0 ? PHASE.adjustUp : PHASE.adjustDown;
  const phase = PHASE_OF_TYPE.get(type);
  if (phase === undefined) throw new Error(`Entry ${rows.entry[row]} has the unknown type ${type}`);
  return phase;
}

/**
 * The rows of one instant by phase, within a phase by event key (the order in which they arrive); phases without rows are
 * holes.
 */
export function orderByPhase(rows: EventChunk, from: number, to: number): (number[] | undefined)[] {
  const phases: (number[] | undefined)[] = [];
  for (let row = from; row < to; row++) {
    if (row > from && rows.entry[row]! < rows.entry[row - 1]!) {
      throw new Error(`Entry ${rows.entry[row]} comes after ${rows.entry[row - 1]} of the same instant`);
    }
    const phase = phaseOf(rows, row);
    (phases[phase] ??= []).push(row);
  }
  return phases;
}
