import { createRoute, z } from '@hono/zod-openapi';
import { isTellable, SMALLEST_GROUP } from '#engine/members/small-groups.ts';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { Conditions } from './conditions.ts';
import { Points } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { LIFE_CYCLES } from './members-list.ts';
import { spanOf } from './month-span.ts';
import { SPAN } from './preference-rows.ts';
import { tableBody, TableQuery, tableResponses, type TableQuestion } from './table.ts';

const Count = z.number().int();
const places = <Kind extends z.ZodType>(kind: Kind) =>
  Object.fromEntries(LIFE_CYCLES.map((name) => [name, kind])) as Record<(typeof LIFE_CYCLES)[number], Kind>;

const Month = z
  .object({
    month: z.string(),
    members: Count.nullable().openapi({ description: 'At its end, or the as-of date' }),
    ...places(Count.nullable()),
    acting: Count.nullable().openapi({ description: 'Who bought, earned or redeemed in it' }),
    redeeming: Count.nullable(),
    points_earned: Points.nullable(),
    points_redeemed: Points.nullable(),
    amount: Money.nullable(),
  })
  .openapi('MemberMonth');

const Sums = z.object({
  from: z.string(),
  to: z.string(),
  members: Count.openapi({ description: 'At the end of the span' }),
  members_before: Count.openapi({ description: 'At its beginning, which is the end of the span before' }),
  current: Count.openapi({ description: 'New or active' }),
  current_before: Count,
  points_earned: Points,
  points_earned_before: Points,
  points_redeemed: Points,
  points_redeemed_before: Points,
  amount: Money,
  amount_before: Money,
});

/** By what members of months can be chosen, and what the book calls that. */
const TRAITS = { tier: 'tier', region: 'region', age: 'age' } as const;

export const monthsRoute = createRoute({
  method: 'get',
  path: '/months',
  summary:
    'Members by month: their place in the life cycle at its end, and what they did in it; and the span before',
  request: {
    query: TableQuery.extend({
      ...SPAN,
      programme: z.string().max(200).optional(),
      tier: z.string().max(200).optional(),
      region: z.string().max(200).optional(),
      age: z.string().max(20).optional(),
    }),
  },
  responses: tableResponses(tableBody(Month, Sums).openapi('MemberMonths'), 'Months'),
});

/** The question behind members by month: everybody, or those of one trait, for more are not counted in the book. */
export async function memberMonths(
  reader: BookReader,
  query: z.infer<typeof monthsRoute.request.query>,
  isExport: boolean,
): Promise<TableQuestion> {
  const chosen = Object.keys(TRAITS).filter((name) => query[name as keyof typeof TRAITS]);
  if (chosen.length > 1)
    throw new Problem(
      400,
      'bad_request',
      'Months are counted for everybody, or by one trait: choose one only.',
    );
  const trait = chosen[0] as keyof typeof TRAITS | undefined;
  const span = spanOf(reader, query);
  const conditions = new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('dimension = $dimension', 'dimension', trait ? TRAITS[trait] : 'all');
  conditions.require('slice = $slice');
  conditions.parameters.slice = trait ? query[trait]! : '';
  const at = (month: string) => `strptime('${month}', '%Y-%m')::date`;
  const within = `month between ${at(span.from)} and ${at(span.to)}`;
  const before = `month between ${at(span.beforeFrom)} and ${at(span.beforeTo)}`;
  const told = (column: string) =>
    isExport ? `case when ${isTellable(column, 'members')} then ${column} end as ${column}` : column;
  const did = (column: string) =>
    isExport ? `case when ${isTellable('acting', 'members')} then ${column} end as ${column}` : column;
  const sum = (column: string, when: string, as: string, type: string) =>
    `(select coalesce(sum(${column}), 0)::${type} from every where ${when}) as ${as}`;
  const last = (column: string, until: string, as: string) =>
    `(select coalesce(arg_max(${column}, month), 0)::integer from every where month <= ${at(until)}) as ${as}`;
  const every = `with stood as (
      select month, sum(members)::integer as members,
        ${LIFE_CYCLES.map((name) => `coalesce(sum(members) filter (where life_cycle = '${name}'), 0)::integer as "${name}"`).join(', ')}
      from members.months ${conditions.where} group by month),
    did as (
      select make_date((cohort_no + age) // 12, (cohort_no + age) % 12 + 1, 1) as month, sum(active)::integer as acting,
        sum(redeeming)::integer as redeeming, sum(points_earned)::decimal(18, 2) as points_earned,
        sum(points_redeemed)::decimal(18, 2) as points_redeemed, sum(amount)::decimal(18, 4) as amount
      from cohorts.cells ${conditions.where} and wallet is null and basis = 'first_event' and grid = 'month' group by 1),
    every as (
      select stood.*, coalesce(acting, 0) as acting, coalesce(redeeming, 0) as redeeming,
        coalesce(points_earned, 0)::decimal(18, 2) as points_earned,
        coalesce(points_redeemed, 0)::decimal(18, 2) as points_redeemed, coalesce(amount, 0)::decimal(18, 4) as amount
      from stood left join did on did.month = stood.month)`;
  const sums = [
    last('members', span.to, 'members'),
    last('members', span.beforeTo, 'members_before'),
    last('new + active', span.to, 'current'),
    last('new + active', span.beforeTo, 'current_before'),
    ...(['points_earned', 'points_redeemed', 'amount'] as const).flatMap((name) => {
      const type = name === 'amount' ? 'decimal(18, 4)' : 'decimal(18, 2)';
      return [sum(name, within, name, type), sum(name, before, `${name}_before`, type)];
    }),
  ];
  // Over both spans, so not over the rows that are shown.
  const found = await reader.one<Record<string, string | number>>(
    `${every} select ${sums.join(', ')}`,
    conditions.parameters,
  );
  const shown = [
    `strftime(month, '%Y-%m') as month`,
    isExport ? `case when members >= ${SMALLEST_GROUP} then members end as members` : 'members',
    ...[...LIFE_CYCLES.map((name) => `"${name}"`), 'acting', 'redeeming'].map(told),
    ...['points_earned', 'points_redeemed', 'amount'].map(did),
  ];
  return {
    name: 'member-months',
    sql: `${every} select ${shown.join(', ')} from every where ${within}`,
    parameters: conditions.parameters,
    orderBy: `month ${query.order ?? 'asc'}`,
    known: { ...found, from: span.from, to: span.to },
  };
}
