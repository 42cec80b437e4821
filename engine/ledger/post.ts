import { walletPolicy, type Configuration, type Validity } from '../contract/programme.ts';
import { oneRow, rows } from '../database.server.ts';
import { buildModel, step, type Build } from '../build/build.ts';
import { writeRows, type ColumnKind } from '../build/write-rows.ts';
import { NUMBERING, SETTLING } from '../models/catalogue.ts';
import { endOfDay } from '../time/local-time.ts';
import { UserError } from '../user-error.ts';
import { Components } from './components.ts';
import { writeIdPatterns } from './id-patterns.ts';

/**
 * Posting: settles duplicates and conflicts, joins transfer pairs and relations, ties members into components and
 * numbers the accounts. Runs once, over all that arrived, before sharding.
 */
export async function post(build: Build, configuration: Configuration): Promise<void> {
  for (const model of SETTLING) await buildModel(build, model);
  await step(build, 'posting.member_roots', () => tieMembers(build));
  await step(build, 'posting.wallet_policies', () => writePolicies(build, configuration));
  await writeIdPatterns(build.connection, configuration);
  for (const model of NUMBERING) await buildModel(build, model);
}

/**
 * Writes `posting.member_roots`: per linked member the smallest member of its component, both by number. Links stream
 * through as integers, so that millions of them need no more than four bytes a member.
 */
async function tieMembers(build: Build): Promise<void> {
  const { connection } = build;
  const { size } = await oneRow<{ size: bigint }>(
    connection,
    'select count(*) as size from posting.linked_members',
  );
  const components = new Components(Number(size));
  const links = await connection.stream('select from_no, to_no from posting.member_links');
  for (;;) {
    const chunk = await links.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const from = chunk.getColumnVector(0);
    const to = chunk.getColumnVector(1);
    for (let row = 0; row < chunk.rowCount; row++) {
      components.link(from.getItem(row) as number, to.getItem(row) as number);
    }
  }
  await connection.run('create or replace table posting.member_roots (member_no integer, root_no integer)');
  const appender = await connection.createAppender('member_roots', 'main', 'posting');
  for (let member = 0; member < Number(size); member++) {
    appender.appendInteger(member);
    appender.appendInteger(components.root(member));
    appender.endRow();
  }
  appender.closeSync();
}

/** The kernel tells policies apart by one byte. */
const MOST_WALLETS = 256;

const POLICIES = {
  policy_no: 'integer',
  programme_id: 'text',
  wallet: 'text',
  spend_order: 'text',
  expiry_source: 'text',
  expiry_tolerance_days: 'integer',
  overdraw: 'text',
  transfer: 'text',
  transfer_keeps_expiry: 'flag',
  grace_days: 'integer',
  balance_after_means: 'text',
} as const satisfies Record<string, ColumnKind>;

/** Writes the policy of every wallet that occurs, and its validities as spans without gaps. */
async function writePolicies(build: Build, configuration: Configuration): Promise<void> {
  const { connection } = build;
  const wallets = await rows<{ programme_id: string; wallet: string }>(
    connection,
    `select distinct programme_id, wallet from posting.raw_events order by all`,
  );
  if (wallets.length > MOST_WALLETS) {
    throw new UserError(
      `The events name ${wallets.length} wallets over all programmes, more than ${MOST_WALLETS}; check the column wallet.`,
    );
  }
  const policies = wallets.map(({ programme_id, wallet }, policyNo) => {
    const programme = configuration.programmes.find((each) => each.id === programme_id);
    return { policyNo, programme_id, wallet, programme, policy: walletPolicy(programme, wallet) };
  });
  await writeRows(
    connection,
    'posting.wallet_policies',
    POLICIES,
    policies.map(({ policyNo, programme_id, wallet, policy }) => ({
      policy_no: policyNo,
      programme_id,
      wallet,
      spend_order: policy.spend_order,
      expiry_source: policy.expiry_source,
      expiry_tolerance_days: Number.parseInt(policy.expiry_tolerance.slice(1), 10),
      overdraw: policy.overdraw,
      transfer: policy.transfer,
      transfer_keeps_expiry: policy.transfer_keeps_expiry,
      grace_days: policy.restore === 'original_expiry' ? null : policy.restore.grace_days,
      balance_after_means: policy.balance_after_means,
    })),
  );
  await connection.run(
    `create or replace table posting.validities (policy_no integer, starts_at timestamptz, ends_at timestamptz,
       kind varchar, months integer)`,
  );
  const validities = policies.flatMap(({ policyNo, programme, policy }) =>
    spans(policy.validity, programme?.time_zone ?? 'Asia/Shanghai').map(
      (span) => `(${policyNo}, ${span.startsAt}, ${span.endsAt}, '${span.kind}', ${span.months})`,
    ),
  );
  if (validities.length > 0)
    await connection.run(`insert into posting.validities values ${validities.join(', ')}`);
  await connection.run(
    `create or replace table meta.wallets as select * exclude (policy_no) from posting.wallet_policies order by all`,
  );
}

interface Span {
  startsAt: string;
  endsAt: string;
  kind: 'lifetime' | 'months' | 'calendar' | 'activity';
  months: number | 'null';
}

/** The dated list as spans of instants; the first entry reaches back to the beginning, the last on for ever. */
function spans(validity: readonly Validity[], zone: string): Span[] {
  const dated = [...validity].sort((left, right) => (left.from < right.from ? -1 : 1));
  const starts = dated.map((entry) => `make_timestamptz(${startOfDay(zone, entry.from)}000)`);
  return dated.map((entry, index) => ({
    startsAt: index === 0 ? `'-infinity'::timestamptz` : starts[index]!,
    endsAt: starts[index + 1] ?? `'infinity'::timestamptz`,
    ...term(entry),
  }));
}

function term(entry: Validity): Pick<Span, 'kind' | 'months'> {
  if ('months' in entry) return { kind: 'months', months: entry.months };
  if ('calendar_year_end_plus_months' in entry)
    return { kind: 'calendar', months: entry.calendar_year_end_plus_months };
  if ('months_since_last_activity' in entry)
    return { kind: 'activity', months: entry.months_since_last_activity };
  return { kind: 'lifetime', months: 'null' };
}

function startOfDay(zone: string, day: string): number {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return endOfDay(zone, before);
}
