import { Liability, type Configuration, type PointKind } from '../contract/programme.ts';
import { literal } from '../sql-text.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { ACCOUNTS } from '../liability/journal.ts';
import type { Treatment } from '../liability/pools.ts';
import { LIABILITY_POLICIES } from '../models/liability-models.ts';
import { buildModel, step, type Build } from './build.ts';
import { writeRows, type ColumnKind } from './write-rows.ts';

/**
 * What the issuer decides, whatever the points were given for: `elsewhere` are those whose liability is another entity's,
 * `issuer_paid` those that an issuer pays the operator for, `agent_sale` and `agent_free` those that a merchant hands out,
 * with a sale or without, as agent of the operator whom it pays for them: the programme's own, or that of `points_of_others`.
 */
type IssuerKind = 'elsewhere' | 'issuer_paid' | 'agent_sale' | 'agent_free';

/** How points of a kind are carried. */
const TREATMENTS: Readonly<Record<PointKind | IssuerKind, Treatment>> = {
  sale: 'contract_liability',
  purchased: 'contract_liability',
  promised: 'provision',
  free: 'provision',
  service: 'provision',
  referral: 'provision',
  offset_only: 'none',
  elsewhere: 'none',
  issuer_paid: 'contract_liability',
  agent_sale: 'payable',
  agent_free: 'payable',
};

/** Reasons that say what points without a sale were given for; all others are free. */
const KIND_OF_REASON: Readonly<Record<string, PointKind>> = {
  survey: 'service',
  feedback: 'service',
  suggestion: 'service',
  lecture: 'service',
  referral: 'referral',
  birthday: 'promised',
  anniversary: 'promised',
  tier: 'promised',
};

/** The liability settings of a programme, with the defaults where it has none. */
export function liabilitySettings(configuration: Configuration, programmeId: string): Liability {
  const programme = configuration.programmes.find((each) => each.id === programmeId);
  return programme?.liability ?? Liability.parse({});
}

/**
 * Writes what the liability models need to know before the accounts are replayed: the accounting policies
 * (`meta.liability_policies`, `meta.account_codes`), how every kind of event and reason is accounted for (`meta.point_kinds`), dated values
 * and spans of settlement rates; and defines their macros.
 */
export async function writeLiabilityPolicies(build: Build, configuration: Configuration): Promise<void> {
  await step(build, 'meta.liability_policies', async () => {
    await defineMacros(build.connection);
    await writePolicies(build.connection, configuration);
    await writeKinds(build.connection, configuration);
    await writeIssuerKinds(build.connection, configuration);
    await writeDormancyPolicies(build.connection, configuration);
  });
  for (const model of LIABILITY_POLICIES) await buildModel(build, model);
}

/** Months count from year 0, weeks from Monday, 1 January of year 1; money travels as whole 1/10000 of the currency unit until it is summed. */
async function defineMacros(connection: DuckDBConnection): Promise<void> {
  const macros = {
    'month_no(day)': '(year(day) * 12 + month(day) - 1)::integer',
    'month_start(month_no)': 'make_date(month_no // 12, month_no % 12 + 1, 1)',
    'week_no(day)': "((day - date '0001-01-01') // 7)::integer",
    'week_start(week_no)': "date '0001-01-01' + week_no * 7",
    'sum_points(points)': 'coalesce(sum(points), 0)::decimal(18, 2)',
    'sum_money(units)': '(coalesce(sum(units), 0)::decimal(22, 0) * 0.0001::decimal(5, 4))::decimal(18, 4)',
    'units_as_money(units)': '(units::decimal(22, 0) * 0.0001::decimal(5, 4))::decimal(18, 4)',
    'points_at(unit, points)': 'round(coalesce(unit * points, 0), 4)::decimal(18, 4)',
    'share_of(units, part, whole)':
      '(2 * units::hugeint * (part * 100)::hugeint + (whole * 100)::hugeint) // (2 * (whole * 100)::hugeint)',
  };
  for (const [signature, body] of Object.entries(macros))
    await connection.run(`create or replace temp macro ${signature} as ${body}`);
}

