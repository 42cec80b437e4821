import { pointEvents } from '#engine/contract/tables/point-events.ts';
import { timeText } from './calendar.ts';
import type { CsvFile } from './csv.ts';

/** One row of point_events in the making. Points are integer hundredths, money integer cents, times seconds. */
export interface PointEvent {
  id: string;
  member: string;
  wallet: string;
  type: string;
  points: number;
  at: number;
  source?: string;
  recordedAt?: number;
  availableAt?: number;
  expiresAt?: number;
  reason?: string;
  amount?: number;
  taxRate?: string;
  quantity?: number;
  merchant?: string;
  product?: string;
  item?: string;
  cashPaid?: number;
  order?: string;
  channel?: string;
  promotion?: string;
  related?: string;
  behaviour?: string;
  counterparty?: string;
  partner?: string;
  exchangeRate?: string;
  balanceAfter?: number;
}

/** What {@link writeEvent} writes, in this order: the contract's columns, held by a test. */
export const EVENT_COLUMNS = Object.keys(pointEvents.columns);

/** One line of point_events. No cell of an event can hold a delimiter, so nothing is quoted: this is the hot path. */
export function writeEvent(file: CsvFile, event: PointEvent): void {
  file.putCell(''); // programme_id: the only one configured
  file.putCell(event.source ?? '');
  file.putCell(instantText(event.recordedAt));
  file.putCell(event.id);
  file.putCell(event.member);
  file.putCell(event.wallet);
  file.putCell(event.type);
  file.putCell(decimalText(event.points));
  file.putCell(timeText(event.at));
  file.putCell(instantText(event.availableAt));
  file.putCell(instantText(event.expiresAt));
  file.putCell(event.reason ?? '');
  file.putCell(decimalText(event.amount));
  file.putCell(''); // currency: CNY
  file.putCell(''); // amount_includes_tax: true
  file.putCell(event.taxRate ?? '');
  file.putCell(event.quantity === undefined ? '' : String(event.quantity));
  file.putCell(event.merchant ?? '');
  file.putCell(event.product ?? '');
  file.putCell(event.item ?? '');
  file.putCell(decimalText(event.cashPaid));
  file.putCell(event.order ?? '');
  file.putCell(event.channel ?? '');
  file.putCell(event.promotion ?? '');
  file.putCell(event.related ?? '');
  file.putCell(''); // related_source: the same
  file.putCell(event.behaviour ?? '');
  file.putCell(event.counterparty ?? '');
  file.putCell(event.partner ?? '');
  file.putCell(event.exchangeRate ?? '');
  file.putCell(decimalText(event.balanceAfter));
  file.endRow();
}

function instantText(second: number | undefined): string {
  return second === undefined ? '' : timeText(second);
}

/** Hundredths as decimal text without needless zeros: 15050 → `150.5`. */
function decimalText(hundredths: number | undefined): string {
  return hundredths === undefined ? '' : String(hundredths / 100);
}
