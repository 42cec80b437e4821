import type { RuleGroup } from '../group.ts';
import { CRIME_EQUIVALENTS } from './equivalents.ts';
import { cases as b2bPointsToIndividualsCases } from './b2b-points-to-individuals/cases.ts';
import { rule as b2bPointsToIndividuals } from './b2b-points-to-individuals/rule.ts';
import { cases as carbonPointsTransferredCases } from './carbon-points-transferred/cases.ts';
import { rule as carbonPointsTransferred } from './carbon-points-transferred/rule.ts';
import { cases as downlineRewardCases } from './downline-reward/cases.ts';
import { rule as downlineReward } from './downline-reward/rule.ts';
import { cases as equityPointsCases } from './equity-points/cases.ts';
import { rule as equityPoints } from './equity-points/rule.ts';
import { cases as farmedGreenPointsCases } from './farmed-green-points/cases.ts';
import { rule as farmedGreenPoints } from './farmed-green-points/rule.ts';
import { cases as gamblingPointsCases } from './gambling-points/cases.ts';
import { rule as gamblingPoints } from './gambling-points/rule.ts';
import { cases as pyramidStructureCases } from './pyramid-structure/cases.ts';
import { rule as pyramidStructure } from './pyramid-structure/rule.ts';
import { search as searchReferrals } from './pyramid-structure/search.ts';
import { cases as structuringCases } from './structuring/cases.ts';
import { rule as structuring } from './structuring/rule.ts';
import { cases as transferCollectorCases } from './transfer-collector/cases.ts';
import { rule as transferCollector } from './transfer-collector/rule.ts';
import { cases as transferOutsideHouseholdCases } from './transfer-outside-household/cases.ts';
import { rule as transferOutsideHousehold } from './transfer-outside-household/rule.ts';
import { cases as transferRingCases } from './transfer-ring/cases.ts';
import { rule as transferRing } from './transfer-ring/rule.ts';
import { search as searchRings } from './transfer-ring/search.ts';

/** Indicators of fraud and crime: what calls for a person’s review, and concludes nothing. */
export const CRIME: RuleGroup = {
  id: 'crime',
  title: { zh: '舞弊与犯罪线索（穿透）', en: 'Fraud and crime (look-through)' },
  equivalents: CRIME_EQUIVALENTS,
  rules: [
    [pyramidStructure, pyramidStructureCases, searchReferrals],
    [downlineReward, downlineRewardCases],
    [equityPoints, equityPointsCases],
    [transferRing, transferRingCases, searchRings],
    [transferCollector, transferCollectorCases],
    [structuring, structuringCases],
    [farmedGreenPoints, farmedGreenPointsCases],
    [gamblingPoints, gamblingPointsCases],
    [b2bPointsToIndividuals, b2bPointsToIndividualsCases],
    [transferOutsideHousehold, transferOutsideHouseholdCases],
    [carbonPointsTransferred, carbonPointsTransferredCases],
  ],
};
