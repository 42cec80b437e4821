import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'draw-probability-off',
  group: 'advertising',
  version: 1,
  title: { zh: '实际中奖率与公布概率不符', en: 'Draws won at another rate than stated' },
  explanation: {
    zh: '抽奖活动 {subject_id} 公布的中奖概率为 {expected}，{draws} 次抽奖实际中奖 {wins} 次（{observed}）。若按公布概率抽取，出现这样或更大偏差的可能性只有 {probability}。请人工核对抽奖程序。',
    en: 'Draw {subject_id} states a chance of {expected}; of {draws} chances {wins} won ({observed}). Drawn as stated, something so far off would happen with probability {probability}. A person should check the drawing.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'programme',
  needs: { promotions: ['stated_probability'], draws: ['promotion_id', 'won', 'drawn_at'] },
  parameters: {
    significance: {
      title: { zh: '显著性水平', en: 'Level of significance' },
      unit: 'probability',
      values: [
        {
          from: null,
          value: 0.001,
          why: {
            zh: '二项分布精确检验，双侧；低于千分之一才提示，以免把偶然当作线索。法律没有规定数值。',
            en: 'Two-sided exact binomial test; only below one in a thousand, lest chance be taken for a lead. No law sets a figure.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'competition-law-2019',
      article: '10',
      summary: {
        zh: '有奖销售不得采用谎称有奖或者故意让内定人员中奖的欺骗方式。',
        en: 'Prizes must not be pretended, nor won by people picked beforehand.',
      },
      status: 'unverified',
    },
    {
      law: 'competition-law-2025',
      article: '11',
      summary: {
        zh: '有奖销售不得采用谎称有奖或者故意让内定人员中奖等欺骗方式，所设信息应当明确。',
        en: 'Prizes must not be pretended, nor won by people picked beforehand, and what is published must be clear.',
      },
      status: 'verified',
      penalty: 'competition-law-27',
    },
  ],
  reads: ['data.draws', 'data.promotions'],
});
