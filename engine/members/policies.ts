import type { Bilingual } from '../contract/citation.ts';
import type { Configuration } from '../contract/programme.ts';
import { UserError } from '../user-error.ts';

/** What a policy decides; pages show those of their own subject. */
export type PolicySubject = 'members' | 'outlook' | 'contacts' | 'preferences' | 'lock_in' | 'promotions';

/**
 * A stated policy of how members are measured and addressed, dated so that a book of an earlier day keeps its own. A
 * programme may set another value under `marketing_parameters` of `programme.yaml`, with its reason.
 */
export interface MemberPolicy {
  /** Column of `meta.member_policies`. */
  readonly name: string;
  readonly about: PolicySubject;
  /** Whole days, members, or contacts and purchases; shares in per cent; points. */
  readonly unit: 'days' | 'count' | 'members' | 'percent' | 'points';
  readonly values: readonly { readonly from: string; readonly value: number }[];
  readonly why: Bilingual;
}

const always = (value: number) => [{ from: '1970-01-01', value }];

/** All policies, in the order in which the register shows them. Thresholds without another source are the workbench's own. */
export const MEMBER_POLICIES = [
  {
    name: 'recent_days',
    about: 'members',
    unit: 'days',
    values: always(90),
    why: { zh: '加速检验的近期窗口', en: 'recent window of the test for acceleration' },
  },
  {
    name: 'previous_days',
    about: 'members',
    unit: 'days',
    values: always(270),
    why: { zh: '近期窗口之前、与会员自身比较的窗口', en: 'window before it that a member is compared with' },
  },
  {
    name: 'discovery_percent',
    about: 'members',
    unit: 'percent',
    values: always(10),
    why: {
      zh: '允许的错误发现率（Benjamini–Hochberg）',
      en: 'false-discovery rate allowed (Benjamini–Hochberg)',
    },
  },
  {
    name: 'rfm_days',
    about: 'members',
    unit: 'days',
    values: always(365),
    why: { zh: 'RFM 中频次与金额的窗口', en: 'window of frequency and monetary value in RFM' },
  },
  {
    name: 'active_days',
    about: 'members',
    unit: 'days',
    values: always(90),
    why: { zh: '距上次消费不超过此天数为活跃', en: 'active: last purchase no longer ago than this' },
  },
  {
    name: 'cooling_days',
    about: 'members',
    unit: 'days',
    values: always(180),
    why: { zh: '超过活跃期、不超过此天数为转冷', en: 'cooling: longer, but no longer than this' },
  },
  {
    name: 'dormant_days',
    about: 'members',
    unit: 'days',
    values: always(365),
    why: {
      zh: '超过转冷期、不超过此天数为沉睡，更久为流失',
      en: 'dormant: longer, but no longer than this; then lost',
    },
  },
  {
    name: 'hold_out_days',
    about: 'outlook',
    unit: 'days',
    values: always(182),
    why: { zh: '检验 BG/NBD 的留出期', en: 'hold-out against which BG/NBD is judged' },
  },
  {
    name: 'expects_days',
    about: 'outlook',
    unit: 'days',
    values: always(90),
    why: { zh: '预期消费的未来天数', en: 'future days of expected purchases' },
  },
  {
    name: 'near_tier_percent',
    about: 'contacts',
    unit: 'percent',
    values: always(20),
    why: {
      zh: '距下一层级不超过门槛的此比例为接近升级',
      en: 'near the next tier: the gap is no more than this share of its threshold',
    },
  },
  {
    name: 'expiring_least',
    about: 'contacts',
    unit: 'points',
    values: always(100),
    why: {
      zh: '30 天内到期少于此数不联系',
      en: 'fewer points that expire within 30 days call for no contact',
    },
  },
  {
    name: 'contact_cap',
    about: 'contacts',
    unit: 'count',
    values: always(2),
    why: { zh: '频次上限：窗口内最多联系次数', en: 'frequency cap: most contacts within the window' },
  },
  {
    name: 'contact_cap_days',
    about: 'contacts',
    unit: 'days',
    values: always(30),
    why: { zh: '频次上限的窗口', en: 'window of the frequency cap' },
  },
  {
    name: 'calibration_total_percent',
    about: 'outlook',
    unit: 'percent',
    values: always(15),
    why: {
      zh: 'BG/NBD 留出期合计偏差超过此比例即拒绝',
      en: 'BG/NBD is refused where its total is off by more than this in the hold-out',
    },
  },
  {
    name: 'calibration_group_percent',
    about: 'outlook',
    unit: 'percent',
    values: always(25),
    why: {
      zh: 'BG/NBD 分组偏差之和超过此比例即拒绝',
      en: 'BG/NBD is refused where its groups are off by more than this together',
    },
  },
  {
    name: 'calibration_members',
    about: 'outlook',
    unit: 'members',
    values: always(100),
    why: {
      zh: '会员少于此数不检验 BG/NBD',
      en: 'with fewer members BG/NBD is not judged',
    },
  },
  {
    name: 'calibration_purchases',
    about: 'outlook',
    unit: 'count',
    values: always(50),
    why: {
      zh: '留出期消费少于此数不检验 BG/NBD',
      en: 'with fewer purchases in the hold-out BG/NBD is not judged',
    },
  },
  {
    name: 'suggestion_members',
    about: 'preferences',
    unit: 'members',
    values: always(30),
    why: {
      zh: '买得起的会员少于此数不作目录建议',
      en: 'with fewer members who could afford it nothing is suggested of a reward',
    },
  },
  {
    name: 'suggestion_percent',
    about: 'preferences',
    unit: 'percent',
    values: always(5),
    why: {
      zh: '错误发现率高于此值不作目录建议',
      en: 'differences with a higher false-discovery rate are not acted on',
    },
  },
  {
    name: 'dear_percent',
    about: 'preferences',
    unit: 'percent',
    values: always(150),
    why: {
      zh: '每分成本超过账面成本的此比例为过高',
      en: 'dear: a point costs more than this share of its booked cost',
    },
  },
  {
    name: 'near_percent',
    about: 'lock_in',
    unit: 'percent',
    values: always(80),
    why: {
      zh: '余额达下一奖品价的此比例为接近',
      en: 'near: the balance is at least this share of the next reward’s price',
    },
  },
  {
    name: 'middle_percent',
    about: 'lock_in',
    unit: 'percent',
    values: always(50),
    why: {
      zh: '余额达下一奖品价的此比例为过半',
      en: 'half-way: the balance is at least this share of the next reward’s price',
    },
  },
  {
    name: 'lock_in_purchases',
    about: 'lock_in',
    unit: 'count',
    values: always(20),
    why: {
      zh: '任一组再次消费少于此数不给倍数',
      en: 'with fewer purchases in an arm no ratio is given',
    },
  },
  {
    name: 'promotion_members',
    about: 'promotions',
    unit: 'members',
    values: always(30),
    why: {
      zh: '任一组会员少于此数不给效果',
      en: 'with fewer members in an arm no effect is given',
    },
  },
  {
    name: 'promotion_buyers',
    about: 'promotions',
    unit: 'members',
    values: always(20),
    why: {
      zh: '两组消费会员合计少于此数不给效果',
      en: 'with fewer buyers in both arms together no effect is given',
    },
  },
  {
    name: 'placebo_percent',
    about: 'promotions',
    unit: 'percent',
    values: always(5),
    why: {
      zh: '安慰剂 p 值低于此值不主张效果',
      en: 'below this p-value of the placebo no effect is claimed',
    },
  },
] as const satisfies readonly MemberPolicy[];

