import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'no-opt-out',
  group: 'persons',
  version: 1,
  title: { zh: '个性化营销没有拒绝方式', en: 'Personalised marketing without a way to refuse' },
  explanation: {
    zh: '活动 {subject_id} 按会员画像推送（已触达 {members} 名会员），却没有提供不针对个人特征的选项或者便捷的拒绝方式。',
    en: 'Campaign {subject_id} addresses members by their profile ({members} so far) and offers neither an option without it nor an easy way to refuse.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { campaigns: ['uses_profiling', 'offers_opt_out'] },
  citations: [
    {
      law: 'personal-information',
      article: '24',
      summary: {
        zh: '通过自动化决策向个人推送信息、商业营销，应当同时提供不针对其个人特征的选项，或者便捷的拒绝方式。',
        en: 'Marketing by automated decision must come with an option that ignores personal traits, or an easy way to refuse.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '24',
      summary: {
        zh: '消费者同意接收商业性信息的，经营者应当提供明确、便捷的取消方式。',
        en: 'Consumers who accept commercial messages must be given a clear and easy way to cancel them.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.campaign_targets', 'data.campaigns'],
});
