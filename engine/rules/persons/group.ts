import type { RuleGroup } from '../group.ts';
import { cases as childDataWithoutConsentCases } from './child-data-without-consent/cases.ts';
import { rule as childDataWithoutConsent } from './child-data-without-consent/rule.ts';
import { cases as dataRequestOverdueCases } from './data-request-overdue/cases.ts';
import { rule as dataRequestOverdue } from './data-request-overdue/rule.ts';
import { cases as dataSharedWithoutConsentCases } from './data-shared-without-consent/cases.ts';
import { rule as dataSharedWithoutConsent } from './data-shared-without-consent/rule.ts';
import { cases as marketingWithoutConsentCases } from './marketing-without-consent/cases.ts';
import { rule as marketingWithoutConsent } from './marketing-without-consent/rule.ts';
import { cases as minorLargeRedemptionCases } from './minor-large-redemption/cases.ts';
import { rule as minorLargeRedemption } from './minor-large-redemption/rule.ts';
import { cases as minorTargetedCases } from './minor-targeted/cases.ts';
import { rule as minorTargeted } from './minor-targeted/rule.ts';
import { cases as noOptOutCases } from './no-opt-out/cases.ts';
import { rule as noOptOut } from './no-opt-out/rule.ts';
import { cases as profilingWithoutBasisCases } from './profiling-without-basis/cases.ts';
import { rule as profilingWithoutBasis } from './profiling-without-basis/rule.ts';

/** Are people, and children above all, treated as the law asks? */
export const PERSONS: RuleGroup = {
  id: 'persons',
  title: { zh: '个人信息与未成年人', en: 'Persons' },
  rules: [
    [profilingWithoutBasis, profilingWithoutBasisCases],
    [noOptOut, noOptOutCases],
    [marketingWithoutConsent, marketingWithoutConsentCases],
    [dataSharedWithoutConsent, dataSharedWithoutConsentCases],
    [minorTargeted, minorTargetedCases],
    [childDataWithoutConsent, childDataWithoutConsentCases],
    [minorLargeRedemption, minorLargeRedemptionCases],
    [dataRequestOverdue, dataRequestOverdueCases],
  ],
};
