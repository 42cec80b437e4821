/** A cell of the triangle as the API gives it; points as exact text. */
export interface TriangleCell {
  readonly vintage: string;
  readonly age: number;
  readonly points_issued: string;
  readonly points_redeemed_cumulative: string;
  readonly is_complete: boolean;
}

/** What complete cells say of one age: rates, hence doubles. */
export interface AgeRates {
  readonly age: number;
  /** Redeemed at this age ÷ issued, over the vintages that have completed it. */
  readonly increment: number | null;
  /** Redeemed to this age ÷ redeemed to the age before; none where nothing had been redeemed. */
  readonly development: number | null;
  readonly observed: number;
}

/** Increments and development factors by age, as the additive method and the chain ladder read them. */
export function ageRates(cells: readonly TriangleCell[]): AgeRates[] {
  const byKey = new Map(cells.map((cell) => [`${cell.vintage}/${cell.age}`, cell]));
  const ages = Math.max(-1, ...cells.map(({ age }) => age)) + 1;
  return Array.from({ length: ages }, (_, age) => {
    let [issued, added, before, reached, observed] = [0, 0, 0, 0, 0];
    for (const cell of cells) {
      if (cell.age !== age || !cell.is_complete) continue;
      const earlier = age > 0 ? byKey.get(`${cell.vintage}/${age - 1}`) : undefined;
      const already = Number(earlier?.points_redeemed_cumulative ?? 0);
      issued += Number(cell.points_issued);
      added += Number(cell.points_redeemed_cumulative) - already;
      before += already;
      reached += Number(cell.points_redeemed_cumulative);
      observed++;
    }
    return {
      age,
      increment: issued > 0 ? added / issued : null,
      development: age > 0 && before > 0 ? reached / before : null,
      observed,
    };
  }).filter(({ observed }) => observed > 0);
}
