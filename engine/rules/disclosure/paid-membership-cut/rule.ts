import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'paid-membership-cut',
  group: 'disclosure',
  version: 1,
  title: { zh: '付费会员权益在期内被削减', en: 'A purchased membership cut within its term' },
  explanation: {
    zh: '会员 {subject_id} 购买的权益本应到 {expected}，却在 {observed} 被终止或不利变更；按剩余时间折算约 {money} 元。',
    en: 'The membership bought by {subject_id} was to run until {expected} but was ended or worsened on {observed}; what was paid for the rest is about {money} yuan.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { memberships: ['member_id', 'starts_at', 'ends_at', 'ended_at'] },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务。',
        en: 'What was agreed with consumers must be kept.',
      },
      status: 'interpretation',
    },
    {
      law: 'platform-rules',
      article: '32',
      summary: {
        zh: '不得在付费会员服务期内单方减损其权益。',
        en: 'The rights of paid members are not to be cut one-sidedly within their term.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.memberships', 'meta.programmes', 'meta.terms_periods'],
});
