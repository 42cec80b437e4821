import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'minor-targeted',
  group: 'persons',
  version: 1,
  title: { zh: '以自动化决策向未成年人营销', en: 'Minors targeted by automated decision' },
  explanation: {
    zh: '活动 {subject_id} 按画像选人，其中 {members} 名会员当时不满 18 周岁。法律禁止以自动化决策方式向未成年人进行商业营销，监护人同意也不能免除。',
    en: 'Campaign {subject_id} chose people by their profile; {members} of them were under 18. Marketing to minors by automated decision is forbidden, even with a guardian’s consent.',
  },
  severity: 'critical',
  nature: 'violation',
  level: 'programme',
  needs: { campaigns: ['uses_profiling'], campaign_targets: [], members: ['birth_date'] },
  citations: [
    {
      law: 'minors-network',
      article: '24',
      summary: {
        zh: '不得通过自动化决策方式向未成年人进行商业营销。',
        en: 'No commercial marketing to minors by automated decision.',
      },
      status: 'verified',
      penalty: 'minors-network-55',
    },
  ],
  reads: ['data.campaign_targets', 'data.campaigns', 'data.members'],
});
