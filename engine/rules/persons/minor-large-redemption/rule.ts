import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'minor-large-redemption',
  group: 'persons',
  version: 1,
  title: {
    zh: '未成年人大额兑换无监护人同意',
    en: 'Large redemption by a minor without a guardian’s consent',
  },
  explanation: {
    zh: '会员 {subject_id}（{birth_date} 出生）在 {occurred_on} 兑换了 {observed} 分，当时不满 18 周岁，没有监护人同意的记录。与其年龄不相适应的兑换，监护人不追认的，可能无效并须退还；请人工核查。',
    en: 'Member {subject_id} (born {birth_date}) redeemed {observed} points on {occurred_on}, under 18 and without a guardian’s consent on record. If that does not suit the age and the guardian does not ratify it, it may be void and have to be undone; to be reviewed.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: [], members: ['birth_date', 'guardian_consent'] },
  parameters: {
    large_points: {
      title: { zh: '视为大额的积分数', en: 'Points from which a redemption counts as large' },
      unit: 'points',
      values: [
        {
          from: null,
          value: 10_000,
          why: {
            zh: '法律以“与其年龄、智力相适应”为准，没有数额；此为本产品的起点，请按积分价值调整。',
            en: 'The law asks what suits age and mind and names no amount; a starting point of ours, to be set by what a point is worth.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'civil-code',
      article: '19',
      summary: {
        zh: '八周岁以上的未成年人可以独立实施与其年龄、智力相适应的民事法律行为，其他的由法定代理人代理或者经其同意、追认。',
        en: 'Minors of eight and more may do what suits their age and mind; all else takes their guardian’s consent or ratification.',
      },
      status: 'verified',
    },
    {
      law: 'civil-code',
      article: '20',
      summary: {
        zh: '不满八周岁的未成年人由其法定代理人代理实施民事法律行为。',
        en: 'For children under eight their guardians act.',
      },
      status: 'verified',
    },
    {
      law: 'civil-code',
      article: '145',
      summary: {
        zh: '超出其年龄、智力范围的行为，经法定代理人同意或者追认后有效。',
        en: 'What goes beyond that is valid once the guardian consents or ratifies.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.members', 'ledger.entries'],
});
