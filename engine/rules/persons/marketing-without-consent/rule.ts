import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'marketing-without-consent',
  group: 'persons',
  version: 1,
  title: { zh: '未经同意发送商业信息', en: 'Commercial messages without consent' },
  explanation: {
    zh: '会员 {subject_id} 没有同意接收营销信息（或已撤回），但从 {occurred_on} 起收到 {evidence_rows} 条活动推广。',
    en: 'Member {subject_id} had not agreed to marketing (or had taken it back) and was sent {evidence_rows} promotional messages, the first on {occurred_on}.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { notices: ['kind', 'channel', 'member_id'], consents: ['purpose'] },
  citations: [
    {
      law: 'consumer-law',
      article: '29',
      summary: {
        zh: '经营者未经消费者同意或者请求，或者消费者明确表示拒绝的，不得向其发送商业性信息。',
        en: 'No commercial messages to consumers who have neither agreed nor asked, or who have refused.',
      },
      status: 'verified',
      penalty: 'consumer-law-56',
    },
    {
      law: 'consumer-regulation',
      article: '24',
      summary: {
        zh: '未经消费者同意，不得向其发送商业性信息。',
        en: 'No commercial messages without the consumer’s consent.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.consents', 'data.notices'],
});
