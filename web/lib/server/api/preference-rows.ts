import { z } from '@hono/zod-openapi';
import { Points } from './environment.ts';
import { tableBody } from './table.ts';

export const LEVELS = ['category', 'kind', 'item', 'merchant'] as const;
export const DIMENSIONS = ['all', 'tier', 'credit_tier', 'age_band', 'region', 'member_type'] as const;
/** Groups smaller than this are left out of exports. */
export const SMALLEST_GROUP = 10;

const Name = z.string().max(200).optional();
/** What a question on preferences can be narrowed to. */
export const WHICH = {
  programme: Name.openapi({ description: 'Default: the first of the book' }),
  wallet: Name,
  level: z.enum(LEVELS).optional(),
  dimension: z.enum(DIMENSIONS).optional().openapi({ description: 'Trait of members; default: all of them' }),
  segment: Name,
};
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is like 2025-12');
/** Months from and to, both included. */
export const SPAN = { from: Month.optional(), to: Month.optional() };

/** An estimate; null: the data cannot carry it. */
export const Estimate = z.number().nullable();
const Count = z.number().int().nullable();

export const Preference = z
  .object({
    wallet: z.string(),
    dimension: z.string(),
    segment: z.string(),
    level: z.enum(LEVELS),
    key: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    kind: z.string().nullable(),
    merchant_id: z.string().nullable(),
    exposure: z.enum(['known', 'unknown']).openapi({
      description: 'Unknown: nothing says who could have had it; shares are of all members then',
    }),
    members: Count,
    affordable_members: Count,
    members_chosen: Count.openapi({ description: 'Of those who could afford it, who redeemed it' }),
    members_redeemed: Count,
    redemptions: Count,
    points: Points.nullable(),
    share: Estimate,
    share_low: Estimate,
    share_high: Estimate,
    lift: Estimate.openapi({
      description:
        'All members: choices ÷ those of indifference. A segment: its share ÷ that of everybody else',
    }),
    lift_low: Estimate,
    lift_high: Estimate,
    q_value: Estimate.openapi({ description: 'False-discovery rate; null: not tested' }),
    choices: Count,
    choices_expected: Estimate,
    points_value: z.string().nullable().openapi({ description: 'Money a point buys, six decimals' }),
    redemptions_recent: Count,
    redemptions_previous: Count,
    trend: Estimate,
    peak_quarter: Count,
    peak_index: Estimate,
    days_to_redeem: Count,
    span_redemptions: Count.openapi({ description: 'In the months asked for' }),
    span_points: Points.nullable(),
    before_redemptions: Count.openapi({ description: 'In as many months before' }),
  })
  .openapi('Preference');

export const PreferenceSums = z.object({
  redemptions: z.number().int(),
  points: Points,
  span_redemptions: z.number().int(),
  before_redemptions: z.number().int(),
  untested: z.number().int(),
  unknown: z.number().int().openapi({ description: 'Names without known exposure' }),
});
export const PreferencesBody = tableBody(Preference, PreferenceSums).openapi('Preferences');

export const Suggestion = z
  .object({
    wallet: z.string().nullable(),
    item: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    advice: z.enum(['raise', 'hold', 'retire', 'not_evaluable']),
    reason: z.enum([
      'preferred',
      'preferred_out_of_stock',
      'preferred_but_dear',
      'avoided',
      'indifferent',
      'too_few',
      'exposure_unknown',
    ]),
    affordable_members: Count,
    members_chosen: Count,
    share: Estimate,
    lift: Estimate,
    lift_low: Estimate,
    lift_high: Estimate,
    q_value: Estimate,
    trend: Estimate,
    points_value: z.string().nullable(),
    cost_per_point: Estimate,
    booked_cost: Estimate,
    is_in_stock: z.boolean(),
  })
  .openapi('RewardSuggestion');
export const SuggestionSums = z.object({
  raise: z.number().int(),
  hold: z.number().int(),
  retire: z.number().int(),
  not_evaluable: z.number().int(),
});

export const PreferenceMember = z
  .object({
    member_id: z
      .string()
      .nullable()
      .openapi({ description: 'Null in the one row that adds up members without consent to profiling' }),
    members: z.number().int(),
    affordable: z.number().int(),
    redemptions: z.number().int(),
    points: Points,
  })
  .openapi('PreferenceMember');
export const PreferenceMemberSums = z.object({
  members: z.number().int(),
  withheld: z.number().int(),
  redemptions: z.number().int(),
  points: Points,
  knows_consents: z.boolean(),
});
