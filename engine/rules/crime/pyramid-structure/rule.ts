import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'pyramid-structure',
  group: 'crime',
  version: 1,
  title: { zh: '疑似传销的邀请层级', en: 'Referrals in the shape of a pyramid' },
  explanation: {
    zh: '以会员 {subject_id} 为顶点的邀请关系已有 {tree_members} 人、{tree_levels} 层（{occurred_on} 起达到法律所说的规模），并有 {rewards} 笔按人头、入门费或跨层级发放的奖励。人数、层级与计酬方式同时具备时须警惕传销；请人工核查，本提示不是结论。',
    en: 'The tree of referrals under member {subject_id} has {tree_members} members on {tree_levels} levels (of the size the law names since {occurred_on}), with {rewards} rewards by heads, by entry fees or over several levels. Size, depth and such rewards together are the marks of pyramid selling; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'critical',
  nature: 'indicator',
  level: 'programme',
  needs: [
    { referrals: [], referral_rewards: ['basis', 'level'] },
    { members: ['referrer_member_id'], referral_rewards: ['basis', 'level'] },
  ],
  parameters: {
    min_members: {
      title: { zh: '人数（含顶点）', en: 'Members, the top counted' },
      unit: 'members',
      values: [
        {
          from: null,
          value: 30,
          why: {
            zh: '公通字〔2013〕37号：参与传销活动人员在三十人以上。',
            en: 'Opinions of 2013, no. 37: thirty participants and more.',
          },
        },
      ],
    },
    min_levels: {
      title: { zh: '层级（含顶点一层）', en: 'Levels, the top counted' },
      unit: 'levels',
      values: [
        {
          from: null,
          value: 3,
          why: {
            zh: '公通字〔2013〕37号：层级在三级以上。',
            en: 'Opinions of 2013, no. 37: three levels and more.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'pyramid-selling',
      article: '7',
      summary: {
        zh: '以发展人员的数量计酬（拉人头）、收取入门费、以下线业绩计酬（团队计酬）属于传销行为。',
        en: 'Pay by the number of people brought, entry fees, and pay by the sales of those below are pyramid selling.',
      },
      status: 'verified',
      penalty: 'pyramid-selling-24',
    },
    {
      law: 'pyramid-criminal',
      article: '1',
      summary: {
        zh: '参与人员三十人以上且层级在三级以上的，对组织者、领导者追究刑事责任；组织者本人及本层级计算在内。',
        en: 'From thirty participants on three levels organisers are prosecuted; they and their level are counted in.',
      },
      status: 'secondary',
    },
  ],
  reads: ['data.referral_rewards', 'meta.programmes', 'posting.referral_levels', 'posting.referral_links'],
  drawing: {
    shape: 'layers',
    level: 'level',
    edges: [
      { from: { kind: 'member', keys: ['referrer_member_id'] }, to: { kind: 'member', keys: ['member_id'] } },
    ],
  },
});
