import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { BookQuery, BookSchema, Day, Points, REFUSALS, resource } from './environment.ts';
import { requireGreen } from './green-book.ts';
import { jsonRow } from './table.ts';

const Month = z.object({
  month: Day,
  issued: Points,
  issued_green: Points,
  redeemed: Points,
  redeemed_green: Points,
  rewards: z.number().int().nullable().openapi({ description: 'On offer at the end of the month' }),
  green_rewards: z.number().int().nullable(),
  unknown_rewards: z.number().int().nullable(),
});
const Spent = z.object({
  item_id: z.string().nullable(),
  name: z.string().nullable(),
  kind: z.string().nullable(),
  is_green: z.boolean().nullable(),
  members: z.number().int(),
  points: Points,
});
const Cohort = z.object({
  cohort: Day,
  age: z.number().int(),
  cohort_members: z.number().int(),
  members: z.number().int(),
  is_complete: z.boolean(),
});
const Certificate = z.object({
  product_id: z.string(),
  name: z.string().nullable(),
  green_category: z.string(),
  green_certificate: z.string().nullable(),
  valid_to: Day.nullable(),
  days_left: z.number().int().nullable(),
  state: z.enum(['none', 'expired', 'expiring', 'valid', 'open']),
  acts: z.number().int().openapi({ description: 'Green acts with the product in the last twelve months' }),
});
const Economy = z
  .object({
    book: BookSchema,
    totals: Month.omit({ month: true }),
    promised_share: z
      .string()
      .nullable()
      .openapi({ description: 'Green rewards that the programme promised' }),
    months: z.array(Month),
    spent: z.array(Spent),
    spent_on_green: Points,
    cohorts: z.array(Cohort),
    certificates: z.array(Certificate),
  })
  .openapi('GreenEconomy');

const route = createRoute({
  method: 'get',
  path: '/economy',
  summary:
    'Green points among all points, green rewards, what green points are spent on, who buys again, certificates',
  request: { query: BookQuery.extend({ programme: z.string().max(200).optional() }) },
  responses: {
    200: { description: 'The economy', content: { 'application/json': { schema: Economy } } },
    ...REFUSALS,
  },
});

/** Days before its end from which a certificate is said to be expiring. */
const EXPIRING_DAYS = 90;

/** `/green/economy` */
export const greenEconomy = resource().openapi(route, async (context) => {
  const { book, programme } = context.req.valid('query');
  const body = await context.var.books.read(book, async (reader) => {
    await requireGreen(reader);
    const { where, parameters } = new Conditions().add('programme_id = $programme', 'programme', programme);
    const ask = async <Row extends Record<string, unknown>>(sql: string) =>
      (await reader.rows<Row>(sql, parameters)).map(jsonRow);
    const months = await ask<z.infer<typeof Month>>(
      `${monthsSql(where)} select month::varchar as month, * exclude (month) from months order by month`,
    );
    const spent = await ask<z.infer<typeof Spent>>(spentSql(where));
    const [spentOnGreen] = await ask<{ points: string }>(
      `select coalesce(sum(points) filter (is_green), 0)::decimal(18, 2) as points from (${spentSql(where)})`,
    );
    return {
      book: reader.book,
      totals: await totalsOf(reader, where, parameters),
      promised_share: (
        await ask<{ share: string | null }>(
          `select max(share) as share from meta.promised_shares ${where === '' ? 'where' : `${where} and`} name = 'green_rewards'`,
        )
      )[0]!.share,
      months,
      spent,
      spent_on_green: spentOnGreen!.points,
      cohorts: await ask<z.infer<typeof Cohort>>(
        `select cohort::varchar as cohort, age, sum(cohort_members)::bigint as cohort_members, sum(members)::bigint as members,
           bool_and(is_complete) as is_complete from green.retention ${where} group by all order by cohort, age`,
      ),
      certificates: await ask<z.infer<typeof Certificate>>(certificatesSql(where)),
    };
  });
  return context.json(body, 200);
});

