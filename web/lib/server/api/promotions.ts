import { createRoute, z } from '@hono/zod-openapi';
import { Conditions } from './conditions.ts';
import { Day, Points, resource } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { Estimate, SMALLEST_GROUP } from './preference-rows.ts';
import { answerTable, formatOf, tableBody, TableQuery, tableResponses } from './table.ts';

const Count = z.number().int().nullable();
const Promotion = z
  .object({
    promotion_id: z.string(),
    name: z.string().nullable(),
    kind: z.string().nullable(),
    design: z.enum(['holdout', 'eligibility', 'none']),
    status: z.enum(['measured', 'too_few', 'trends_differ', 'running', 'not_claimed']),
    starts_on: Day,
    ends_on: Day.openapi({ description: 'First day after it' }),
    last_on: Day,
    days: z.number().int(),
    is_over: z.boolean(),
    is_after_over: z.boolean(),
    multiplier: z.string().nullable(),
    bonus_points: z.string().nullable(),
    item_id: z.string().nullable(),
    eligible_segment: z.string().nullable(),
    original_points_price: Points.nullable(),
    promo_points_price: Points.nullable(),
    points_saved: z.string().nullable().openapi({ description: 'Share of the points price saved' }),
    value_lift: z.string().nullable().openapi({ description: 'How much more a point is worth' }),
    claimed_uplift_pct: z.string().nullable(),
    claimed_metric: z.string().nullable(),
    events: z.number().int(),
    points: Points,
    points_added: Points,
    cost: Money.nullable(),
    liability_added: Money.nullable(),
    members_buying: z.number().int(),
    purchases: z.number().int(),
    amount_before: Money,
    amount_during: Money,
    amount_after: Money,
    margin: Money,
    amount_with_margin: Money,
    item_redemptions_before: z.number().int(),
    item_redemptions: z.number().int(),
    item_points: Points,
    treated_members: Count,
    other_members: Count,
    treated_buying: Count,
    other_buying: Count,
    effect: Estimate.openapi({ description: 'Currency units a member; null unless the data carry it' }),
    effect_low: Estimate,
    effect_high: Estimate,
    standard_error: Estimate,
    p_value: Estimate,
    effect_total: Estimate,
    effect_total_low: Estimate,
    effect_total_high: Estimate,
    margin_total: Estimate,
    after_effect: Estimate,
    after_low: Estimate,
    after_high: Estimate,
    placebo_effect: Estimate,
    placebo_p: Estimate,
    explained: Estimate,
  })
  .openapi('Promotion');

const route = createRoute({
  method: 'get',
  path: '/',
  summary:
    'Promotions: design, effect where one can be claimed, cost, liability added, purchases around them',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional(),
      promotion: z.string().max(200).optional(),
      design: z.enum(['holdout', 'eligibility', 'none']).optional(),
      kind: z.string().max(40).optional(),
      from: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12')
        .optional(),
      to: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12')
        .optional(),
    }),
  },
  responses: tableResponses(
    tableBody(
      Promotion,
      z.object({
        measured: z.number().int(),
        clear: z.number().int().openapi({ description: 'Of them with an interval that excludes zero' }),
        not_claimed: z.number().int(),
        refused: z.number().int(),
        points_added: Points,
        cost: Money,
        liability_added: Money,
      }),
    ).openapi('Promotions'),
    'Promotions that had begun',
  ),
});

const armsRoute = createRoute({
  method: 'get',
  path: '/arms',
  summary: 'The arms of a promotion: members, buyers and what they spent before, during and after',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional(),
      promotion: z.string().min(1).max(200),
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({
        is_treated: z.boolean(),
        members: z.number().int().nullable(),
        members_buying: z.number().int().nullable(),
        amount_before_90: Money.nullable(),
        amount_before: Money.nullable(),
        amount_during: Money.nullable(),
        amount_after: Money.nullable(),
      }),
      z.object({ members: z.number().int() }),
    ).openapi('PromotionArms'),
    'Arms',
  ),
});

