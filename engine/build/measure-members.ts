import { literal } from '../sql-text.ts';
import { MEMBER_MODELS } from '../models/member-models.ts';
import type { Configuration } from '../contract/programme.ts';
import { rows } from '../database.server.ts';
import { buildModel, step, type Build } from './build.ts';
import { writeAccelerations } from './member-accelerations.ts';
import { writeOutlooks } from './member-outlooks.ts';
import { writeReach } from './member-reach.ts';
import {
  checkMarketingParameters,
  MEMBER_POLICIES,
  policyRows,
  type MemberPolicyName,
  type PolicyRow,
} from '../members/policies.ts';
import { readMemberPolicies } from './member-policies.ts';
import { writeRows, type ColumnKind } from './write-rows.ts';

const REGISTER = {
  programme_id: 'text',
  name: 'text',
  about: 'text',
  unit: 'text',
  value: 'integer',
  valid_from: 'text',
  why_zh: 'text',
  why_en: 'text',
  is_overridden: 'flag',
  reason: 'text',
} as const satisfies Record<string, ColumnKind>;

/**
 * Writes the policies in force on the as-of day: `meta.marketing_policies`, one row per programme and policy, as pages show
 * them, and `meta.member_policies`, one row per programme with a column per policy, which the models of members read.
 */
export async function writeMemberPolicies(
  build: Build,
  configuration: Configuration,
  asOf: string,
): Promise<void> {
  checkMarketingParameters(configuration, asOf);
  await step(build, 'meta.member_policies', async () => {
    const programmes = await rows<{ programme_id: string }>(
      build.connection,
      'select programme_id from meta.programmes order by programme_id',
    );
    const register = programmes.flatMap(({ programme_id }) => policyRows(configuration, programme_id, asOf));
    await writeRows(
      build.connection,
      'meta.marketing_policies',
      REGISTER,
      register.map((row) => ({ ...row })),
    );
    // As macros, so that a share that is the same everywhere stands in the query as a number.
    for (const name of ['near', 'middle'] as const)
      await build.connection.run(
        `create or replace temp macro ${name}_share(of_programme) as ${shareOf(register, `${name}_percent`)}`,
      );
    const columns = MEMBER_POLICIES.map(
      ({ name }) => `max(value) filter (where name = ${literal(name)}) as ${name}`,
    );
    await build.connection.run(
      `create or replace table meta.member_policies as
       select programme_id, ${columns.join(', ')} from meta.marketing_policies group by programme_id order by programme_id`,
    );
  });
}

/** A policy in per cent as a share: a number, or one for each programme. */
function shareOf(register: readonly PolicyRow[], name: MemberPolicyName): string {
  const rows = register.filter((row) => row.name === name);
  const number = (value: number) => (value / 100).toFixed(2);
  const values = new Set(rows.map(({ value }) => value));
  if (values.size <= 1) return rows.length > 0 ? number(rows[0]!.value) : 'null::decimal(3, 2)';
  const cases = rows.map(({ programme_id: id, value }) => `when ${literal(id)} then ${number(value)}`);
  return `case of_programme ${cases.join(' ')} end`;
}

/**
 * Members as marketing sees them: who speeds up, what BG/NBD expects where it holds, what balances reach, and from that
 * profiles and lists. Programme level: it reads tables of one row per member. The estimates stream, whatever the number
 * of members.
 */
export async function measureMembers(build: Build): Promise<void> {
  const policies = await readMemberPolicies(build.connection);
  await step(build, 'members.acceleration', () => writeAccelerations(build, policies));
  await step(build, 'members.models', () => writeOutlooks(build, policies));
  await step(build, 'members.reach', () => writeReach(build));
  for (const model of MEMBER_MODELS) await buildModel(build, model);
}
