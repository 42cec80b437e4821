import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'expiry-reminder-missing',
  group: 'disclosure',
  version: 1,
  title: { zh: '积分过期前没有按承诺提醒', en: 'Points expired without the promised reminder' },
  explanation: {
    zh: '{subject_id} 的规则承诺到期前 {expected} 日提醒，{members} 名会员共 {points} 分却在没有收到提醒的情况下过期。',
    en: 'The terms {subject_id} promise a reminder {expected} days before points expire; {points} points of {members} members expired without one.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { terms: ['reminder_days'], notices: ['kind', 'sent_at'] },
  parameters: {
    early_days: {
      title: { zh: '提醒可以比承诺早多少日', en: 'Days by which a reminder may be earlier than promised' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 31,
          why: {
            zh: '每月集中发送的提醒可能提前一个月。',
            en: 'Reminders that are sent once a month may be a month early.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者应当按照约定履行义务；规则中承诺的到期提醒即是约定。',
        en: 'What was agreed must be kept; a reminder promised in the terms was agreed.',
      },
      status: 'interpretation',
    },
    {
      law: 'consumer-regulation',
      article: '12',
      summary: {
        zh: '经营者以宣传、告示等作出承诺的，应当履行。',
        en: 'Businesses keep what they promise in notices, statements and the like.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: ['data.notices', 'ledger.accounts', 'lots.lot_facts', 'meta.terms_periods'],
});
