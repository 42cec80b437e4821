import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { BookQuery, BookSchema, REFUSALS } from './environment.ts';
import { programmeOf } from './liability-cells.ts';
import { jsonRow } from './table.ts';

const Model = z.object({
  industry: z.string(),
  status: z.enum(['calibrated', 'miscalibrated', 'insufficient', 'not_converged']),
  is_at_border: z.boolean(),
  members: z.number().int(),
  r: z.number().nullable(),
  alpha: z.number().nullable(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  log_likelihood: z.number().nullable(),
  hold_out_days: z.number().int(),
  held_out_members: z.number().int(),
  held_out_expected: z.number().nullable(),
  held_out_actual: z.number().int(),
  ratio: z.number().nullable(),
  group_error: z.number().nullable(),
});
const Group = z.object({
  industry: z.string(),
  frequency: z.number().int(),
  members: z.number().int(),
  expected: z.number(),
  actual: z.number(),
});
const Season = z.object({
  measure: z.enum(['purchases', 'earning']),
  season: z.number(),
  correlation: z.number(),
  members: z.number().int(),
});
const Outlook = z
  .object({
    book: BookSchema,
    models: z.array(Model),
    calibration: z.array(Group).openapi({ description: 'Per member of a group, in the hold-out' }),
    seasons: z.array(Season),
  })
  .openapi('MemberOutlook');

export const outlookRoute = createRoute({
  method: 'get',
  path: '/outlook',
  summary: 'BG/NBD by industry with its hold-out, and the season that members are held against',
  request: { query: BookQuery.extend({ programme: z.string().max(200).optional() }) },
  responses: {
    200: { description: 'Models', content: { 'application/json': { schema: Outlook } } },
    ...REFUSALS,
  },
});

/** What estimates of members rest on. */
export async function outlookOf(reader: BookReader, wanted?: string): Promise<z.infer<typeof Outlook>> {
  const programme = programmeOf(reader, wanted);
  const read = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, { programme })).map(jsonRow);
  return {
    book: reader.book,
    models: await read<z.infer<typeof Model>>(
      `select * exclude (programme_id) from members.models where programme_id = $programme
       order by members desc, industry`,
    ),
    calibration: await read<z.infer<typeof Group>>(
      `select * exclude (programme_id) from members.calibration where programme_id = $programme
       order by industry, frequency`,
    ),
    seasons: await read<z.infer<typeof Season>>(
      `select * exclude (programme_id) from members.seasons where programme_id = $programme order by measure desc`,
    ),
  };
}
