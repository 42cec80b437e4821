import { FLOW_GROUPS, type FlowGroup, type FlowMonth } from '#engine/charts/flows.ts';
import { isMonthEnd, monthOf } from './format/time.ts';
import { sumPoints } from './format/points.ts';

/** A row of the overview's flows. */
export interface Flow {
  readonly month: string;
  readonly kind: string;
  readonly points_change: string;
}

/** Which kinds of movement make up each group; whatever is not named here is a correction. */
const KINDS: Readonly<Record<Exclude<FlowGroup, 'corrected'>, readonly string[]>> = {
  earned: ['earn'],
  redeemed: ['redeem'],
  expired: ['expire', 'implied_expiry'],
  moved: ['transfer_in', 'transfer_out', 'exchange_in', 'exchange_out'],
};

/** The group that a kind of movement is shown in. */
export function groupOf(kind: string): FlowGroup {
  return FLOW_GROUPS.find((group) => group !== 'corrected' && KINDS[group].includes(kind)) ?? 'corrected';
}

/** A month of flows with what the balance closed at. */
export interface MonthOfFlows extends FlowMonth {
  readonly change: string;
  readonly closing: string;
}

/** Flows by month, oldest first, without gaps; the closings add up from the first month on. */
export function flowMonths(flows: readonly Flow[], asOf: string): MonthOfFlows[] {
  const byMonth = new Map<string, Flow[]>();
  for (const flow of flows)
    byMonth.set(monthOf(flow.month), [...(byMonth.get(monthOf(flow.month)) ?? []), flow]);
  const last = monthOf(asOf);
  const months: MonthOfFlows[] = [];
  let closing = '0.00';
  for (let month = [...byMonth.keys()].sort()[0] ?? last; month <= last; month = following(month)) {
    const rows = byMonth.get(month) ?? [];
    const changes = Object.fromEntries(
      FLOW_GROUPS.map((group) => [
        group,
        sumPoints(rows.filter(({ kind }) => groupOf(kind) === group).map((row) => row.points_change)),
      ]),
    ) as Record<FlowGroup, string>;
    const change = sumPoints(Object.values(changes));
    closing = sumPoints([closing, change]);
    months.push({ month, changes, change, closing, isUnfinished: month === last && !isMonthEnd(asOf) });
  }
  return months;
}

function following(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
