import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'transfer-ring',
  group: 'crime',
  version: 1,
  title: { zh: '积分在几名会员之间转圈', en: 'Points going round in a ring' },
  explanation: {
    zh: '从会员 {subject_id} 开始，数额相近的积分经 {members_in_ring} 名会员依次转赠后又回到原处（至 {occurred_on} 闭合，涉及转赠 {evidence_rows} 笔、{points} 分），且他们不是同一家庭。转一圈没有通常的用途，可能是为了掩盖来源或虚增活跃；请人工核查，本提示不是结论。',
    en: 'Starting with member {subject_id}, like amounts passed through {members_in_ring} members and came back (closed on {occurred_on}; {evidence_rows} transfers, {points} points), and they are not one household. Going round has no ordinary use; it may hide where points come from. To be reviewed by a person: this is no conclusion.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: [] },
  parameters: {
    window_days: {
      title: { zh: '从第一笔到最后一笔的最长时间', en: 'Longest time from first to last transfer' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 120,
          why: {
            zh: '法律没有规定。AMLSim 环形转账数据里闭合的 21 个环历时 34–116 天：120 天全部找到，90 天只找到 12 个，误报都只有 1 个。',
            en: 'No law fixes it. The 21 rings that close in the AMLSim data take 34 to 116 days: 120 days find all, 90 only 12, each with one false one.',
          },
        },
      ],
    },
    tolerance_pct: {
      title: { zh: '各笔数额与第一笔相差的上限', en: 'How far amounts may differ from the first' },
      unit: '%',
      values: [
        {
          from: null,
          value: 2,
          why: {
            zh: '留出手续费与取整的余地。AMLSim 数据上（120 天）准确率 2% 为 0.98，5% 为 0.93，再宽则急剧下降。',
            en: 'Room for fees and rounding. On AMLSim (120 days) precision is 0.98 at 2 %, 0.93 at 5 %, and falls steeply beyond.',
          },
        },
      ],
    },
    max_members: {
      title: { zh: '环中会员的最多人数', en: 'Most members of a ring' },
      unit: 'members',
      values: [
        {
          from: null,
          value: 6,
          why: { zh: '更长的环难以与偶然区分。', en: 'Longer rings can hardly be told from chance.' },
        },
      ],
    },
    min_points: {
      title: { zh: '每笔转赠的起点', en: 'Least points of a transfer' },
      unit: 'points',
      values: [{ from: null, value: 100, why: { zh: '不计零星转赠。', en: 'Trifles are left out.' } }],
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
  reads: ['ledger.accounts', 'ledger.transfers', 'posting.ring_transfers'],
  drawing: {
    shape: 'ring',
    edges: [
      {
        from: { kind: 'member', keys: ['from_member_id'] },
        to: { kind: 'member', keys: ['to_member_id'] },
        points: 'points',
      },
    ],
  },
});
