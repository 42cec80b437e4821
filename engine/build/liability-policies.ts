import { Liability, type Configuration, type PointKind } from '../contract/programme.ts';
import { literal } from '../sql-text.ts';
import { rows, type DuckDBConnection } from '../database.server.ts';
import { ACCOUNTS } from '../liability/journal.ts';
import type { Treatment } from '../liability/pools.ts';
import { LIABILITY_POLICIES } from '../models/liability-models.ts';
import { buildModel, step, type Build } from './build.ts';

/** How points of a kind are carried; `elsewhere` are those whose liability is another entity's. */
const TREATMENTS: Readonly<Record<PointKind | 'elsewhere', Treatment>> = {
  sale: 'contract_liability',
  purchased: 'contract_liability',
  promised: 'provision',
  free: 'provision',
  service: 'provision',
  referral: 'provision',
  offset_only: 'none',
  elsewhere: 'none',
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

async function writePolicies(connection: DuckDBConnection, configuration: Configuration): Promise<void> {
  await connection.run(
    `create or replace table meta.liability_policies (programme_id varchar, entity varchar, entity_merchant_id varchar,
       default_role varchar, journal varchar, settings json)`,
  );
  await connection.run('create or replace table meta.treatments (kind varchar, treatment varchar)');
  for (const [kind, treatment] of Object.entries(TREATMENTS))
    await connection.run(`insert into meta.treatments values ('${kind}', '${treatment}')`);
  await connection.run(
    `create or replace table meta.account_codes (programme_id varchar, role varchar, account_code varchar,
       account_name varchar)`,
  );
  const programmes = await rows<{ programme_id: string }>(
    connection,
    'select programme_id from meta.programmes order by programme_id',
  );
  for (const { programme_id: id } of programmes) {
    const settings = liabilitySettings(configuration, id);
    for (const [role, { code, name }] of Object.entries(ACCOUNTS)) {
      await connection.run(
        `insert into meta.account_codes values (${literal(id)}, '${role}',
           ${literal(settings.account_codes[role] ?? code)}, '${name}')`,
      );
    }
    const merchant = /^merchant:(.+)$/.exec(settings.entity)?.[1];
    await connection.run(
      `insert into meta.liability_policies values (${literal(id)}, ${literal(settings.entity)},
         ${merchant === undefined ? 'null' : literal(merchant)}, '${settings.default_role}', '${settings.journal}',
         ${literal(JSON.stringify(settings))})`,
    );
  }
}

interface Combination {
  programme_id: string;
  wallet: string;
  event_type: string;
  reason: string | null;
  is_sale: boolean;
}

/** Every combination that occurs, with its kind: the policy as it was applied, for the report and for the models. */
async function writeKinds(connection: DuckDBConnection, configuration: Configuration): Promise<void> {
  const combinations = await rows<Combination>(
    connection,
    `select programme_id, wallet, event_type, reason, order_id is not null or coalesce(amount > 0, false) as is_sale
     from posting.raw_events
     where event_type in ('earn', 'exchange_in', 'adjust', 'restore', 'transfer_in')
     group by all order by all`,
  );
  await connection.run(
    `create or replace table meta.point_kinds (programme_id varchar, wallet varchar, event_type varchar,
       reason varchar, is_sale boolean, kind varchar, treatment varchar)`,
  );
  for (const each of combinations) {
    const kind = kindOf(each, liabilitySettings(configuration, each.programme_id));
    const reason = each.reason === null ? 'null' : literal(each.reason);
    await connection.run(
      `insert into meta.point_kinds values (${literal(each.programme_id)}, ${literal(each.wallet)},
         '${each.event_type}', ${reason}, ${each.is_sale}, '${kind}', '${TREATMENTS[kind]}')`,
    );
  }
}

/** A bonus of a sale is part of that sale, whatever its reason; what has no sale is told apart by its reason. */
function kindOf(each: Combination, settings: Liability): PointKind {
  const stated = settings.point_kinds.find(
    (entry) => (entry.wallet ?? each.wallet) === each.wallet && (entry.reason ?? each.reason) === each.reason,
  );
  if (stated) return stated.kind;
  if (each.event_type !== 'earn') return 'free';
  if (each.is_sale) return each.reason === 'purchased' ? 'purchased' : 'sale';
  return KIND_OF_REASON[each.reason ?? ''] ?? 'free';
}
