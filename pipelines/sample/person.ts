import { addMonths, civil, DAY, day, dayOf, dayText, END, timeText } from './calendar.ts';
import type { Account } from './account.ts';
import type { Row } from './csv.ts';
import type { Random } from './random.ts';

/** A member, person or enterprise, while the sample is being told. */
export interface Person {
  readonly number: number;
  readonly id: string;
  readonly isEnterprise: boolean;
  /** Day of birth; an enterprise has none. */
  readonly birthDay: number | undefined;
  readonly region: string;
  readonly joinedAt: number;
  /** The instant the account is closed; END for those who stay. */
  readonly leavesAt: number;
  readonly creditTier: string | undefined;
  readonly consents: readonly string[];
  /** Agrees that what the household or enterprise contributed is shown; every member of a household alike. */
  showsContribution: boolean;
  household: string | undefined;
  relatives: Person[];
  employer: string | undefined;
  /** Who brought this member, as long as the reward for it is still due. */
  referrer: Person | undefined;
  tier: string;
  earnedThisYear: number;
  hasLeft: boolean;
  readonly accounts: Map<string, Account>;
  /** Pieces redeemed of items that have a limit. */
  readonly redeemed: Map<string, number>;
  /** Bonus promotions this member was addressed by and has not used yet. */
  readonly bonuses: Set<string>;
}

/** Places of the programme: weights, and GB/T 2260 codes. Nanyang is where credit tiers count. */
const REGIONS = ['411300', '410100', '330100', '440300', '510100', '310000', '110000', '320100'];
const REGION_WEIGHTS = [22, 16, 14, 14, 12, 9, 7, 6];
export const NANYANG = '411300';

const CONSENT_FROM = day('2021-07-01');

export function pickRegion(random: Random): string {
  return REGIONS[random.weighted(REGION_WEIGHTS)]!;
}

/** One new member of a neighbourhood. Most joined in the first year; one in seventy leaves again. */
export function newPerson(number: number, region: string, isEnterprise: boolean, random: Random): Person {
  const lastJoin = dayOf(END) - 60;
  const joinDay = random.chance(0.5) ? random.below(365) : random.below(lastJoin);
  const joinedAt = joinDay * DAY + random.between(8 * 60, 21 * 60) * 60;
  const leaves = !isEnterprise && random.chance(0.015) && joinDay < lastJoin - 500;
  const age = random.weighted([3, 6, 7, 6, 5, 4, 4]) * 8 + 20 + random.below(8);
  const birthDay = addMonths(joinDay, -12 * age) - random.below(364) - 1;
  return {
    number,
    id: `M${number}`,
    isEnterprise,
    birthDay: isEnterprise ? undefined : birthDay,
    region,
    joinedAt,
    leavesAt: leaves ? (joinDay + 450 + random.below(lastJoin - joinDay - 480)) * DAY + 12 * 3600 : END,
    creditTier:
      !isEnterprise && region === NANYANG ? ['A', 'B', undefined][random.weighted([4, 4, 2])] : undefined,
    consents: isEnterprise ? [] : consentsOf(random),
    // Every other enterprise, by its number: what else is told stays as it was.
    showsContribution: isEnterprise && number % 2 === 0,
    household: undefined,
    relatives: [],
    employer: undefined,
    referrer: undefined,
    tier: 'standard',
    earnedThisYear: 0,
    hasLeft: false,
    accounts: new Map(),
    redeemed: new Map(),
    bonuses: new Set(),
  };
}

function consentsOf(random: Random): string[] {
  if (random.chance(0.55)) return [];
  return random.chance(0.4) ? ['profiling', 'marketing', 'sharing'] : ['profiling', 'marketing'];
}

/** Full years of age on the day of an instant. */
export function ageAt(birthDay: number, second: number): number {
  const today = civil(dayOf(second));
  const born = civil(birthDay);
  const beforeBirthday = today.month < born.month || (today.month === born.month && today.date < born.date);
  return today.year - born.year - (beforeBirthday ? 1 : 0);
}

export function memberRow(person: Person): Row {
  return {
    member_id: person.id,
    joined_at: timeText(person.joinedAt),
    birth_date: person.birthDay === undefined ? undefined : dayText(person.birthDay),
    region_code: person.region,
    member_type: person.isEnterprise ? 'enterprise' : 'person',
    referrer_member_id: person.referrer?.id,
    closed_at: person.leavesAt < END ? timeText(person.leavesAt) : undefined,
  };
}

/** Attributes that a member has from joining on. */
export function firstAttributeRows(person: Person): Row[] {
  const rows: Row[] = [];
  const add = (attribute: string, value: string | undefined): void => {
    if (value === undefined) return;
    rows.push({ member_id: person.id, attribute, value, valid_from: timeText(person.joinedAt) });
  };
  add('credit_tier', person.creditTier);
  add('household_id', person.household);
  add('employer_member_id', person.employer);
  return rows;
}

export function consentRows(person: Person): Row[] {
  const purposes = new Set([...person.consents, ...(person.showsContribution ? ['sharing'] : [])]);
  return [...purposes].map((purpose) => ({
    member_id: person.id,
    purpose,
    policy_version: dayOf(person.joinedAt) < CONSENT_FROM + 365 ? 'v1' : 'v2',
    granted_at: timeText(person.joinedAt),
  }));
}
