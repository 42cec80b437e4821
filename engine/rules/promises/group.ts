import type { RuleGroup } from '../group.ts';
import { PROMISES_EQUIVALENTS } from './equivalents.ts';
import { rule as awardAboveTerms } from './award-above-terms/rule.ts';
import { cases as awardAboveTermsCases } from './award-above-terms/cases.ts';
import { rule as awardBelowTerms } from './award-below-terms/rule.ts';
import { cases as awardBelowTermsCases } from './award-below-terms/cases.ts';
import { rule as lifetimePointsExpired } from './lifetime-points-expired/rule.ts';
import { cases as lifetimePointsExpiredCases } from './lifetime-points-expired/cases.ts';
import { rule as merchantExitUnhonoured } from './merchant-exit-unhonoured/rule.ts';
import { cases as merchantExitUnhonouredCases } from './merchant-exit-unhonoured/cases.ts';
import { rule as pointValueReduced } from './point-value-reduced/rule.ts';
import { cases as pointValueReducedCases } from './point-value-reduced/cases.ts';
import { rule as redemptionRefused } from './redemption-refused/rule.ts';
import { cases as redemptionRefusedCases } from './redemption-refused/cases.ts';
import { rule as seniorMultiplierWrong } from './senior-multiplier-wrong/rule.ts';
import { cases as seniorMultiplierWrongCases } from './senior-multiplier-wrong/cases.ts';
import { rule as upgradePromiseBroken } from './upgrade-promise-broken/rule.ts';
import { cases as upgradePromiseBrokenCases } from './upgrade-promise-broken/cases.ts';
import { rule as valueGuaranteeNotHonoured } from './value-guarantee-not-honoured/rule.ts';
import { cases as valueGuaranteeNotHonouredCases } from './value-guarantee-not-honoured/cases.ts';

/** Is what was promised kept? */
export const PROMISES: RuleGroup = {
  id: 'promises',
  title: { zh: '承诺兑现', en: 'Promises' },
  equivalents: PROMISES_EQUIVALENTS,
  rules: [
    [lifetimePointsExpired, lifetimePointsExpiredCases],
    [pointValueReduced, pointValueReducedCases],
    [valueGuaranteeNotHonoured, valueGuaranteeNotHonouredCases],
    [upgradePromiseBroken, upgradePromiseBrokenCases],
    [redemptionRefused, redemptionRefusedCases],
    [awardBelowTerms, awardBelowTermsCases],
    [awardAboveTerms, awardAboveTermsCases],
    [seniorMultiplierWrong, seniorMultiplierWrongCases],
    [merchantExitUnhonoured, merchantExitUnhonouredCases],
  ],
};
