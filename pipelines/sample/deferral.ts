import { listPriceOf } from './data/products.ts';
import { pointValueAt } from './data/finance.ts';

/** One line of an order that earns points. Points are hundredths, money is cents. */
export interface SoldLine {
  readonly wallet: string;
  readonly at: number;
  readonly points: number;
  readonly amount?: number | undefined;
  readonly taxRate?: string | undefined;
  readonly product?: string | undefined;
  readonly quantity?: number | undefined;
  readonly reason?: string | undefined;
}

/**
 * What of an order's price, net of tax, is deferred for the points of each line, in 1/10000 yuan: shared by what goods
 * and points would cost alone, points counting as far as they are expected to be redeemed. Fixed at the sale.
 */
export function deferredOf(lines: readonly SoldLine[]): number[] {
  const priced = lines.map((line) => {
    const tax = 1 + Number(line.taxRate ?? 0);
    const net = Math.round(((line.amount ?? 0) * 100) / tax);
    const listed = line.product === undefined ? 0 : listPriceOf(line.product) * (line.quantity ?? 1);
    const goods =
      line.reason === 'purchased' || !line.amount ? 0 : listed === 0 ? net : Math.round((listed * 100) / tax);
    const value = pointValueAt(line.wallet, line.at);
    // Hundredths of points × yuan are 1/100 yuan.
    return { net, goods, points: value ? line.points * value.ssp * value.rate * 100 : 0 };
  });
  const sum = (pick: (line: (typeof priced)[number]) => number): number =>
    priced.reduce((so, line) => so + pick(line), 0);
  const net = sum((line) => line.net);
  const alone = sum((line) => line.goods + line.points);
  return priced.map((line) => (alone === 0 ? 0 : Math.round((net * line.points) / alone)));
}