const awardsRoute = createRoute({
  method: 'get',
  path: '/awards',
  summary: 'Points that events naming a promotion issued, by wallet and merchant',
  request: {
    query: TableQuery.extend({
      programme: z.string().max(200).optional(),
      promotion: z.string().min(1).max(200),
    }),
  },
  responses: tableResponses(
    tableBody(
      z.object({
        wallet: z.string(),
        merchant_id: z.string().nullable(),
        merchant: z.string().nullable(),
        events: z.number().int(),
        members: z.number().int(),
        points: Points,
        points_added: Points,
      }),
      z.object({ events: z.number().int(), points: Points, points_added: Points }),
    ).openapi('PromotionAwards'),
    'Awards',
  ),
});

/** `/promotions` */
export const promotions = resource()
  .openapi(route, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const conditions = new Conditions()
        .add('total.programme_id = $programme', 'programme', programmeOf(reader, query.programme))
        .add('total.promotion_id = $promotion', 'promotion', query.promotion)
        .add('total.design = $design', 'design', query.design)
        .add('total.kind = $kind', 'kind', query.kind)
        .add(`total.ends_on > strptime($from, '%Y-%m')::date`, 'from', query.from)
        .add(`total.starts_on < strptime($to, '%Y-%m')::date + interval 1 month`, 'to', query.to);
      return {
        name: 'promotions',
        sql: `select total.* exclude (programme_id, starts_on, ends_on), total.starts_on::varchar as starts_on,
                total.ends_on::varchar as ends_on, (total.ends_on - 1)::varchar as last_on, effect.* exclude (programme_id, promotion_id, design, cost, liability_added)
              from promotions.totals as total join promotions.effects as effect
                on effect.programme_id = total.programme_id and effect.promotion_id = total.promotion_id
              ${conditions.where}`,
        parameters: conditions.parameters,
        orderBy: `starts_on ${query.order ?? 'desc'}, promotion_id`,
        totals: `count(*) filter (where status = 'measured') as measured,
          count(*) filter (where effect_low > 0 or effect_high < 0) as clear,
          count(*) filter (where status = 'not_claimed') as not_claimed,
          count(*) filter (where status in ('too_few', 'trends_differ', 'running')) as refused,
          coalesce(sum(points_added), 0)::decimal(18, 2) as points_added,
          coalesce(sum(cost), 0)::decimal(18, 4) as cost,
          coalesce(sum(liability_added), 0)::decimal(18, 4) as liability_added`,
      };
    });
  })
  .openapi(armsRoute, (context) => {
    const query = context.req.valid('query');
    const isExport = formatOf(context.req.header('accept'), query.format) !== 'json';
    const shown = (column: string) =>
      isExport ? `case when members >= ${SMALLEST_GROUP} then ${column} end as ${column}` : column;
    return answerTable(context, query, (reader) => ({
      name: `promotion-arms`,
      // Whole cents in hugeint: exact.
      sql: `select is_treated, ${['members_buying', 'amount_before_90', 'amount_before', 'amount_during', 'amount_after'].map(shown).join(', ')},
              ${shown('members')}
            from (select is_treated, members, members_buying, (c::decimal(18, 0) * 0.01)::decimal(18, 4) as amount_before_90,
              (b::decimal(18, 0) * 0.01)::decimal(18, 4) as amount_before,
              (y::decimal(18, 0) * 0.01)::decimal(18, 4) as amount_during,
              (a::decimal(18, 0) * 0.01)::decimal(18, 4) as amount_after
              from promotions.arms where programme_id = $programme and promotion_id = $promotion)`,
      parameters: { programme: programmeOf(reader, query.programme), promotion: query.promotion },
      orderBy: 'is_treated desc',
      totals: 'coalesce(sum(members), 0)::bigint as members',
    }));
  })
  .openapi(awardsRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => ({
      name: `promotion-awards`,
      sql: `select award.wallet, award.merchant_id, merchant.name as merchant, award.events, award.members, award.points,
              award.points_added
            from promotions.awards as award
            left join data.merchants as merchant on merchant.programme_id = award.programme_id
              and merchant.merchant_id = award.merchant_id
            where award.programme_id = $programme and award.promotion_id = $promotion`,
      parameters: { programme: programmeOf(reader, query.programme), promotion: query.promotion },
      orderBy: `points ${query.order ?? 'desc'}, wallet, merchant_id`,
      totals: `coalesce(sum(events), 0)::bigint as events, coalesce(sum(points), 0)::decimal(18, 2) as points,
        coalesce(sum(points_added), 0)::decimal(18, 2) as points_added`,
    }));
  });
