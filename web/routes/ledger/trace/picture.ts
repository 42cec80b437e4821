import type { BalanceLine, LotLine, LotStep } from '#engine/charts/lots.ts';
import { points, sumPoints, negated } from '$lib/format/points.ts';

interface TracedEvent {
  readonly programme_id: string;
  readonly wallet: string;
  readonly effective_at: string;
  readonly balance: string;
  readonly points_change: string;
  readonly kind: string;
}

interface TracedLot {
  readonly lot_no: number;
  readonly opened_at: string;
  readonly expires_at: string | null;
  readonly points_opened: string;
}

interface TracedUse {
  readonly lot_no: number;
  readonly use_type: string;
  readonly points: string;
  readonly used_at: string;
}

/** One line of balance per account, from events that stand newest first. */
export function balanceLines<Event extends TracedEvent>(
  events: readonly Event[],
  nameOf: (event: Event) => string,
  detailOf: (event: Event) => string,
): BalanceLine[] {
  const lines = new Map<string, Event[]>();
  for (const event of [...events].reverse()) {
    const key = `${event.programme_id}/${event.wallet}`;
    lines.set(key, [...(lines.get(key) ?? []), event]);
  }
  return [...lines.values()].map((line) => ({
    name: nameOf(line[0]!),
    points: line.map((event) => ({
      at: event.effective_at,
      balance: event.balance,
      detail: detailOf(event),
    })),
  }));
}

/** Lots with what was left of each after every use; uses stand newest first. */
export function lotLines<Lot extends TracedLot>(
  lots: readonly Lot[],
  uses: readonly TracedUse[],
  labelOf: (lot: Lot) => string,
  detailOf: (lot: Lot) => readonly string[],
): LotLine[] {
  const byLot = new Map<number, TracedUse[]>();
  for (const use of [...uses].reverse()) byLot.set(use.lot_no, [...(byLot.get(use.lot_no) ?? []), use]);
  return lots.map((lot) => ({
    label: labelOf(lot),
    opened: points(lot.points_opened),
    steps: stepsOf(lot, byLot.get(lot.lot_no) ?? []),
    expiresAt: lot.expires_at,
    detail: detailOf(lot),
  }));
}

function stepsOf(lot: TracedLot, uses: readonly TracedUse[]): LotStep[] {
  let remaining = lot.points_opened;
  const steps: LotStep[] = [{ at: lot.opened_at, remaining, use: 'opened' }];
  for (const use of uses) {
    const isBack = use.use_type === 'restore';
    remaining = sumPoints([remaining, isBack ? use.points : negated(use.points)]);
    steps.push({
      at: use.used_at,
      remaining,
      use: isBack ? 'restore' : use.use_type === 'expire' ? 'expire' : 'other',
    });
  }
  return steps;
}
