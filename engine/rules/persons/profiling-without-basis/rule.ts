import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'profiling-without-basis',
  group: 'persons',
  version: 1,
  title: { zh: '没有依据的画像推送', en: 'Targeted by profile without a legal basis' },
  explanation: {
    zh: '活动 {subject_id} 按会员画像选人，其中 {members} 名会员当时没有有效的画像同意，活动也没有登记其他合法依据（如履行合同所必需）。请补齐依据，或停止按画像推送。',
    en: 'Campaign {subject_id} chose people by their profile; {members} of them had not consented to profiling then, and no other legal basis (such as need for a contract) is on record. Record the basis or stop.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: {
    campaigns: ['uses_profiling', 'legal_basis'],
    campaign_targets: [],
    consents: ['purpose'],
  },
  citations: [
    {
      law: 'personal-information',
      article: '13',
      summary: {
        zh: '取得个人同意，或有履行合同所必需等其他情形之一的，方可处理个人信息。',
        en: 'Personal information may be handled with consent, or on one of the other listed grounds such as need for a contract.',
      },
      status: 'verified',
    },
    {
      law: 'personal-information',
      article: '24',
      summary: {
        zh: '利用个人信息进行自动化决策，应当透明、公平、公正。',
        en: 'Automated decisions on personal information must be transparent, fair and just.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.campaign_targets', 'data.campaigns', 'data.consents'],
});
