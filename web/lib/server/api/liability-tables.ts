import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import { Conditions } from './conditions.ts';
import { Day, Points, resource } from './environment.ts';
import { asOfMonth, Money, Month, programmeOf } from './liability-cells.ts';
import { answerTable, tableBody, TableQuery, tableResponses } from './table.ts';

/** What the tables beside the roll-forward can be narrowed to. */
const Query = TableQuery.extend({
  programme: z.string().max(200).optional().openapi({ description: 'Default: the first of the book' }),
  wallet: z.string().max(200).optional(),
});

const None = z.object({});
const Estimate = z.number().nullable().openapi({ description: 'A double of ten significant digits' });

function narrowed(
  reader: BookReader,
  query: { programme?: string | undefined; wallet?: string | undefined },
) {
  return new Conditions()
    .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
    .add('wallet = $wallet', 'wallet', query.wallet);
}

const EstimateRow = z
  .object({
    wallet: z.string(),
    vintage: Month.nullable().openapi({ description: 'Null: all vintages together' }),
    method: z.string(),
    issued: Estimate,
    redeemed: Estimate,
    ultimate: Estimate,
    rate: Estimate,
    standard_error: Estimate,
    status: z.string().openapi({ description: '`ok`, or why the method gives no estimate' }),
    is_chosen: z.boolean(),
  })
  .openapi('RedemptionEstimate');

const estimatesRoute = createRoute({
  method: 'get',
  path: '/estimates',
  summary: 'Ultimate redemption by vintage and method, with standard errors',
  request: {
    query: Query.extend({
      method: z.string().max(40).optional(),
      grain: z.enum(['total', 'vintage']).optional(),
    }),
  },
  responses: tableResponses(tableBody(EstimateRow, None).openapi('RedemptionEstimates'), 'Estimates'),
});

const TriangleCell = z
  .object({
    wallet: z.string(),
    vintage: Month,
    age: z.number().int(),
    points_issued: Points,
    points_redeemed_cumulative: Points,
    is_complete: z.boolean(),
  })
  .openapi('TriangleCell');

const triangleRoute = createRoute({
  method: 'get',
  path: '/triangle',
  summary: 'Points redeemed to date by vintage of the origin lot and age in months',
  request: { query: Query },
  responses: tableResponses(tableBody(TriangleCell, None).openapi('Triangle'), 'The triangle'),
});

const BackTest = z
  .object({
    wallet: z.string(),
    method: z.string(),
    months_ago: z.number().int(),
    known_at: Month,
    latest_then: Estimate,
    expected_now: Estimate,
    actual_now: Estimate,
    difference: Estimate,
    relative: Estimate,
    status: z.string(),
    note: z.string().nullable(),
  })
  .openapi('BackTest');

const backTestRoute = createRoute({
  method: 'get',
  path: '/back-test',
  summary: 'What estimates made 3, 6 and 12 months ago expected by now, against what happened',
  request: { query: Query },
  responses: tableResponses(tableBody(BackTest, None).openapi('BackTests'), 'The back-test'),
});

const Effect = z
  .object({
    wallet: z.string(),
    parameter: z.enum(['redemption_rate', 'value_per_point', 'method', 'young_vintages', 'tail']),
    change: z.string(),
    effect: Money,
    effect_on_contract_liability: Money,
    effect_on_provision: Money,
  })
  .openapi('LiabilityEffect');

const sensitivityRoute = createRoute({
  method: 'get',
  path: '/sensitivity',
  summary: 'Effects of other assumptions on the closing liability, as computed in the book',
  request: { query: Query },
  responses: tableResponses(
    tableBody(Effect, z.object({ effect: Money.nullable() })).openapi('LiabilityEffects'),
    'Effects',
  ),
});

const Bucket = z
  .object({
    wallet: z.string().nullable().openapi({ description: 'Null where wallets are added up' }),
    basis: z.string().openapi({ description: '`months_since_issue`, `expiry` or `expected_redemption`' }),
    bucket_no: z.number().int(),
    bucket: z.string(),
    points: Points,
    money: Money.nullable(),
    current: z.boolean().openapi({ description: 'Redeemable on demand, so current (IAS 1.69(d))' }),
  })
  .openapi('LiabilityBucket');
const BucketSums = z.object({ points: Points, money: Money.nullable() });

const agingRoute = createRoute({
  method: 'get',
  path: '/aging',
  summary: 'Outstanding points and liability by months since the points were first issued',
  request: { query: Query.extend({ by: z.enum(['none', 'wallet']).optional() }) },
  responses: tableResponses(tableBody(Bucket, BucketSums).openapi('Ageing'), 'Ageing'),
});

