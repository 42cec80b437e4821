import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'data-shared-without-consent',
  group: 'persons',
  version: 1,
  title: { zh: '未经单独同意向伙伴提供个人信息', en: 'Personal data passed on without separate consent' },
  explanation: {
    zh: '会员 {subject_id} 的个人信息从 {occurred_on} 起 {evidence_rows} 次提供给合作方，当时没有其单独同意。',
    en: 'Data of member {subject_id} were passed to partners {evidence_rows} times, first on {occurred_on}, without the separate consent that takes.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { data_shares: [], consents: ['purpose'] },
  citations: [
    {
      law: 'personal-information',
      article: '23',
      summary: {
        zh: '向其他个人信息处理者提供个人信息的，应当告知接收方与目的，并取得个人的单独同意。',
        en: 'Whoever passes personal information to another handler must name recipient and purpose and obtain separate consent.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.consents', 'data.data_shares'],
});
