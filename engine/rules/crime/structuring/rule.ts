import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'structuring',
  group: 'crime',
  version: 1,
  title: { zh: '多笔转出刚好低于限额', en: 'Many movements just under a limit' },
  explanation: {
    zh: '会员 {subject_id} 从 {occurred_on} 起有 {evidence_rows} 笔转出或兑出刚好低于 {limit_points} 分的限额，共 {points} 分。把一大笔拆成多笔，可能是为了避开限额和审核；请人工核查，本提示不是结论。',
    en: 'From {occurred_on} on member {subject_id} made {evidence_rows} transfers or exchanges just under the limit of {limit_points} points, {points} in all. Splitting a sum may serve to slip under limits and checks; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'medium',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: [] },
  parameters: {
    limit_points: {
      title: { zh: '单笔限额', en: 'Limit of one movement' },
      unit: 'points',
      values: [
        {
          from: null,
          value: 10_000,
          why: {
            zh: '积分没有法定限额；请设为本计划的单笔限额。',
            en: 'No law limits points; to be set to the programme’s own limit.',
          },
        },
      ],
    },
    margin_pct: {
      title: { zh: '低于限额多少以内算“刚好”', en: 'How close under the limit' },
      unit: '%',
      values: [{ from: null, value: 10, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    min_movements: {
      title: { zh: '笔数', en: 'Movements' },
      unit: 'movements',
      values: [{ from: null, value: 5, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
    window_days: {
      title: { zh: '时间', en: 'Window' },
      unit: 'days',
      values: [{ from: null, value: 7, why: { zh: '本产品的起点。', en: 'A starting point of ours.' } }],
    },
  },
  citations: [
    {
      law: 'anti-money-laundering',
      article: '10',
      summary: {
        zh: '任何单位和个人不得从事洗钱活动或者为洗钱活动提供便利。',
        en: 'Nobody may launder money or make it easier for others.',
      },
      status: 'verified',
    },
  ],
  reads: ['ledger.entries'],
});
