import { MEMBER_MODELS } from '../models/member-models.ts';
import { buildModel, step, type Build } from './build.ts';
import { writeAccelerations } from './member-accelerations.ts';
import { writeOutlooks } from './member-outlooks.ts';
import { writeReach } from './member-reach.ts';
import { policiesOn } from '../members/policies.ts';

/** Writes `meta.member_policies`: one row with the policies in force on the as-of day, which the models of members read. */
export async function writeMemberPolicies(build: Build, asOf: string): Promise<void> {
  const values = Object.entries(policiesOn(asOf)).map(([name, value]) => `${value}::integer as ${name}`);
  await step(build, 'meta.member_policies', () =>
    build.connection.run(`create or replace table meta.member_policies as select ${values.join(', ')}`),
  );
}

/**
 * Members as marketing sees them: who speeds up, what BG/NBD expects where it holds, what balances reach, and from that
 * profiles and lists. Programme level: it reads tables of one row per member. The estimates stream, whatever the number
 * of members.
 */
export async function measureMembers(build: Build, asOf: string): Promise<void> {
  const policies = policiesOn(asOf);
  await step(build, 'members.acceleration', () => writeAccelerations(build, policies));
  await step(build, 'members.models', () => writeOutlooks(build, policies));
  await step(build, 'members.reach', () => writeReach(build));
  for (const model of MEMBER_MODELS) await buildModel(build, model);
}
