import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'gambling-points',
  group: 'crime',
  version: 1,
  title: { zh: '以积分投注、奖品可变现', en: 'Points staked on chance for cash' },
  explanation: {
    zh: '活动 {subject_id} 要花积分才能抽奖，奖品却是现金或可以变现（{observed}）：{members} 名会员投入 {points} 分，共 {evidence_rows} 次。以可变现的财物押注、凭偶然决定输赢，可能构成赌博；请人工核查，本提示不是结论。',
    en: 'Draw {subject_id} costs points to enter and gives cash or what turns into it ({observed}): {members} members staked {points} points in {evidence_rows} entries. Staking value on chance for value may be gambling; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'critical',
  nature: 'indicator',
  level: 'account',
  needs: [
    { point_events: [], draws: ['promotion_id'], promotions: ['prize_kinds'] },
    { point_events: [], draws: ['promotion_id', 'prize_id'], catalogue_items: ['kind'] },
  ],
  parameters: {
    cash_words: {
      title: { zh: '表示奖品可变现的用语', en: 'Words that say a prize is cash' },
      unit: 'pattern',
      values: [
        {
          from: null,
          value: '现金|红包|提现|人民币|话费|(?i)cash',
          why: {
            zh: '奖品说明中可变现财物的常见用语。',
            en: 'Usual words for cash and what is as good as cash.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'criminal-law',
      article: '303',
      summary: {
        zh: '以营利为目的，聚众赌博、开设赌场的，依法追究刑事责任。',
        en: 'Running gambling for gain is a crime.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.catalogue_items', 'data.draws', 'data.promotions', 'ledger.entries'],
});
