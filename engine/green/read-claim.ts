import type { Parameters } from '../database.server.ts';
import { FORMULA_BASES, type Claim } from './claim.ts';

/** Asks a book; the web's reader and a report's connection both can. */
export type Ask = <Row extends Record<string, unknown>>(
  sql: string,
  parameters?: Parameters,
) => Promise<Row[]>;

type FactorRow = Record<
  'factor_id' | 'name_zh' | 'name_en' | 'unit' | 'region' | 'status' | 'kg' | 'kg_other_year',
  string
> & {
  boundary_zh: string;
  boundary_en: string;
  citation_zh: string;
  citation_en: string;
  value: string | null;
  year: number | null;
};

/**
 * Reads what the kilograms of some contributions rest on.
 *
 * @param where Conditions on `green.contributions`, or nothing.
 */
export async function readClaim(ask: Ask, where: string, parameters: Parameters = {}): Promise<Claim> {
  const chosen = `with chosen as (select * from green.contributions ${where})`;
  const categories = await ask<{ category: string }>(
    `${chosen} select distinct saving.formula as category from chosen
     join meta.green_savings as saving using (programme_id, product_id)
     where chosen.unit is not null and saving.formula is not null order by 1`,
    parameters,
  );
  const factors = await ask<FactorRow>(
    `${chosen} select register.factor_id, register.name_zh, register.name_en, register.value, register.unit,
       register.year, register.region, register.boundary_zh, register.boundary_en, register.citation_zh,
       register.citation_en, register.status, sum(chosen.kg_co2e) as kg,
       coalesce(sum(chosen.kg_co2e) filter (chosen.is_other_year), 0) as kg_other_year
     from chosen join meta.green_factors as register on register.programme_id = chosen.programme_id
       and register.factor_id = chosen.factor_id and register.year = chosen.factor_year
       and register.province = chosen.factor_region and register.unused is null
     group by all order by kg desc, register.factor_id, register.year`,
    parameters,
  );
  const [negative] = await ask<{ kg: string }>(
    `${chosen} select coalesce(sum(kg_co2e) filter (kg_co2e < 0), 0) as kg from chosen`,
    parameters,
  );
  return {
    bases: categories.map(({ category }) => ({
      category,
      ...(FORMULA_BASES[category as keyof typeof FORMULA_BASES] ?? {
        reference: NOTHING,
        functionalUnit: NOTHING,
        boundary: NOTHING,
      }),
    })),
    factors: factors.map((row) => ({
      factor_id: row.factor_id,
      name: { zh: row.name_zh, en: row.name_en },
      value: row.value,
      unit: row.unit,
      year: row.year,
      region: row.region,
      boundary: { zh: row.boundary_zh, en: row.boundary_en },
      citation: { zh: row.citation_zh, en: row.citation_en },
      status: row.status,
      kg: row.kg,
      kg_other_year: row.kg_other_year,
    })),
    kg_negative: negative!.kg,
  };
}

const NOTHING = { zh: '', en: '' };
