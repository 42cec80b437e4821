import { createRoute, z } from '@hono/zod-openapi';
import { MEMBER_POLICIES } from '#engine/members/policies.ts';
import type { BookReader } from '../book-reader.ts';
import { BookQuery, BookSchema, REFUSALS, resource } from './environment.ts';
import { programmeOf } from './liability-cells.ts';

const Policy = z
  .object({
    name: z.enum(MEMBER_POLICIES.map(({ name }) => name)),
    about: z.enum(['members', 'outlook', 'contacts', 'preferences', 'lock_in', 'promotions']),
    unit: z.string(),
    value: z.number().int(),
    valid_from: z.string().nullable().openapi({ description: 'Null: always, as programme.yaml sets it' }),
    why_zh: z.string(),
    why_en: z.string(),
    is_overridden: z.boolean(),
    reason: z.string().nullable().openapi({ description: 'Why the programme has a value of its own' }),
  })
  .openapi('MarketingPolicy');

const Register = z
  .object({
    book: BookSchema,
    policies: z.array(Policy),
    names: z
      .array(
        z.object({
          kind: z.string(),
          value: z.string(),
          name: z.string().nullable(),
          name_en: z.string().nullable(),
        }),
      )
      .openapi({ description: 'What categories, tiers and attributes are called; table value_names' }),
  })
  .openapi('MarketingRegister');

const route = createRoute({
  method: 'get',
  path: '/',
  summary: 'The windows and thresholds that marketing figures rest on, and what values are called',
  request: { query: BookQuery.extend({ programme: z.string().max(200).optional() }) },
  responses: {
    200: { description: 'The register', content: { 'application/json': { schema: Register } } },
    ...REFUSALS,
  },
});

/** `/marketing` */
export const marketing = resource().openapi(route, async (context) => {
  const query = context.req.valid('query');
  return context.json(
    await context.var.books.read(query.book, (reader) => registerOf(reader, query.programme)),
    200,
  );
});

async function registerOf(reader: BookReader, wanted?: string): Promise<z.infer<typeof Register>> {
  const programme = programmeOf(reader, wanted);
  return {
    book: reader.book,
    policies: await reader.rows<z.infer<typeof Policy>>(
      `select name, about, unit, value, valid_from, why_zh, why_en, is_overridden, reason
       from meta.marketing_policies where programme_id = $programme`,
      { programme },
    ),
    names: await reader.rows<z.infer<typeof Register>['names'][number]>(
      `select kind, value, name, name_en from data.value_names where programme_id = $programme order by kind, value`,
      { programme },
    ),
  };
}
