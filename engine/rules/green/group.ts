import type { RuleGroup } from '../group.ts';
import { cases as greenCatalogueShareCases } from './green-catalogue-share/cases.ts';
import { rule as greenCatalogueShare } from './green-catalogue-share/rule.ts';
import { cases as greenClaimUnsupportedCases } from './green-claim-unsupported/cases.ts';
import { rule as greenClaimUnsupported } from './green-claim-unsupported/rule.ts';
import { cases as greenPointsUncertifiedCases } from './green-points-uncertified/cases.ts';
import { rule as greenPointsUncertified } from './green-points-uncertified/rule.ts';

/** Is what is called green so? */
export const GREEN: RuleGroup = {
  id: 'green',
  title: { zh: '绿色', en: 'Green' },
  rules: [
    [greenPointsUncertified, greenPointsUncertifiedCases],
    [greenClaimUnsupported, greenClaimUnsupportedCases],
    [greenCatalogueShare, greenCatalogueShareCases],
  ],
};
