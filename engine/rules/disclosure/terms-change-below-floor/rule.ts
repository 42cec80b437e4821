import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-change-below-floor',
  group: 'disclosure',
  version: 1,
  title: {
    zh: '平台规则变更公示不足七日',
    en: 'A platform’s change of terms published less than seven days ahead',
  },
  explanation: {
    zh: '{subject_id} 的不利变更在生效前 {observed} 日才公示；电子商务平台至少应提前 {expected} 日公示。',
    en: 'The adverse change {subject_id} was published {observed} days before it took effect; a platform must publish it at least {expected} days ahead.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['published_at', 'effective_from'] },
  settings: ['operator.kinds'],
  parameters: {
    floor_days: {
      title: { zh: '变更至少提前公示的天数', en: 'Days a change is published ahead at least' },
      unit: 'days',
      values: [{ from: null, value: 7, why: { zh: '电子商务法第34条', en: 'E-Commerce Law, art. 34' } }],
    },
  },
  citations: [
    {
      law: 'e-commerce-law',
      article: '34',
      summary: {
        zh: '平台修改服务协议和交易规则，应当在首页显著位置公开征求意见，修改内容至少在实施前七日公示。',
        en: 'A platform that changes its agreement or rules seeks opinions openly and publishes the change at least seven days before it applies.',
      },
      status: 'verified',
      penalty: 'e-commerce-law-81',
    },
  ],
  reads: ['meta.operators', 'meta.programmes', 'meta.terms_periods'],
});
