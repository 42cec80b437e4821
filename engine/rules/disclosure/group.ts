import type { RuleGroup } from '../group.ts';
import { rule as adverseClauseNotAcknowledged } from './adverse-clause-not-acknowledged/rule.ts';
import { cases as adverseClauseNotAcknowledgedCases } from './adverse-clause-not-acknowledged/cases.ts';
import { rule as expiryReminderMissing } from './expiry-reminder-missing/rule.ts';
import { cases as expiryReminderMissingCases } from './expiry-reminder-missing/cases.ts';
import { rule as expiryShortened } from './expiry-shortened/rule.ts';
import { cases as expiryShortenedCases } from './expiry-shortened/cases.ts';
import { rule as finalInterpretationClause } from './final-interpretation-clause/rule.ts';
import { cases as finalInterpretationClauseCases } from './final-interpretation-clause/cases.ts';
import { rule as noReturnClause } from './no-return-clause/rule.ts';
import { cases as noReturnClauseCases } from './no-return-clause/cases.ts';
import { rule as paidMembershipCut } from './paid-membership-cut/rule.ts';
import { cases as paidMembershipCutCases } from './paid-membership-cut/cases.ts';
import { rule as ruleVersionsNotKept } from './rule-versions-not-kept/rule.ts';
import { cases as ruleVersionsNotKeptCases } from './rule-versions-not-kept/cases.ts';
import { rule as terminationShortNotice } from './termination-short-notice/rule.ts';
import { cases as terminationShortNoticeCases } from './termination-short-notice/cases.ts';
import { rule as termsChangeBelowBenchmark } from './terms-change-below-benchmark/rule.ts';
import { cases as termsChangeBelowBenchmarkCases } from './terms-change-below-benchmark/cases.ts';
import { rule as termsChangeBelowFloor } from './terms-change-below-floor/rule.ts';
import { cases as termsChangeBelowFloorCases } from './terms-change-below-floor/cases.ts';
import { rule as termsChangeNotNotified } from './terms-change-not-notified/rule.ts';
import { cases as termsChangeNotNotifiedCases } from './terms-change-not-notified/cases.ts';
import { rule as termsContradictory } from './terms-contradictory/rule.ts';
import { cases as termsContradictoryCases } from './terms-contradictory/cases.ts';
import { rule as termsElementMissing } from './terms-element-missing/rule.ts';
import { cases as termsElementMissingCases } from './terms-element-missing/cases.ts';
import { rule as termsNotProminent } from './terms-not-prominent/rule.ts';
import { cases as termsNotProminentCases } from './terms-not-prominent/cases.ts';
import { rule as undisclosedExpiry } from './undisclosed-expiry/rule.ts';
import { cases as undisclosedExpiryCases } from './undisclosed-expiry/cases.ts';
import { rule as unilateralChangeClause } from './unilateral-change-clause/rule.ts';
import { cases as unilateralChangeClauseCases } from './unilateral-change-clause/cases.ts';

/** Do members know what they agreed to? */
export const DISCLOSURE: RuleGroup = {
  id: 'disclosure',
  title: { zh: '信息披露', en: 'Disclosure' },
  rules: [
    [termsElementMissing, termsElementMissingCases],
    [termsNotProminent, termsNotProminentCases],
    [undisclosedExpiry, undisclosedExpiryCases],
    [expiryShortened, expiryShortenedCases],
    [termsChangeBelowFloor, termsChangeBelowFloorCases],
    [termsChangeBelowBenchmark, termsChangeBelowBenchmarkCases],
    [termsChangeNotNotified, termsChangeNotNotifiedCases],
    [adverseClauseNotAcknowledged, adverseClauseNotAcknowledgedCases],
    [expiryReminderMissing, expiryReminderMissingCases],
    [finalInterpretationClause, finalInterpretationClauseCases],
    [unilateralChangeClause, unilateralChangeClauseCases],
    [noReturnClause, noReturnClauseCases],
    [termsContradictory, termsContradictoryCases],
    [paidMembershipCut, paidMembershipCutCases],
    [terminationShortNotice, terminationShortNoticeCases],
    [ruleVersionsNotKept, ruleVersionsNotKeptCases],
  ],
};
