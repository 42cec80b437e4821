import { createRoute, z } from '@hono/zod-openapi';
import { CLAIM_STATEMENTS, lackingOf } from '#engine/green/claim.ts';
import { readClaim } from '#engine/green/read-claim.ts';
import type { BookReader } from '../book-reader.ts';
import type { Conditions } from './conditions.ts';
import { BookQuery, REFUSALS, resource } from './environment.ts';
import { GREEN_FILTERS, greenConditions, Kilograms, requireGreen } from './green-book.ts';

const Text = z.object({ zh: z.string(), en: z.string() });

/** What a figure of avoided emissions rests on. */
export const ClaimBody = z
  .object({
    bases: z.array(z.object({ category: z.string(), reference: Text, functionalUnit: Text, boundary: Text })),
    factors: z.array(
      z.object({
        factor_id: z.string(),
        name: Text,
        value: z.string().nullable(),
        unit: z.string().nullable(),
        year: z.number().int().nullable(),
        region: z.string(),
        boundary: Text,
        citation: Text,
        status: z.string(),
        kg: Kilograms,
        kg_other_year: Kilograms.openapi({ description: 'Of them for years that are not the factor’s own' }),
      }),
    ),
    kg_negative: Kilograms.openapi({ description: 'Taken back or negative, included in the total' }),
    lacking: z
      .array(
        z.object({
          part: z.enum(['reference', 'functional_unit', 'boundary', 'factor', 'year']),
          of: z.string(),
        }),
      )
      .openapi({ description: 'What is not stated; where there is anything, no report is made' }),
    statements: z.object({ negatives: Text, inventory: Text, associated: Text }),
  })
  .openapi('GreenClaim');

/** The claim of some contributions, as an answer says it. */
export async function claimOf(
  reader: BookReader,
  { where, parameters }: Conditions,
): Promise<z.infer<typeof ClaimBody>> {
  const claim = await readClaim((sql, named) => reader.rows(sql, named), where, parameters);
  return {
    bases: [...claim.bases],
    factors: [...claim.factors],
    kg_negative: claim.kg_negative,
    lacking: [...lackingOf(claim)],
    statements: CLAIM_STATEMENTS,
  };
}

const route = createRoute({
  method: 'get',
  path: '/claim',
  summary: 'Reference, functional unit, boundary, factors and years that avoided emissions rest on',
  request: { query: BookQuery.extend(GREEN_FILTERS) },
  responses: {
    200: { description: 'The claim', content: { 'application/json': { schema: ClaimBody } } },
    ...REFUSALS,
  },
});

/** `/green/claim` */
export const greenClaim = resource().openapi(route, async (context) => {
  const { book, ...filters } = context.req.valid('query');
  const body = await context.var.books.read(book, async (reader) => {
    await requireGreen(reader);
    return claimOf(reader, greenConditions(filters));
  });
  return context.json(body, 200);
});
