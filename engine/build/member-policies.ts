import { rows, type DuckDBConnection } from '../database.server.ts';
import type { MemberPolicies, MemberPolicyName } from '../members/policies.ts';

/** The policies of every programme, as the book has them. */
export async function readMemberPolicies(
  connection: DuckDBConnection,
): Promise<ReadonlyMap<string, MemberPolicies>> {
  const found = await rows<{ programme_id: string } & Record<MemberPolicyName, number>>(
    connection,
    'from meta.member_policies order by programme_id',
  );
  return new Map(found.map(({ programme_id, ...policies }) => [programme_id, policies]));
}

/** The policies of a programme that has members. */
export function policiesOf(
  policies: ReadonlyMap<string, MemberPolicies>,
  programmeId: string,
): MemberPolicies {
  const found = policies.get(programmeId);
  if (!found) throw new Error(`No policies were written for the programme ${programmeId}.`);
  return found;
}
