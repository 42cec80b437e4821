import { createRoute, z } from '@hono/zod-openapi';
import { earningPaths, monthsOnStraightLine } from '#engine/members/affordability.ts';
import { isShownMember, shownMember } from '../access/shown-member.ts';
import type { Viewer } from '../access/viewer.ts';
import type { BookReader } from '../book-reader.ts';
import { Problem } from '../problem.ts';
import { BookQuery, BookSchema, Day, Points, REFUSALS } from './environment.ts';
import { Money, programmeOf } from './liability-cells.ts';
import { spanOf, type MonthSpan } from './month-span.ts';
import { SPAN } from './preference-rows.ts';
import { jsonRow } from './table.ts';

const HORIZON = 24;
const PATHS = 400;
/** Rewards shown beyond what the member holds already. */
const AHEAD = 6;

const Profile = z.object({
  segment: z.string(),
  life_cycle: z.string(),
  recency: z.number().int().nullable(),
  frequency: z.number().int(),
  monetary: Money,
  recency_score: z.number().int().nullable(),
  frequency_score: z.number().int().nullable(),
  monetary_score: z.number().int().nullable(),
  tier: z.string().nullable(),
  next_tier: z.string().nullable(),
  next_tier_threshold: Points.nullable(),
  next_tier_gap: Points.nullable(),
  credit_tier: z.string().nullable(),
  region_code: z.string().nullable(),
  age_band: z.string().nullable(),
  first_event_on: Day,
  first_purchase_on: Day.nullable(),
  last_purchase_on: Day.nullable(),
  last_redemption_on: Day.nullable(),
  purchase_days: z.number().int(),
  redemptions: z.number().int(),
  expected_purchases: z.string().nullable(),
  p_alive: z.string().nullable(),
  expected_margin: Money.nullable(),
  recent_purchase_days: z.number().int(),
  previous_purchase_days: z.number().int(),
  acceleration: z.number().nullable(),
  acceleration_p: z.number().nullable(),
  acceleration_q: z.number().nullable(),
  earning_acceleration: z.number().nullable(),
  earning_acceleration_q: z.number().nullable(),
  is_high_potential: z.boolean(),
});

const Reach = z.object({
  item_id: z.string(),
  name: z.string().nullable(),
  points_price: Points,
  is_held: z.boolean(),
  straight_months: z.number().int().nullable(),
  soon: z.number().int().nullable(),
  median: z.number().int().nullable(),
  late: z.number().int().nullable(),
});

const Wallet = z.object({
  wallet: z.string(),
  points_available: Points,
  points_pending: Points,
  points_debt: Points,
  points_balance: Points,
  earned: Points,
  redeemed: Points,
  expired: Points,
  open_lots: z.number().int(),
  points_per_month: Points.nullable(),
  months: z.array(z.object({ month: z.string(), earned: Points, redeemed: Points })),
  span: z.object({ earned: Points, redeemed: Points, earned_before: Points, redeemed_before: Points }),
  expiring: z.array(z.object({ expires_on: Day, points: Points })),
  rewards: z.array(Reach),
  rewards_beyond: z.number().int().openapi({ description: 'Further rewards that cost more' }),
});

const One = z
  .object({
    book: BookSchema,
    from: z.string().openapi({ description: 'Of the months shown; default: the last twelve' }),
    to: z.string(),
    member_id: z.string().openapi({ description: 'As the viewer may see it' }),
    consent: z.boolean().nullable(),
    marketing_consent: z.boolean().nullable(),
    profile: Profile.nullable().openapi({ description: 'Null without consent to profiling' }),
    wallets: z.array(Wallet),
    industries: z.array(
      z.object({
        industry: z.string(),
        purchase_days: z.number().int(),
        expected_purchases: z.string().nullable(),
        p_alive: z.string().nullable(),
      }),
    ),
    contact: z
      .object({
        occasion: z.string(),
        status: z.string(),
        legal_basis: z.string(),
        channel: z.string().nullable(),
        contacts_before: z.number().int(),
        amount: Points.nullable(),
        due_on: Day.nullable(),
      })
      .nullable(),
    findings: z.array(
      z.object({
        finding_id: z.string(),
        rule_id: z.string(),
        severity: z.string(),
        title_zh: z.string(),
        title_en: z.string(),
      }),
    ),
    findings_total: z.number().int(),
  })
  .openapi('Member');

export const oneRoute = createRoute({
  method: 'get',
  path: '/one',
  summary: 'One member: balances, what expires, what is within reach, and, with consent, his profile',
  request: {
    query: BookQuery.extend({
      member: z.string().min(1).max(500),
      programme: z.string().max(200).optional(),
      ...SPAN,
    }),
  },
  responses: {
    200: { description: 'The member', content: { 'application/json': { schema: One } } },
    ...REFUSALS,
  },
});

