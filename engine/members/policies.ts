import type { Bilingual } from '../contract/citation.ts';

/** A stated policy of how members are measured and addressed, dated so that a book of an earlier day keeps its own. */
export interface MemberPolicy {
  /** Column of `meta.member_policies`. */
  readonly name: string;
  /** Whole days, members or contacts; shares in per cent; points. */
  readonly unit: 'days' | 'count' | 'percent' | 'points';
  readonly values: readonly { readonly from: string; readonly value: number }[];
  readonly why: Bilingual;
}

const always = (value: number) => [{ from: '1970-01-01', value }];

/** All policies, in the order in which the register shows them. Thresholds without another source are the workbench's own. */
export const MEMBER_POLICIES = [
  {
    name: 'recent_days',
    unit: 'days',
    values: always(90),
    why: { zh: '加速检验的近期窗口', en: 'recent window of the test for acceleration' },
  },
  {
    name: 'previous_days',
    unit: 'days',
    values: always(270),
    why: { zh: '近期窗口之前、与会员自身比较的窗口', en: 'window before it that a member is compared with' },
  },
  {
    name: 'discovery_percent',
    unit: 'percent',
    values: always(10),
    why: {
      zh: '允许的错误发现率（Benjamini–Hochberg）',
      en: 'false-discovery rate allowed (Benjamini–Hochberg)',
    },
  },
  {
    name: 'rfm_days',
    unit: 'days',
    values: always(365),
    why: { zh: 'RFM 中频次与金额的窗口', en: 'window of frequency and monetary value in RFM' },
  },
  {
    name: 'active_days',
    unit: 'days',
    values: always(90),
    why: { zh: '距上次消费不超过此天数为活跃', en: 'active: last purchase no longer ago than this' },
  },
  {
    name: 'cooling_days',
    unit: 'days',
    values: always(180),
    why: { zh: '超过活跃期、不超过此天数为转冷', en: 'cooling: longer, but no longer than this' },
  },
  {
    name: 'dormant_days',
    unit: 'days',
    values: always(365),
    why: {
      zh: '超过转冷期、不超过此天数为沉睡，更久为流失',
      en: 'dormant: longer, but no longer than this; then lost',
    },
  },
  {
    name: 'hold_out_days',
    unit: 'days',
    values: always(182),
    why: { zh: '检验 BG/NBD 的留出期', en: 'hold-out against which BG/NBD is judged' },
  },
  {
    name: 'expects_days',
    unit: 'days',
    values: always(90),
    why: { zh: '预期消费的未来天数', en: 'future days of expected purchases' },
  },
  {
    name: 'near_tier_percent',
    unit: 'percent',
    values: always(20),
    why: {
      zh: '距下一层级不超过门槛的此比例为接近升级',
      en: 'near the next tier: the gap is no more than this share of its threshold',
    },
  },
  {
    name: 'expiring_least',
    unit: 'points',
    values: always(100),
    why: {
      zh: '30 天内到期少于此数不联系',
      en: 'fewer points that expire within 30 days call for no contact',
    },
  },
  {
    name: 'contact_cap',
    unit: 'count',
    values: always(2),
    why: { zh: '频次上限：窗口内最多联系次数', en: 'frequency cap: most contacts within the window' },
  },
  {
    name: 'contact_cap_days',
    unit: 'days',
    values: always(30),
    why: { zh: '频次上限的窗口', en: 'window of the frequency cap' },
  },
] as const satisfies readonly MemberPolicy[];

export type MemberPolicyName = (typeof MEMBER_POLICIES)[number]['name'];

/** The value of every policy on a day (`YYYY-MM-DD`). */
export function policiesOn(day: string): Record<MemberPolicyName, number> {
  return Object.fromEntries(
    MEMBER_POLICIES.map(({ name, values }) => {
      const inForce = values.filter(({ from }) => from <= day).at(-1);
      if (!inForce) throw new Error(`The policy ${name} has no value on ${day}.`);
      return [name, inForce.value];
    }),
  ) as Record<MemberPolicyName, number>;
}
