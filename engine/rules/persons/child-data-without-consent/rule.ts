import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'child-data-without-consent',
  group: 'persons',
  version: 1,
  title: { zh: '未经监护人同意处理儿童信息', en: 'Children’s data without the guardian’s consent' },
  explanation: {
    zh: '会员 {subject_id} 名下有 {evidence_rows} 名不满 14 周岁儿童的个人信息（截至 {held_on}），没有监护人同意的记录。不满 14 周岁未成年人的信息属于敏感个人信息。',
    en: 'Of member {subject_id} the programme holds data of {evidence_rows} children under 14 (as of {held_on}) without a guardian’s consent on record. Such data are sensitive personal information.',
  },
  severity: 'critical',
  nature: 'violation',
  level: 'programme',
  needs: { dependants: ['birth_date', 'guardian_consent_at'] },
  citations: [
    {
      law: 'personal-information',
      article: '31',
      summary: {
        zh: '处理不满十四周岁未成年人个人信息的，应当取得其父母或者其他监护人的同意。',
        en: 'Handling information of minors under fourteen takes the consent of a parent or guardian.',
      },
      status: 'verified',
    },
    {
      law: 'personal-information',
      article: '28',
      summary: {
        zh: '不满十四周岁未成年人的个人信息属于敏感个人信息。',
        en: 'Information of minors under fourteen is sensitive personal information.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.dependants', 'data.members', 'meta.programmes'],
});