async function totalsOf(reader: BookReader, where: string, parameters: Conditions['parameters']) {
  return jsonRow(
    await reader.one<z.infer<typeof Economy>['totals']>(
      `${monthsSql(where)} select coalesce(sum(issued), 0) as issued, coalesce(sum(issued_green), 0) as issued_green,
         coalesce(sum(redeemed), 0) as redeemed, coalesce(sum(redeemed_green), 0) as redeemed_green,
         arg_max(rewards, month) as rewards, arg_max(green_rewards, month) as green_rewards,
         arg_max(unknown_rewards, month) as unknown_rewards from months`,
      parameters,
    ),
  );
}

/** Points issued are earns less what was taken back of them in the month; redeemed less what was given back. */
const monthsSql = (where: string) => `with all_points as (
    select month, coalesce(sum(points) filter (kind = 'earn'), 0) - coalesce(sum(points) filter (kind = 'reverse'), 0) as issued,
      coalesce(sum(points) filter (kind = 'redeem'), 0) - coalesce(sum(points) filter (kind = 'restore'), 0) as redeemed
    from balances.flows ${where} group by month
  ), green_points as (
    select month, coalesce(sum(points) filter (flow = 'earned'), 0) - coalesce(sum(points) filter (flow = 'reversed'), 0) as issued_green,
      coalesce(sum(points) filter (flow = 'redeemed'), 0) - coalesce(sum(points) filter (flow = 'restored'), 0) as redeemed_green
    from green.point_flows ${where} group by month
  ), offered as (
    select month, sum(rewards)::bigint as rewards, sum(green_rewards)::bigint as green_rewards,
      sum(unknown_rewards)::bigint as unknown_rewards
    from green.catalogue_months ${where} group by month
  ), months as (
    select month, coalesce(issued, 0)::decimal(18, 2) as issued, coalesce(issued_green, 0)::decimal(18, 2) as issued_green,
      coalesce(redeemed, 0)::decimal(18, 2) as redeemed, coalesce(redeemed_green, 0)::decimal(18, 2) as redeemed_green,
      rewards, green_rewards, unknown_rewards
    from all_points full join green_points using (month) left join offered using (month)
  )`;

const spentSql = (where: string) => `select flow.item_id, item.name, item.kind, item.is_green,
    count(distinct flow.member_id)::bigint as members,
    (coalesce(sum(points) filter (flow = 'redeemed'), 0) - coalesce(sum(points) filter (flow = 'restored'), 0))::decimal(18, 2)
      as points
  from (select * from green.point_flows ${where}) as flow
  left join (select programme_id, item_id, arg_max(name, valid_from) as name, arg_max(kind, valid_from) as kind,
    arg_max(is_green, valid_from) as is_green from data.catalogue_items group by all) as item using (programme_id, item_id)
  where flow.flow in ('redeemed', 'restored') group by all order by points desc, flow.item_id`;

const certificatesSql = (where: string) => `with products as (
    select product.programme_id, product.product_id, product.name, product.green_category, product.green_certificate,
      programme.as_of, programme.ends_at,
      -- A certificate is in force until the instant given; what is shown is its last day.
      (timezone(programme.time_zone, product.certificate_valid_to - interval 1 microsecond))::date as valid_to
    from (select * from data.products ${where}) as product join meta.programmes as programme using (programme_id)
    where product.green_category is not null
  ), used as (
    select programme_id, product_id, sum(count)::bigint as acts
    from green.contributions join meta.programmes using (programme_id)
    where month > as_of - interval 12 month group by all
  )
  select product_id, name, green_category, green_certificate, valid_to::varchar as valid_to,
    date_diff('day', as_of, valid_to)::integer as days_left,
    case when coalesce(green_certificate, '') = '' then 'none' when valid_to is null then 'open'
      when valid_to < as_of then 'expired' when date_diff('day', as_of, valid_to) <= ${EXPIRING_DAYS} then 'expiring'
      else 'valid' end as state,
    coalesce(used.acts, 0)::bigint as acts
  from products left join used using (programme_id, product_id)
  order by list_position(['expired', 'none', 'expiring', 'open', 'valid'], state), valid_to, product_id`;