const maturityRoute = createRoute({
  method: 'get',
  path: '/maturity',
  summary: 'Outstanding points and liability by expiry, or by when redemption is expected',
  request: {
    query: Query.extend({
      by: z.enum(['none', 'wallet']).optional(),
      basis: z.enum(['expiry', 'expected_redemption']).optional(),
    }),
  },
  responses: tableResponses(tableBody(Bucket, BucketSums).openapi('Maturity'), 'Maturity'),
});

const JournalLine = z
  .object({
    entry_no: z.number().int(),
    period: Month,
    entity: z.string(),
    account_code: z.string(),
    account_role: z.string(),
    account_name: z.string(),
    debit: Money,
    credit: Money,
    explanation: z.string(),
    wallet: z.string(),
    entry_kind: z.string(),
    ref: z.string(),
  })
  .openapi('JournalLine');
const JournalSums = z.object({ debit: Money, credit: Money });

const journalRoute = createRoute({
  method: 'get',
  path: '/journal',
  summary: 'Journal entries by month; debits equal credits in every entry',
  request: {
    query: Query.extend({
      period: Month.optional(),
      account: z.string().max(40).optional(),
    }),
  },
  responses: tableResponses(tableBody(JournalLine, JournalSums).openapi('Journal'), 'The journal'),
});

const Settlement = z
  .object({
    month: Month,
    wallet: z.string(),
    issuer: z.string().nullable(),
    redeemer: z.string().nullable(),
    bearer: z.string().nullable(),
    points: Points,
    amount: Money.nullable().openapi({ description: 'Without tax; null where no rate is in force' }),
    tax: Money.nullable(),
  })
  .openapi('SettlementRow');
const SettlementSums = z.object({
  points: Points,
  amount: Money.nullable(),
  tax: Money.nullable(),
  unrated_points: Points,
});

const settlementRoute = createRoute({
  method: 'get',
  path: '/settlement',
  summary: 'What the bearer owes for points redeemed, by issuer, redeemer and month',
  request: {
    query: Query.extend({
      from: Month.optional(),
      to: Month.optional(),
      issuer: z.string().max(200).optional(),
      redeemer: z.string().max(200).optional(),
      bearer: z.string().max(200).optional(),
      unrated: z.enum(['true']).optional().openapi({ description: 'Only where no rate is in force' }),
    }),
  },
  responses: tableResponses(tableBody(Settlement, SettlementSums).openapi('Settlement'), 'Settlement'),
});

const TieOut = z
  .object({
    entity: z.string().nullable(),
    account: z.string(),
    role: z.string(),
    side: z.enum(['debit', 'credit']),
    as_of: Day,
    currency: z.string(),
    gl: Money,
    computed: Money.nullable().openapi({ description: 'Null: the date is not evaluable' }),
    difference: Money.nullable(),
  })
  .openapi('TieOutRow');

const tieOutRoute = createRoute({
  method: 'get',
  path: '/tie-out',
  summary: 'General ledger balances against the liability computed from the lots',
  request: { query: Query },
  responses: tableResponses(tableBody(TieOut, None).openapi('TieOut'), 'The tie-out'),
});

const METHOD_ORDER = `['additive', 'chain_ladder', 'chain_ladder_loglinear', 'bornhuetter_ferguson', 'booked',
  'no_breakage', 'aalen_johansen', 'bootstrap']`;

