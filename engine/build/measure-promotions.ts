import { rows, type DuckDBConnection } from '../database.server.ts';
import { significant, significantOrNull } from '../liability/significant.ts';
import {
  eligibilityEffect,
  holdOutEffect,
  NO_EFFECT,
  type Arm,
  type Difference,
  type Effect,
} from '../promotions/effects.ts';
import { step, type Build } from './build.ts';
import type { EffectPolicy } from '../promotions/effects.ts';
import { policiesOf, readMemberPolicies } from './member-policies.ts';
import { writeRows, type Cell, type ColumnKind } from './write-rows.ts';

const EFFECTS = {
  programme_id: 'text',
  promotion_id: 'text',
  design: 'text',
  status: 'text',
  treated_members: 'integer',
  other_members: 'integer',
  treated_buying: 'integer',
  other_buying: 'integer',
  /** Currency units a member. */
  effect: 'estimate',
  effect_low: 'estimate',
  effect_high: 'estimate',
  standard_error: 'estimate',
  p_value: 'estimate',
  effect_total: 'estimate',
  effect_total_low: 'estimate',
  effect_total_high: 'estimate',
  margin_total: 'estimate',
  after_effect: 'estimate',
  after_low: 'estimate',
  after_high: 'estimate',
  placebo_effect: 'estimate',
  placebo_p: 'estimate',
  explained: 'estimate',
  cost: 'money',
  liability_added: 'money',
} as const satisfies Record<string, ColumnKind>;

interface Promotion {
  programme_id: string;
  promotion_id: string;
  design: 'holdout' | 'eligibility' | 'none';
  is_over: boolean;
  is_after_over: boolean;
  cost: bigint | null;
  liability_added: bigint | null;
  margin: string;
  amount_with_margin: string;
}

/**
 * Writes `promotions.effects`: one row per promotion that had begun, by the design that can measure it. Programme level: it
 * reads sums over members.
 */
export async function measurePromotions(build: Build): Promise<void> {
  const { connection } = build;
  await step(build, 'promotions.effects', async () => {
    const promotions = await rows<Promotion>(
      connection,
      `select programme_id, promotion_id, design, is_over, is_after_over, (cost * 10000)::hugeint as cost,
         (liability_added * 10000)::hugeint as liability_added, margin, amount_with_margin
       from promotions.totals order by programme_id, promotion_id`,
    );
    const arms = await readArms(connection);
    const policies = await readMemberPolicies(connection);
    await writeRows(
      connection,
      'promotions.effects',
      EFFECTS,
      promotions.map((promotion) => {
        const own = policiesOf(policies, promotion.programme_id);
        return effectRow(promotion, arms, {
          fewestMembers: own.promotion_members,
          fewestBuying: own.promotion_buyers,
          placeboLevel: own.placebo_percent / 100,
        });
      }),
    );
  });
}

const NOBODY: Arm = {
  members: 0,
  buying: 0,
  y: 0,
  yy: 0,
  c: 0,
  cc: 0,
  yc: 0,
  a: 0,
  aa: 0,
  ac: 0,
  b: 0,
  ybSquared: 0,
  abSquared: 0,
  p: 0,
  bpSquared: 0,
};

const armKey = (programme: string, promotion: string, isTreated: boolean) =>
  JSON.stringify([programme, promotion, isTreated]);

async function readArms(connection: DuckDBConnection): Promise<Map<string, Arm>> {
  const found = await rows<
    Record<string, bigint> & { programme_id: string; promotion_id: string; is_treated: boolean }
  >(connection, 'select * from promotions.arms order by programme_id, promotion_id, is_treated');
  return new Map(
    found.map((row) => [
      armKey(row.programme_id, row.promotion_id, row.is_treated),
      {
        members: Number(row.members),
        buying: Number(row.members_buying),
        y: Number(row.y),
        yy: Number(row.yy),
        c: Number(row.c),
        cc: Number(row.cc),
        yc: Number(row.yc),
        a: Number(row.a),
        aa: Number(row.aa),
        ac: Number(row.ac),
        b: Number(row.b),
        ybSquared: Number(row.yb_squared),
        abSquared: Number(row.ab_squared),
        p: Number(row.p),
        bpSquared: Number(row.bp_squared),
      },
    ]),
  );
}

function measured(promotion: Promotion, treated: Arm, others: Arm, policy: EffectPolicy): Effect {
  const ended = { isOver: promotion.is_over, isAfterOver: promotion.is_after_over };
  switch (promotion.design) {
    case 'holdout':
      return holdOutEffect(treated, others, ended, policy);
    case 'eligibility':
      return eligibilityEffect(treated, others, ended, policy);
    case 'none':
      return NO_EFFECT;
  }
}

function effectRow(
  promotion: Promotion,
  arms: ReadonlyMap<string, Arm>,
  policy: EffectPolicy,
): Record<keyof typeof EFFECTS, Cell> {
  const { programme_id: programme, promotion_id: id } = promotion;
  const treated = arms.get(armKey(programme, id, true)) ?? NOBODY;
  const others = arms.get(armKey(programme, id, false)) ?? NOBODY;
  const { status, during, after, placebo, explained } = measured(promotion, treated, others, policy);
  // Spent in cents, told in currency units.
  const money = (found: Difference | null, part: keyof Difference, times = 1) =>
    found === null ? null : significant((found[part] * times) / 100);
  const marginRate =
    Number(promotion.amount_with_margin) > 0
      ? Number(promotion.margin) / Number(promotion.amount_with_margin)
      : null;
  const isCompared = promotion.design !== 'none';
  return {
    programme_id: programme,
    promotion_id: id,
    design: promotion.design,
    status,
    treated_members: isCompared ? treated.members : null,
    other_members: isCompared ? others.members : null,
    treated_buying: isCompared ? treated.buying : null,
    other_buying: isCompared ? others.buying : null,
    effect: money(during, 'effect'),
    effect_low: money(during, 'low'),
    effect_high: money(during, 'high'),
    standard_error: money(during, 'standardError'),
    p_value: significantOrNull(during?.pValue ?? null),
    effect_total: money(during, 'effect', treated.members),
    effect_total_low: money(during, 'low', treated.members),
    effect_total_high: money(during, 'high', treated.members),
    margin_total:
      during === null || marginRate === null
        ? null
        : significant((during.effect * treated.members * marginRate) / 100),
    after_effect: money(after, 'effect'),
    after_low: money(after, 'low'),
    after_high: money(after, 'high'),
    placebo_effect: money(placebo, 'effect'),
    placebo_p: significantOrNull(placebo?.pValue ?? null),
    explained: significantOrNull(explained),
    cost: promotion.cost,
    liability_added: promotion.liability_added,
  };
}