export type MemberPolicyName = (typeof MEMBER_POLICIES)[number]['name'];

export type MemberPolicies = Readonly<Record<MemberPolicyName, number>>;

/** One line of `meta.marketing_policies`: a policy in force in a programme at the as-of date. */
export interface PolicyRow {
  readonly programme_id: string;
  readonly name: MemberPolicyName;
  readonly about: PolicySubject;
  readonly unit: MemberPolicy['unit'];
  readonly value: number;
  /** First day of the value; null: always, as `programme.yaml` sets it. */
  readonly valid_from: string | null;
  readonly why_zh: string;
  readonly why_en: string;
  readonly is_overridden: boolean;
  /** Why the programme has a value of its own. */
  readonly reason: string | null;
}

/** The policies of a programme on a day (`YYYY-MM-DD`), in the order of the register; what it sets itself holds always. */
export function policyRows(configuration: Configuration, programmeId: string, day: string): PolicyRow[] {
  const own = configuration.programmes.find((each) => each.id === programmeId)?.marketing_parameters ?? {};
  return MEMBER_POLICIES.map(({ name, about, unit, values, why }) => {
    const inForce = values.filter(({ from }) => from <= day).at(-1);
    if (!inForce) throw new Error(`The policy ${name} has no value on ${day}.`);
    const override = own[name];
    return {
      programme_id: programmeId,
      name,
      about,
      unit,
      value: override ? override.value : inForce.value,
      valid_from: override ? null : inForce.from,
      why_zh: why.zh,
      why_en: why.en,
      is_overridden: override !== undefined,
      reason: override?.reason ?? null,
    };
  });
}

/** The value of every policy of a programme on a day (`YYYY-MM-DD`). */
export function policiesOn(configuration: Configuration, programmeId: string, day: string): MemberPolicies {
  return Object.fromEntries(
    policyRows(configuration, programmeId, day).map(({ name, value }) => [name, value]),
  ) as Record<MemberPolicyName, number>;
}

/**
 * Checks the policies that a configuration sets.
 *
 * @throws UserError that names the policy that does not exist, or the ones that contradict each other.
 */
export function checkMarketingParameters(configuration: Configuration, day: string): void {
  const known = MEMBER_POLICIES.map(({ name }) => name as string);
  for (const { id, marketing_parameters: own = {} } of configuration.programmes) {
    for (const name of Object.keys(own))
      if (!known.includes(name))
        throw new UserError(
          `programme.yaml sets marketing_parameters.${name} of ${id}, but there is none of that name (there are: ${known.join(', ')}).`,
        );
    const policies = policiesOn(configuration, id, day);
    for (const [lower, upper] of ASCENDING)
      if (policies[lower] >= policies[upper])
        throw new UserError(
          `programme.yaml makes ${lower} of ${id} ${policies[lower]} and ${upper} ${policies[upper]}: ${lower} must be below ${upper}.`,
        );
  }
}

/** Pairs of which the first must be below the second. */
const ASCENDING = [
  ['active_days', 'cooling_days'],
  ['cooling_days', 'dormant_days'],
  ['middle_percent', 'near_percent'],
] as const satisfies readonly (readonly [MemberPolicyName, MemberPolicyName])[];