/** Tables of the liability beside the roll-forward. */
export const liabilityTables = resource()
  .openapi(estimatesRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query).add('method = $method', 'method', query.method);
      const columns = 'method, issued, redeemed, ultimate, rate, standard_error, status, is_chosen';
      const vintages = `select wallet, strftime(vintage, '%Y-%m') as vintage, ${columns} from liability.estimates ${where}`;
      const totals = `select wallet, null::varchar as vintage, ${columns} from liability.estimate_totals ${where}`;
      return {
        name: 'liability-estimates',
        sql:
          query.grain === 'total'
            ? totals
            : query.grain === 'vintage'
              ? vintages
              : `${totals} union all ${vintages}`,
        parameters,
        orderBy: `wallet, vintage ${query.order ?? 'desc'} nulls first, list_position(${METHOD_ORDER}, method)`,
      };
    });
  })
  .openapi(triangleRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query);
      return {
        name: 'liability-triangle',
        sql: `select wallet, strftime(vintage, '%Y-%m') as vintage, age, points_issued, points_redeemed_cumulative,
                is_complete from liability.triangle ${where}`,
        parameters,
        orderBy: `wallet, vintage ${query.order ?? 'asc'}, age`,
      };
    });
  })
  .openapi(backTestRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query).require('vintage is null');
      return {
        name: 'liability-back-test',
        sql: `select wallet, method, months_ago, known_at, latest_then, expected_now, actual_now, difference, relative,
                status, note from liability.back_test ${where}`,
        parameters,
        orderBy: `wallet, months_ago, list_position(${METHOD_ORDER}, method)`,
      };
    });
  })
  .openapi(sensitivityRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = narrowed(reader, query);
      return {
        name: 'liability-sensitivity',
        sql: `select wallet, parameter, change, effect, effect_on_contract_liability, effect_on_provision
              from liability.sensitivity ${where}`,
        parameters,
        orderBy: `wallet, list_position(['redemption_rate', 'value_per_point', 'method', 'young_vintages', 'tail'], parameter),
          list_position(['-1pp', '-25bp', '+25bp', '+1pp', '-10%', '+10%'], change), change`,
        totals: 'sum(effect)::decimal(18, 4) as effect',
      };
    });
  })
  .openapi(agingRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => buckets(reader, query, 'liability.aging'));
  })
  .openapi(maturityRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => buckets(reader, query, 'liability.maturity', query.basis));
  })
  .openapi(journalRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = new Conditions()
        .add('programme_id = $programme', 'programme', programmeOf(reader, query.programme))
        .add(`split_part(ref, '/', 1) = $wallet`, 'wallet', query.wallet)
        .add('period = $period', 'period', query.period)
        .add('account_code = $account', 'account', query.account);
      return {
        name: query.period ? `journal-${query.period}` : 'journal',
        sql: `select line.entry_no, line.period, line.entity, line.account_code, code.role as account_role,
                line.account_name, line.debit, line.credit, line.explanation, split_part(line.ref, '/', 1) as wallet,
                substr(line.ref, length(split_part(line.ref, '/', 1)) + 2) as entry_kind, line.ref
              from (select *, row_number() over (order by programme_id, entry_no, debit = 0, account_code) as line_no
                from liability.journal ${where}) as line
              left join meta.account_codes as code on code.programme_id = line.programme_id
                and code.account_code = line.account_code and code.account_name = line.account_name`,
        parameters,
        orderBy: `period ${query.order ?? 'desc'}, entry_no, debit = 0, account_code`,
        totals: `coalesce(sum(debit), 0)::decimal(18, 4) as debit, coalesce(sum(credit), 0)::decimal(18, 4) as credit`,
      };
    });
  })
  .openapi(settlementRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const { where, parameters } = settled(reader, query);
      return {
        name: 'settlement',
        sql: `select strftime(month, '%Y-%m') as month, wallet, issuer, redeemer, bearer, points, amount, tax
              from liability.settlement ${where}`,
        parameters,
        orderBy: `month ${query.order ?? 'desc'}, wallet, issuer nulls last, redeemer nulls last, bearer nulls last`,
        totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(amount)::decimal(18, 4) as amount,
          sum(tax)::decimal(18, 4) as tax,
          coalesce(sum(points) filter (amount is null), 0)::decimal(18, 2) as unrated_points`,
      };
    });
  })
  .openapi(tieOutRoute, (context) => {
    const query = context.req.valid('query');
    return answerTable(context, query, (reader) => {
      const programme = programmeOf(reader, query.programme);
      return {
        name: 'tie-out',
        sql: `select entity, account, role, side, as_of::varchar as as_of, currency, gl, computed, difference
              from liability.tie_out where programme_id = $programme`,
        parameters: { programme },
        orderBy: `as_of ${query.order ?? 'desc'}, entity nulls last, account, side, currency`,
      };
    });
  });

function buckets(
  reader: BookReader,
  query: {
    programme?: string | undefined;
    wallet?: string | undefined;
    by?: 'none' | 'wallet' | undefined;
    order?: 'asc' | 'desc' | undefined;
  },
  table: 'liability.aging' | 'liability.maturity',
  basis?: string,
) {
  const { where, parameters } = narrowed(reader, query).add('basis = $basis', 'basis', basis);
  const isSplit = query.by === 'wallet';
  return {
    name: table.replace('.', '-'),
    sql: `select ${isSplit ? 'wallet' : 'null::varchar as wallet'}, basis, bucket_no, any_value(bucket) as bucket,
            sum(points)::decimal(18, 2) as points, sum(money)::decimal(18, 4) as money, bool_and(current) as current
          from ${table} ${where} group by basis, bucket_no${isSplit ? ', wallet' : ''}`,
    parameters,
    orderBy: `basis, bucket_no ${query.order ?? 'asc'}, wallet nulls last`,
    totals: `coalesce(sum(points), 0)::decimal(18, 2) as points, sum(money)::decimal(18, 4) as money`,
  };
}

function settled(reader: BookReader, query: z.infer<typeof settlementRoute.request.query>): Conditions {
  const conditions = narrowed(reader, query)
    .add(`month >= strptime($from, '%Y-%m')::date`, 'from', query.from)
    .add(`month <= strptime($to, '%Y-%m')::date`, 'to', query.to ?? asOfMonth(reader))
    .add('issuer = $issuer', 'issuer', query.issuer)
    .add('redeemer = $redeemer', 'redeemer', query.redeemer)
    .add('bearer = $bearer', 'bearer', query.bearer);
  return query.unrated ? conditions.require('amount is null') : conditions;
}