const POLICIES = {
  programme_id: 'text',
  entity: 'text',
  entity_merchant_id: 'text',
  default_role: 'text',
  journal: 'text',
  settings: 'json',
} as const satisfies Record<string, ColumnKind>;

const ACCOUNT_CODES = {
  programme_id: 'text',
  role: 'text',
  account_code: 'text',
  account_name: 'text',
} as const satisfies Record<string, ColumnKind>;

async function writePolicies(connection: DuckDBConnection, configuration: Configuration): Promise<void> {
  const treatments = Object.entries(TREATMENTS).map(([kind, treatment]) => ({ kind, treatment }));
  await writeRows(connection, 'meta.treatments', { kind: 'text', treatment: 'text' }, treatments);
  const programmes = await rows<{ programme_id: string }>(
    connection,
    'select programme_id from meta.programmes order by programme_id',
  );
  const stated = programmes.map(
    ({ programme_id: id }) => [id, liabilitySettings(configuration, id)] as const,
  );
  const codes = stated.flatMap(([id, settings]) =>
    Object.entries(ACCOUNTS).map(([role, { code, name }]) => ({
      programme_id: id,
      role,
      account_code: settings.account_codes[role] ?? code,
      account_name: name,
    })),
  );
  await writeRows(connection, 'meta.account_codes', ACCOUNT_CODES, codes);
  const policies = stated.map(([id, settings]) => ({
    programme_id: id,
    entity: settings.entity,
    entity_merchant_id: /^merchant:(.+)$/.exec(settings.entity)?.[1] ?? null,
    default_role: settings.default_role,
    journal: settings.journal,
    settings: JSON.stringify(settings),
  }));
  await writeRows(connection, 'meta.liability_policies', POLICIES, policies);
}

/** Principal or agent at a merchant: the first stated role that fits, else the default. */
export function roleAt(settings: Liability, merchant: string | null, wallet: string): 'principal' | 'agent' {
  const stated = settings.roles.find(
    (each) => (each.merchant_id ?? merchant) === merchant && (each.wallet ?? wallet) === wallet,
  );
  return stated?.role ?? settings.default_role;
}

/** Which issuers' points are not accounted for by what they were given for (`meta.issuer_kinds`); mostly none. */
async function writeIssuerKinds(connection: DuckDBConnection, configuration: Configuration): Promise<void> {
  await connection.run(
    `create or replace table meta.issuer_kinds (programme_id varchar, wallet varchar, issuer_merchant_id varchar,
       is_sale boolean, kind varchar)`,
  );
  const wallets = await rows<{ programme_id: string; wallet: string }>(
    connection,
    'select programme_id, wallet from meta.wallets order by all',
  );
  for (const { programme_id: id, wallet } of wallets) {
    const settings = liabilitySettings(configuration, id);
    const kinds = issuerKinds(settings, wallet);
    if (!kinds) continue;
    // Points without issuer are another's where a merchant's books are kept, and the operator's own in its books.
    await connection.run(
      `insert into meta.issuer_kinds
       select ${literal(id)}, ${literal(wallet)}, merchant_id, is_sale, kind
       from (select distinct merchant_id from posting.raw_events where programme_id = ${literal(id)}
           union select null) as merchants
         cross join (values (true), (false)) as sides (is_sale)
         cross join lateral (select ${kinds} as kind)
       where kind is not null order by all`,
    );
  }
}

