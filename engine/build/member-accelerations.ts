import { rows } from '../database.server.ts';
import { significant } from '../liability/significant.ts';
import { accelerationOfKinds } from '../members/acceleration.ts';
import type { MemberPolicies } from '../members/policies.ts';
import type { Build } from './build.ts';
import { policiesOf } from './member-policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

const ACCELERATIONS = {
  programme_id: 'text',
  measure: 'text',
  recent: 'integer',
  previous: 'integer',
  exposure_days: 'integer',
  ratio: 'estimate',
  p_value: 'estimate',
  q_value: 'estimate',
} as const satisfies Record<string, ColumnKind>;

const SEASONS = {
  programme_id: 'text',
  measure: 'text',
  season: 'estimate',
  correlation: 'estimate',
  members: 'integer',
} as const satisfies Record<string, ColumnKind>;

interface Kind {
  programme_id: string;
  measure: string;
  recent: number;
  previous: number;
  exposure_days: number;
  members: bigint;
}

/**
 * Writes `posting.accelerations`, one row per programme, measure and kind of member (what he did in both windows), and
 * `members.seasons`: what the programme as a whole did, to which each is relative.
 */
export async function writeAccelerations(
  build: Build,
  policies: ReadonlyMap<string, MemberPolicies>,
): Promise<void> {
  const kinds = await rows<Kind>(
    build.connection,
    `select programme_id, 'purchases' as measure, recent_days as recent, previous_days as previous, exposure_days,
       count(*) as members from members.facts group by all
     union all
     select programme_id, 'earning', recent_earns, previous_earns, exposure_days, count(*)
     from members.facts group by all
     order by all`,
  );
  const families = familiesOf(kinds);
  const tested: Record<keyof typeof ACCELERATIONS, Cell>[] = [];
  const seasons: Record<keyof typeof SEASONS, Cell>[] = [];
  for (const family of families.values()) {
    const { season, correlation, members } = accelerationOfKinds(
      family.map((kind) => ({
        recent: kind.recent,
        previous: kind.previous,
        previousDays: kind.exposure_days,
        members: Number(kind.members),
      })),
      policiesOf(policies, family[0]!.programme_id).recent_days,
    );
    const { programme_id, measure } = family[0]!;
    seasons.push({
      programme_id,
      measure,
      season: significant(season),
      correlation: significant(correlation),
      members: family.reduce((sum, kind) => sum + Number(kind.members), 0),
    });
    for (const [index, kind] of family.entries()) {
      const { ratio, pValue, qValue } = members[index]!;
      // Who joined in the recent window has nothing to be faster than.
      const isTested = kind.exposure_days > 0 && kind.recent + kind.previous > 0;
      tested.push({
        programme_id,
        measure,
        recent: kind.recent,
        previous: kind.previous,
        exposure_days: kind.exposure_days,
        ratio: isTested && ratio !== null ? significant(ratio) : null,
        p_value: isTested ? significant(pValue) : null,
        q_value: isTested ? significant(qValue) : null,
      });
    }
  }
  await writeRows(build.connection, 'posting.accelerations', ACCELERATIONS, tested);
  await writeRows(build.connection, 'members.seasons', SEASONS, seasons);
}

/** Kinds that are tested together, and share a season. */
function familiesOf(kinds: readonly Kind[]): Map<string, Kind[]> {
  const families = new Map<string, Kind[]>();
  for (const kind of kinds) {
    const key = JSON.stringify([kind.programme_id, kind.measure]);
    const family = families.get(key);
    if (family) family.push(kind);
    else families.set(key, [kind]);
  }
  return families;
}
