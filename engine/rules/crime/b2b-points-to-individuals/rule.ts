import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'b2b-points-to-individuals',
  group: 'crime',
  version: 1,
  title: { zh: '企业积分流向其他企业员工', en: 'Enterprise points ending with another enterprise’s staff' },
  explanation: {
    zh: '发给企业 {issued_to} 的积分，自 {occurred_on} 起有 {points} 分转到了会员 {subject_id} 名下，而其当时是企业 {employer} 的员工。向对方单位的工作人员给予财物，可能涉及商业贿赂；请人工核查，本提示不是结论。',
    en: 'Of points issued to enterprise {issued_to}, {points} reached member {subject_id} from {occurred_on} on, who worked for enterprise {employer} then. Giving value to another firm’s staff may be commercial bribery; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'high',
  nature: 'indicator',
  level: 'account',
  needs: { point_events: [], members: ['member_type'], member_attributes: ['attribute'] },
  citations: [
    {
      law: 'competition-law-2019',
      article: '商业贿赂条款（条号待核）',
      summary: {
        zh: '经营者不得以财物贿赂交易相对方的工作人员，以谋取交易机会或者竞争优势。',
        en: 'No bribing of a counterparty’s staff with money or goods to gain business or an advantage.',
      },
      status: 'unverified',
    },
    {
      law: 'competition-law-2025',
      article: '商业贿赂条款（条号待核）',
      summary: {
        zh: '经营者不得以财物贿赂交易相对方的工作人员，以谋取交易机会或者竞争优势。',
        en: 'No bribing of a counterparty’s staff with money or goods to gain business or an advantage.',
      },
      status: 'unverified',
    },
  ],
  reads: ['data.member_attributes', 'data.members', 'ledger.accounts', 'lots.lot_facts'],
  drawing: {
    shape: 'layers',
    edges: [
      {
        from: { kind: 'enterprise', keys: ['issued_to'] },
        to: { kind: 'member', keys: ['received_by'] },
        points: 'points',
      },
    ],
  },
});
