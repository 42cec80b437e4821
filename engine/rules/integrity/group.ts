import type { RuleGroup } from '../group.ts';
import { INTEGRITY_EQUIVALENTS } from './equivalents.ts';
import { rule as balanceMismatch } from './balance-mismatch/rule.ts';
import { cases as balanceMismatchCases } from './balance-mismatch/cases.ts';
import { rule as conflictingDuplicate } from './conflicting-duplicate/rule.ts';
import { cases as conflictingDuplicateCases } from './conflicting-duplicate/cases.ts';
import { rule as excessReversal } from './excess-reversal/rule.ts';
import { cases as excessReversalCases } from './excess-reversal/cases.ts';
import { rule as expiredPointsUsed } from './expired-points-used/rule.ts';
import { cases as expiredPointsUsedCases } from './expired-points-used/cases.ts';
import { rule as expiryNotMatched } from './expiry-not-matched/rule.ts';
import { cases as expiryNotMatchedCases } from './expiry-not-matched/cases.ts';
import { rule as overdrawn } from './overdrawn/rule.ts';
import { cases as overdrawnCases } from './overdrawn/cases.ts';
import { rule as recordNotTraceable } from './record-not-traceable/rule.ts';
import { cases as recordNotTraceableCases } from './record-not-traceable/cases.ts';
import { rule as retentionTooShort } from './retention-too-short/rule.ts';
import { cases as retentionTooShortCases } from './retention-too-short/cases.ts';
import { rule as sequenceGap } from './sequence-gap/rule.ts';
import { cases as sequenceGapCases } from './sequence-gap/cases.ts';
import { rule as transferUnpaired } from './transfer-unpaired/rule.ts';
import { cases as transferUnpairedCases } from './transfer-unpaired/cases.ts';

/** Does the ledger hold together, event by event? */
export const INTEGRITY: RuleGroup = {
  id: 'integrity',
  title: { zh: '账本完整性', en: 'Integrity of the ledger' },
  equivalents: INTEGRITY_EQUIVALENTS,
  rules: [
    [balanceMismatch, balanceMismatchCases],
    [overdrawn, overdrawnCases],
    [expiredPointsUsed, expiredPointsUsedCases],
    [expiryNotMatched, expiryNotMatchedCases],
    [transferUnpaired, transferUnpairedCases],
    [excessReversal, excessReversalCases],
    [conflictingDuplicate, conflictingDuplicateCases],
    [sequenceGap, sequenceGapCases],
    [recordNotTraceable, recordNotTraceableCases],
    [retentionTooShort, retentionTooShortCases],
  ],
};
