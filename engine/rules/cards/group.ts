import type { RuleGroup } from '../group.ts';
import { rule as cardSignupBonus } from './card-signup-bonus/rule.ts';
import { cases as cardSignupBonusCases } from './card-signup-bonus/cases.ts';
import { rule as cardPointsWithoutSpend } from './card-points-without-spend/rule.ts';
import { cases as cardPointsWithoutSpendCases } from './card-points-without-spend/cases.ts';

/** Do card points follow spending? */
export const CARDS: RuleGroup = {
  id: 'cards',
  title: { zh: '银行卡', en: 'Bank cards' },
  rules: [
    [cardSignupBonus, cardSignupBonusCases],
    [cardPointsWithoutSpend, cardPointsWithoutSpendCases],
  ],
};
