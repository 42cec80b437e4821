import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'lifetime-points-expired',
  group: 'promises',
  version: 1,
  title: { zh: '承诺终身有效的积分被过期', en: 'Points promised for life were expired' },
  explanation: {
    zh: '{subject_id} 的规则承诺积分终身有效，系统却让 {members} 名会员的 {points} 分过期（最早于 {observed}）。',
    en: 'The terms {subject_id} promise points for life, but the system expired {points} points of {members} members (the first on {observed}).',
  },
  severity: 'critical',
  nature: 'violation',
  level: 'account',
  needs: { terms: ['validity_kind'] },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务。',
        en: 'What was agreed with consumers must be kept.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '12',
      summary: {
        zh: '经营者以宣传、通知、声明、店堂告示等作出的承诺应当履行。',
        en: 'Businesses keep what they promise in publicity, notices and statements.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: ['ledger.accounts', 'lots.lot_facts', 'meta.terms_periods'],
});
