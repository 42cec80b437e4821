import type { RuleGroup } from '../group.ts';
import { cases as downlineRewardCases } from './downline-reward/cases.ts';
import { rule as downlineReward } from './downline-reward/rule.ts';
import { cases as equityPointsCases } from './equity-points/cases.ts';
import { rule as equityPoints } from './equity-points/rule.ts';
import { cases as pyramidStructureCases } from './pyramid-structure/cases.ts';
import { rule as pyramidStructure } from './pyramid-structure/rule.ts';
import { search as searchReferrals } from './pyramid-structure/search.ts';
import { cases as transferRingCases } from './transfer-ring/cases.ts';
import { rule as transferRing } from './transfer-ring/rule.ts';
import { search as searchRings } from './transfer-ring/search.ts';

/** Indicators of fraud and crime: what calls for a person’s review, and concludes nothing. */
export const CRIME: RuleGroup = {
  id: 'crime',
  title: { zh: '舞弊与犯罪线索（穿透）', en: 'Fraud and crime (look-through)' },
  rules: [
    [pyramidStructure, pyramidStructureCases, searchReferrals],
    [downlineReward, downlineRewardCases],
    [equityPoints, equityPointsCases],
    [transferRing, transferRingCases, searchRings],
  ],
};