interface Found {
  member_id: string;
  member_no: number;
  shown: string;
  consent: boolean | null;
  marketing_consent: boolean | null;
}

/** Everything that the book says of one member to this viewer. */
export async function oneMember(
  reader: BookReader,
  viewer: Viewer,
  query: z.infer<typeof oneRoute.request.query>,
): Promise<z.infer<typeof One>> {
  const programme = programmeOf(reader, query.programme);
  const span = spanOf(reader, query);
  const [found] = await reader.rows<Found>(
    `select member_id, member_no, ${shownMember(viewer)} as shown, consent, marketing_consent from members.profile
     where programme_id = $programme and ${isShownMember(viewer)}`,
    { programme, member: query.member },
  );
  if (!found)
    throw new Problem(
      404,
      'unknown_member',
      `The book has no member ${query.member} in ${programme}: search for the member among the accounts.`,
    );
  const whose = { programme, id: found.member_id };
  const read = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, whose)).map(jsonRow);
  const findings = await read<z.infer<typeof One>['findings'][number]>(
    `select finding_id, rule_id, finding.severity, rule.title_zh, rule.title_en from rules.findings as finding
     join rules.rules as rule using (rule_id)
     where programme_id = $programme and subject_type = 'member' and subject_id = $id
     order by list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), rule_id, finding_id`,
  );
  // By number, as ids are texts.
  const byNumber = { no: found.member_no };
  const [contact] = await reader.rows<NonNullable<z.infer<typeof One>['contact']>>(
    `select occasion, status, legal_basis, channel, contacts_before, amount, due_on from members.contacts
     where member_no = $no`,
    byNumber,
  );
  const [profile] = found.consent
    ? (
        await reader.rows<z.infer<typeof Profile>>(
          `select ${Object.keys(Profile.shape).join(', ')} from members.profile where member_no = $no`,
          byNumber,
        )
      ).map(jsonRow)
    : [];
  const industries = found.consent
    ? await read<z.infer<typeof One>['industries'][number]>(
        `select history.industry, history.frequency + 1 as purchase_days, expectation.expected_purchases,
           expectation.p_alive
         from members.histories as history
         left join members.expectations as expectation using (programme_id, member_id, industry)
         where programme_id = $programme and member_id = $id order by purchase_days desc, history.industry`,
      )
    : [];
  return {
    book: reader.book,
    from: span.from,
    to: span.to,
    member_id: found.shown,
    consent: found.consent,
    marketing_consent: found.marketing_consent,
    profile: profile ?? null,
    wallets: await walletsOf(reader, { ...whose, no: found.member_no }, found.consent === true, span),
    industries,
    contact: contact && (found.consent || contact.legal_basis === 'contract') ? contact : null,
    findings: findings.slice(0, 20),
    findings_total: findings.length,
  };
}

type Holding = Omit<z.infer<typeof Wallet>, 'months' | 'span' | 'expiring' | 'rewards' | 'rewards_beyond'>;

