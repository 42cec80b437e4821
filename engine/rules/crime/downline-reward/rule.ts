import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'downline-reward',
  group: 'crime',
  version: 1,
  title: { zh: '跨层级的邀请奖励', en: 'Referral reward over several levels' },
  explanation: {
    zh: '会员 {subject_id} 在 {occurred_on} 因第 {level} 层会员 {source_member_id} 得到 {points} 分邀请奖励（流水 {event_id}）。奖励只应给直接邀请人；以下线的人数或业绩逐层计酬，是传销的特征。真实销售为基础的，只涉及行政规制；请人工核查。',
    en: 'On {occurred_on} member {subject_id} was given {points} points for {source_member_id}, {level} levels below (event {event_id}). A reward should end with who brought the person; pay for heads or sales further down marks pyramid selling. Where it rests on real sales, administrative rules alone apply; to be reviewed.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: [], referral_rewards: ['level'] },
  citations: [
    {
      law: 'pyramid-selling',
      article: '7(3)',
      summary: {
        zh: '要求被发展人员发展其他人员形成上下线关系，并以下线的销售业绩为依据计酬的，属于传销。',
        en: 'Lines of people who bring people, paid by the sales of those below, are pyramid selling.',
      },
      status: 'verified',
      penalty: 'pyramid-selling-24',
    },
  ],
  reads: ['data.referral_rewards', 'ledger.entries'],
});
