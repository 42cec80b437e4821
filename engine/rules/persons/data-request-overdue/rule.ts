import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'data-request-overdue',
  group: 'persons',
  version: 1,
  title: { zh: '个人信息请求逾期未答复', en: 'Data request not answered in time' },
  explanation: {
    zh: '会员 {subject_id} 在 {occurred_on} 提出的个人信息请求（查阅、更正、删除或转移）已过去 {observed} 天才答复或仍未答复，对照期限为 {expected} 天。法律要求及时处理，没有规定具体天数。',
    en: 'A request about personal data (access, correction, deletion or portability) of {subject_id} of {occurred_on} was answered after {observed} days or is still open; the yardstick is {expected}. The law says promptly and names no number of days.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { data_requests: ['received_at', 'answered_at'] },
  parameters: {
    days_allowed: {
      title: { zh: '答复期限', en: 'Days allowed for an answer' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 30,
          why: {
            zh: '法律只要求“及时”，此为对照值，不是法定期限。',
            en: 'The law only says promptly; this is a yardstick of ours, not a legal period.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'personal-information',
      article: '50',
      summary: {
        zh: '应当建立便捷的个人行使权利的申请受理和处理机制；拒绝请求的，应当说明理由。',
        en: 'Requests by which people exercise their rights must be easy to make and be dealt with; a refusal needs reasons.',
      },
      status: 'verified',
    },
    {
      law: 'personal-information',
      article: '44–49',
      summary: {
        zh: '个人有权知情、查阅、复制、转移、更正、补充和删除其个人信息，处理者应当及时提供或者处理。',
        en: 'People may know of, read, copy, move, correct and delete their information, and handlers must act promptly.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.data_requests', 'meta.programmes'],
});