/** An SQL expression of `merchant_id` and `is_sale` that gives the kind, NULL where the issuer decides nothing. */
function issuerKinds(settings: Liability, wallet: string): string | undefined {
  if (settings.points_of_others.some((each) => each.wallet === wallet))
    return `if(is_sale, 'agent_sale', 'agent_free')`;
  const entity = /^merchant:(.+)$/.exec(settings.entity)?.[1];
  if (entity !== undefined) {
    const own =
      roleAt(settings, entity, wallet) === 'agent' ? `if(is_sale, 'agent_sale', 'agent_free')` : 'null';
    return `case when merchant_id = ${literal(entity)} then ${own} else 'elsewhere' end`;
  }
  if (settings.transaction_price !== 'issuer') return undefined;
  const own = settings.own_merchants.map(literal).join(', ');
  return `case when merchant_id is not null ${own && `and merchant_id not in (${own})`} then 'issuer_paid' end`;
}

const DORMANCY = {
  programme_id: 'text',
  wallet: 'text',
  months: 'integer',
  follow_up_months: 'integer',
  remote_below: 'estimate',
  confidence: 'estimate',
} as const satisfies Record<string, ColumnKind>;

/** Wallets whose accounts are watched for silence: those of lifetime points, and those for which breakage is stated. */
async function writeDormancyPolicies(
  connection: DuckDBConnection,
  configuration: Configuration,
): Promise<void> {
  const wallets = await rows<{ programme_id: string; wallet: string; is_lifetime: boolean }>(
    connection,
    `select policy.programme_id, policy.wallet,
       arg_max(validity.kind, validity.starts_at) = 'lifetime' as is_lifetime
     from posting.wallet_policies as policy join posting.validities as validity using (policy_no)
     group by all order by all`,
  );
  const watched = wallets.flatMap(({ programme_id, wallet, is_lifetime: isLifetime }) => {
    const { breakage_of_lifetime: stated, dormancy } = liabilitySettings(configuration, programme_id);
    if (!isLifetime && stated[wallet] === undefined) return [];
    const { months, follow_up_months, remote_below, confidence } = dormancy;
    return [{ programme_id, wallet, months, follow_up_months, remote_below, confidence }];
  });
  await writeRows(connection, 'meta.dormancy_policies', DORMANCY, watched);
}

interface Combination {
  programme_id: string;
  wallet: string;
  event_type: string;
  reason: string | null;
  is_sale: boolean;
}

const KINDS = {
  programme_id: 'text',
  wallet: 'text',
  event_type: 'text',
  reason: 'text',
  is_sale: 'flag',
  kind: 'text',
  treatment: 'text',
} as const satisfies Record<string, ColumnKind>;

/** Every combination that occurs, with its kind: the policy as it was applied, for the report and for the models. */
async function writeKinds(connection: DuckDBConnection, configuration: Configuration): Promise<void> {
  const combinations = await rows<Combination>(
    connection,
    `select programme_id, wallet, event_type, reason, order_id is not null or coalesce(amount > 0, false) as is_sale
     from posting.raw_events
     where event_type in ('earn', 'exchange_in', 'adjust', 'restore', 'transfer_in')
     group by all order by all`,
  );
  const kinds = combinations.map((each) => {
    const kind = kindOf(each, liabilitySettings(configuration, each.programme_id));
    return { ...each, kind, treatment: TREATMENTS[kind] };
  });
  await writeRows(connection, 'meta.point_kinds', KINDS, kinds);
}

/** A bonus of a sale is part of that sale, whatever its reason; what has no sale is told apart by its reason. */
function kindOf(each: Combination, settings: Liability): PointKind | IssuerKind {
  if (settings.points_of_others.some(({ wallet }) => wallet === each.wallet))
    return each.is_sale ? 'agent_sale' : 'agent_free';
  const stated = settings.point_kinds.find(
    (entry) => (entry.wallet ?? each.wallet) === each.wallet && (entry.reason ?? each.reason) === each.reason,
  );
  if (stated) return stated.kind;
  if (each.event_type !== 'earn') return 'free';
  if (each.is_sale) return each.reason === 'purchased' ? 'purchased' : 'sale';
  return KIND_OF_REASON[each.reason ?? ''] ?? 'free';
}
