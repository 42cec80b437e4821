import { prefectureSql, provinceSql } from './regions.ts';

/** By what green contribution can be grouped. */
export const GROUPINGS = [
  'province',
  'region',
  'household',
  'enterprise',
  'merchant',
  'member',
  'behaviour',
  'track',
  'month',
  'track_month',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** SQL for the columns that name a group, over `green.contributions` as over `green.point_flows`. */
export const GROUP_KEYS: Readonly<Record<Grouping, Readonly<Record<string, string>>>> = {
  province: { id: provinceSql('region_code') },
  region: { id: prefectureSql('region_code') },
  household: { programme_id: 'programme_id', id: 'household_id' },
  enterprise: { programme_id: 'programme_id', id: 'enterprise_id' },
  merchant: { programme_id: 'programme_id', id: 'merchant_id' },
  member: { programme_id: 'programme_id', id: 'member_id' },
  behaviour: {
    id: `concat_ws('/', track, behaviour, category)`,
    track: 'track',
    behaviour: 'behaviour',
    category: 'category',
  },
  track: { id: 'track', track: 'track' },
  month: { id: `strftime(month, '%Y-%m')` },
  track_month: { id: `concat(strftime(month, '%Y-%m'), '/', track)`, track: 'track' },
};

/** What is measured of each group: SQL over the contributions of a group, joined to the saving of its product. */
const MEASURES = `sum(count)::bigint as acts,
  coalesce(sum(count) filter (saving.carrier is null), 0)::bigint as acts_counted_only,
  count(distinct (contribution.programme_id, member_id)) as members,
  coalesce(sum(units) filter (contribution.unit = 'kWh'), 0) as kwh,
  coalesce(sum(units) filter (contribution.unit = 'm3'), 0) as m3,
  sum(kg_co2e) as kg, sum(low) as low, sum(high) as high`;

const flow = (plus: readonly string[], minus: readonly string[], name: string) => {
  const sum = (flows: readonly string[]) =>
    `coalesce(sum(points) filter (flow in (${flows.map((each) => `'${each}'`).join(', ')})), 0)`;
  return `(${sum(plus)}${minus.length ? ` - ${sum(minus)}` : ''})::decimal(18, 2) as ${name}`;
};

/** What became of the green points of a group: net of what was taken back or given back. */
export const FLOW_MEASURES = [
  flow(['earned'], ['reversed'], 'points_earned'),
  flow(['redeemed', 'exchanged'], ['restored'], 'points_used'),
  flow(['given_to_family'], [], 'points_to_family'),
].join(', ');

/**
 * A select of one row per group: its key (`id` and what it is made of), acts, those counted only, members, units,
 * kilograms with their range (null where nothing of the group can be estimated), and green points earned (net), used and
 * given to family.
 *
 * @param where Conditions that hold on columns of both tables, or nothing.
 */
export function groupsSql(by: Grouping, where: string): string {
  const keys = Object.entries(GROUP_KEYS[by]);
  const select = keys.map(([name, sql]) => `${sql} as ${name}`).join(', ');
  const names = keys.map(([name]) => name);
  const group = keys.map(([, sql]) => sql).join(', ');
  return `with acted as (
      select ${select}, ${MEASURES}
      from (select * from green.contributions ${where}) as contribution
      left join (select programme_id, product_id, carrier from meta.green_savings) as saving
        using (programme_id, product_id)
      group by ${group}
    ), flowed as (
      select ${select}, ${FLOW_MEASURES} from green.point_flows ${where} group by ${group}
    )
    select ${names.map((name) => `coalesce(acted.${name}, flowed.${name}) as ${name}`).join(', ')},
      coalesce(acts, 0)::bigint as acts, coalesce(acts_counted_only, 0)::bigint as acts_counted_only,
      coalesce(members, 0)::bigint as members, coalesce(kwh, 0) as kwh, coalesce(m3, 0) as m3, kg, low, high,
      coalesce(points_earned, 0)::decimal(18, 2) as points_earned, coalesce(points_used, 0)::decimal(18, 2) as points_used,
      coalesce(points_to_family, 0)::decimal(18, 2) as points_to_family
    from acted full join flowed on ${names.map((name) => `acted.${name} is not distinct from flowed.${name}`).join(' and ')}`;
}
