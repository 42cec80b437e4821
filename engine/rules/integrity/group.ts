import type { RuleGroup } from '../group.ts';
import { rule as balanceMismatch } from './balance-mismatch/rule.ts';
import { cases as balanceMismatchCases } from './balance-mismatch/cases.ts';

/** Does the ledger hold together, event by event? */
export const INTEGRITY: RuleGroup = {
  id: 'integrity',
  title: { zh: '账本完整性', en: 'Integrity of the ledger' },
  rules: [[balanceMismatch, balanceMismatchCases]],
};