async function walletsOf(
  reader: BookReader,
  whose: { programme: string; id: string; no: number },
  mayProfile: boolean,
  span: MonthSpan,
): Promise<z.infer<typeof Wallet>[]> {
  // By number from here on: ids are texts, and every table would be searched for them.
  const accounts = await reader.rows<{ account_no: number }>(
    'select account_no from cohorts.members where member_no = $no and account_no is not null order by account_no',
    { no: whose.no },
  );
  const of = `account_no in (${accounts.map(({ account_no }) => account_no).join(', ') || 'null'})`;
  const holdings = (
    await reader.rows<Holding & { account_no: number }>(
      `select account.wallet, account.account_no, points_available, points_pending, points_debt, points_balance, earned,
         redeemed, expired, reach.points_per_month,
         (select count(*) from lots.lot_facts as lot
          where lot.${of} and lot.account_no = account.account_no and lot.points_remaining > 0) as open_lots
       from balances.accounts as account
       left join members.reach as reach using (account_no) where account.${of} order by account.account_no`,
    )
  ).map(jsonRow);
  const months = await reader.rows<{ account_no: number; month: string; earned: string; redeemed: string }>(
    `select account_no, concat(month_no // 12, '-', lpad((month_no % 12 + 1)::varchar, 2, '0')) as month,
       sum(points_earned)::decimal(18, 2) as earned, sum(points_redeemed)::decimal(18, 2) as redeemed
     from cohorts.activity
     where ${of} and month_no between ${monthNo(span.from)} and ${monthNo(span.to)}
     group by all order by month`,
  );
  const sums = await reader.rows<{ account_no: number } & z.infer<typeof Wallet>['span']>(
    `select account_no, ${(['earned', 'redeemed'] as const)
      .flatMap((what) => [
        [what, span.from, span.to] as const,
        [`${what}_before`, span.beforeFrom, span.beforeTo] as const,
      ])
      .map(
        ([name, from, to]) =>
          `coalesce(sum(points_${name.replace('_before', '')}) filter (where month_no between ${monthNo(from)} and ${monthNo(to)}), 0)::decimal(18, 2) as ${name}`,
      )
      .join(', ')}
     from cohorts.activity where ${of} group by all`,
  );
  const expiring = await reader.rows<{ account_no: number; expires_on: string; points: string }>(
    `select account_no, expires_on, points from members.expiring where ${of} order by expires_on`,
  );
  return Promise.all(
    holdings.map(async ({ account_no, ...holding }) => ({
      ...holding,
      months: months
        .filter((each) => each.account_no === account_no)
        .map(({ account_no: _, ...rest }) => rest),
      span:
        sums.filter((each) => each.account_no === account_no).map(({ account_no: _, ...rest }) => rest)[0] ??
        NOTHING,
      expiring: expiring
        .filter((each) => each.account_no === account_no)
        .map(({ account_no: _, ...rest }) => rest),
      // What will be within reach is a prediction of the person, and so profiling.
      ...(mayProfile
        ? await rewardsOf(reader, whose, account_no, holding.wallet)
        : { rewards: [], rewards_beyond: 0 }),
    })),
  );
}

/** Who did nothing at all. */
const NOTHING = { earned: '0.00', redeemed: '0.00', earned_before: '0.00', redeemed_before: '0.00' };

/** Months from year 0, as activity counts them. */
const monthNo = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

interface Earnings {
  months_known: number;
  earned_ago: number[];
  earned_points: bigint[];
  held_months: (number | null)[];
  held_points: bigint[];
}

async function rewardsOf(
  reader: BookReader,
  { programme, id, no }: { programme: string; id: string; no: number },
  accountNo: number,
  wallet: string,
): Promise<{ rewards: z.infer<typeof Reach>[]; rewards_beyond: number }> {
  const [earnings] = await reader.rows<Earnings>(
    `select months_known, earned_ago, earned_points, held_months, held_points from members.earnings
     where account_no = $account`,
    { account: accountNo },
  );
  const offered = await reader.rows<{ item_id: string; name: string | null; points_price: string }>(
    `select item_id, name, points_price from members.rewards
     where programme_id = $programme and wallet = $wallet and least_rank <= coalesce((
       select tier_rank from members.profile where member_no = $no), 0)
     order by points_price, item_id`,
    { programme, wallet, no },
  );
  if (!earnings) return { rewards: [], rewards_beyond: offered.length };
  const [policy] = await reader.rows<{ months: number | null }>(
    `select validity_months as months from members.validities where programme_id = $programme and wallet = $wallet`,
    { programme, wallet },
  );
  const held = earnings.held_points.map((points, index) => ({
    points: Number(points),
    monthsLeft: earnings.held_months[index]!,
  }));
  const now = held.reduce((sum, lot) => sum + lot.points, 0);
  const earned = Array.from({ length: earnings.months_known }, () => 0);
  for (const [index, ago] of earnings.earned_ago.entries())
    if (ago < earned.length) earned[earned.length - 1 - ago] = Number(earnings.earned_points[index]!);
  const pace = earned.length > 0 ? earned.reduce((sum, points) => sum + points, 0) / earned.length : 0;
  const priced = offered.map((item) => ({ ...item, price: Math.round(Number(item.points_price) * 100) }));
  const within = priced.filter(({ price }) => price <= now);
  const ahead = priced.filter(({ price }) => price > now);
  const shown = [...within.slice(-3), ...ahead.slice(0, AHEAD)];
  return {
    rewards: shown.map(({ price, ...item }) => {
      const paths =
        price > now && earned.length >= 3
          ? earningPaths(held, earned, price, {
              validityMonths: policy?.months ?? null,
              horizon: HORIZON,
              paths: PATHS,
              seed: JSON.stringify([programme, wallet, id]),
            })
          : undefined;
      return {
        ...item,
        is_held: price <= now,
        straight_months: monthsOnStraightLine(now, price, pace),
        soon: paths?.soon ?? null,
        median: paths?.median ?? null,
        late: paths?.late ?? null,
      };
    }),
    rewards_beyond: ahead.length - Math.min(AHEAD, ahead.length),
  };
}
