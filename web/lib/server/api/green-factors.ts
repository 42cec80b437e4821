import { createRoute, z } from '@hono/zod-openapi';
import { Conditions } from './conditions.ts';
import { resource } from './environment.ts';
import { requireGreen } from './green-book.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

const Factor = z
  .object({
    programme_id: z.string(),
    factor_id: z.string(),
    behaviour: z.string(),
    basis: z.string(),
    value: z.string().nullable(),
    unit: z.string(),
    year: z.number().int(),
    region: z.string(),
    name_zh: z.string(),
    name_en: z.string(),
    boundary_zh: z.string(),
    boundary_en: z.string(),
    citation_zh: z.string(),
    citation_en: z.string(),
    status: z.enum(['verified', 'secondary', 'assumption']),
    is_built_in: z.boolean(),
    unused: z
      .enum(['behaviour', 'unit', 'value', 'year', 'region', 'basis'])
      .nullable()
      .openapi({ description: 'Why the engine cannot use the entry' }),
    source_file: z.string().nullable(),
    source_record: z.number().int().nullable(),
  })
  .openapi('GreenFactor');

const Totals = z.object({ secondary: z.number().int(), assumed: z.number().int(), unused: z.number().int() });

const route = createRoute({
  method: 'get',
  path: '/factors',
  summary: 'The register of emission and footprint factors, built in and from the data',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional(),
      basis: z.enum(['emission', 'footprint']).optional(),
    }),
  },
  responses: tableResponses(tableBody(Factor, Totals).openapi('GreenFactors'), 'Factors'),
});

/** `/green/factors` */
export const greenFactors = resource().openapi(route, (context) => {
  const query = context.req.valid('query');
  return answerTable(context, query, async (reader) => {
    await requireGreen(reader);
    const { where, parameters } = new Conditions()
      .add('programme_id = $programme', 'programme', query.programme)
      .add('basis = $basis', 'basis', query.basis);
    return {
      name: 'green-factors',
      sql: `select * from meta.green_factors ${where}`,
      parameters,
      orderBy: 'basis, behaviour, year desc, region, factor_id, programme_id, source_file, source_record',
      totals: `count(*) filter (status = 'secondary') as secondary, count(*) filter (status = 'assumption') as assumed,
        count(unused) as unused`,
    };
  });
});
