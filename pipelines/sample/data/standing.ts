import { civil, dayOf, END, instant, timeText } from '../calendar.ts';
import type { Row } from '../csv.ts';

/** Points of a calendar year that lead to a tier. */
export const SILVER = 2000;
export const GOLD = 8000;

export const TIERS: readonly Row[] = [
  { tier: 'standard', rank: 1, threshold: 0, period: 'year', valid_from: '2021-07-01T00:00:00' },
  { tier: 'silver', rank: 2, threshold: SILVER, period: 'year', valid_from: '2021-07-01T00:00:00' },
  { tier: 'gold', rank: 3, threshold: GOLD, period: 'year', valid_from: '2021-07-01T00:00:00' },
];

/** The factors the programme's own claims name; the values are those of the public announcements. */
export const GREEN_FACTORS: readonly Row[] = [
  {
    factor_id: 'grid-2023-national',
    name: '全国电力平均二氧化碳排放因子',
    behaviour: 'electricity',
    unit: 'kgCO2/kWh',
    value: '0.5306',
    year: 2023,
    basis: 'emission',
    boundary: '发电环节',
    source: '生态环境部、国家统计局公告2025年第47号（转引）',
    status: 'secondary',
  },
  {
    factor_id: 'tap-water',
    name: '自来水',
    behaviour: 'water',
    unit: 'kgCO2e/m3',
    value: '0.168',
    year: 2019,
    basis: 'emission',
    boundary: '供水',
    source: 'GB/T 51366-2019（转引）',
    status: 'secondary',
  },
];

/** Each month partners fund their points and redeemers are paid, all from own or settlement accounts. */
export function fundMovementRows(scale: number): Row[] {
  const rows: Row[] = [];
  for (let second = 0, month = 0; second < END; month++) {
    const { year, month: number } = civil(dayOf(second));
    const stamp = `${String(year % 100)}${String(number).padStart(2, '0')}`;
    const amount = Math.round((1500 + 35 * month) * scale * 100) / 100;
    const at = (hours: number): string => timeText(second + 9 * 86_400 + hours * 3600);
    rows.push(
      {
        movement_id: `FM${stamp}F`,
        occurred_at: at(10),
        from_account: 'B1-6222',
        from_kind: 'own',
        to_account: 'HM-SETTLE',
        to_kind: 'settlement',
        amount,
        purpose: 'points_funding',
      },
      {
        movement_id: `FM${stamp}S`,
        occurred_at: at(15),
        from_account: 'HM-SETTLE',
        from_kind: 'settlement',
        to_account: 'R1-8800',
        to_kind: 'external',
        amount: Math.round(amount * 62) / 100,
        purpose: 'points_settlement',
      },
      {
        movement_id: `FM${stamp}G`,
        occurred_at: at(16),
        from_account: 'Y1-RESERVE',
        from_kind: 'reserve',
        to_account: 'R1-8800',
        to_kind: 'external',
        amount: Math.round(amount * 410) / 100,
        purpose: 'goods',
      },
    );
    second = instant(
      number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`,
    );
  }
  return rows;
}
