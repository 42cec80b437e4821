import type { RuleGroup } from '../group.ts';
import { cases as transferRingCases } from './transfer-ring/cases.ts';
import { rule as transferRing } from './transfer-ring/rule.ts';
import { search as searchRings } from './transfer-ring/search.ts';

/** Indicators of fraud and crime: what calls for a person's review, and concludes nothing. */
export const CRIME: RuleGroup = {
  id: 'crime',
  title: { zh: '舞弊与犯罪线索（穿透）', en: 'Fraud and crime (look-through)' },
  rules: [[transferRing, transferRingCases, searchRings]],
};
