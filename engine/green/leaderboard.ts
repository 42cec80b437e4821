import { groupsSql } from './groups.ts';

/** Who is ranked against whom. */
export const RANKED = ['household', 'enterprise'] as const;
export type Ranked = (typeof RANKED)[number];

/** A select of the members who have a consent to sharing in force at the as-of date. */
export function sharingConsentsSql(): string {
  return `select distinct consent.programme_id, consent.member_id
      from data.consents as consent join meta.programmes as programme using (programme_id)
      where consent.purpose = 'sharing' and consent.granted_at < programme.ends_at
        and coalesce(consent.withdrawn_at >= programme.ends_at, true)`;
}

/**
 * A select of the leaderboard: one row per household or enterprise that agreed to be shown, as {@link groupsSql} measures
 * it, and one row (`id` null) for all others together, in which they are counted only. A household is shown where every
 * member of it who contributed has a consent to sharing in force at the as-of date; an enterprise by its own consent,
 * and for its own acts: what its employees did is theirs.
 *
 * @param where Conditions that hold on contributions and flows alike, or nothing.
 */
export function leaderboardSql(of: Ranked, where: string): string {
  const column = `${of}_id`;
  const own = of === 'enterprise' ? ` and enterprise_part = 'own'` : '';
  const member = of === 'enterprise' ? column : 'member_id';
  const narrowed = `${where === '' ? 'where' : `${where} and`} ${column} is not null${own}`;
  return `with consenting as (
      ${sharingConsentsSql()}
    ), agreed as (
      select acted.programme_id, acted.id
      from (
        select distinct programme_id, ${column} as id, ${member} as member_id from green.contributions where ${column} is not null${own}
        union select distinct programme_id, ${column}, ${member} from green.point_flows where ${column} is not null${own}
      ) as acted
      left join consenting using (programme_id, member_id)
      group by acted.programme_id, acted.id having count(*) = count(consenting.member_id)
    ), measured as (${groupsSql(of, narrowed)}),
    marked as (
      select measured.*, agreed.id is not null as is_shown from measured
      left join agreed on agreed.programme_id = measured.programme_id and agreed.id = measured.id
    )
    select programme_id, case when is_shown then id end as id, count(*)::bigint as groups,
      sum(acts)::bigint as acts, sum(acts_counted_only)::bigint as acts_counted_only, sum(members)::bigint as members,
      sum(kwh) as kwh, sum(m3) as m3, sum(kg) as kg, sum(low) as low, sum(high) as high,
      sum(points_earned) as points_earned, sum(points_used) as points_used, sum(points_to_family) as points_to_family
    from marked group by programme_id, case when is_shown then id end, is_shown`;
}
