import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'green-catalogue-share',
  group: 'green',
  version: 1,
  title: { zh: '绿色奖品占比低于承诺', en: 'Fewer green rewards than promised' },
  explanation: {
    zh: '{subject_id} 承诺绿色奖品占比不低于 {expected}，从 {occurred_on} 起有 {evidence_rows} 个月末没有达到：第一次在架 {rewards} 种奖品中只有 {green_rewards} 种是绿色的。',
    en: '{subject_id} promises a share of green rewards of {expected}; it was missed at {evidence_rows} month-ends from {occurred_on} on: at the first, {green_rewards} of {rewards} rewards on offer were green.',
  },
  severity: 'low',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['promised_green_share'], catalogue_items: ['is_green', 'valid_from'] },
  citations: [
    {
      law: 'programme-terms',
      article: '绿色奖品占比',
      summary: {
        zh: '本计划自己承诺的绿色奖品占比。',
        en: 'The share of green rewards that the programme itself promised.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['data.catalogue_items', 'data.terms', 'meta.programmes', 'meta.promised_shares'],
});
