/** A rate per unit in per cent: `0.7965` → `79.65%`. Rates are estimates and doubles; points and money never are. */
export function percent(rate: number, digits = 2): string {
  return `${(rate * 100).toFixed(digits).replace('-', '−')}%`;
}
