import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'expiry-shortened',
  group: 'disclosure',
  version: 1,
  title: {
    zh: '有效期短于获得时的承诺',
    en: 'Points expire earlier than the terms promised when they were earned',
  },
  explanation: {
    zh: '依 {subject_id} 的规则获得的积分承诺到 {expected} 才到期，系统却按 {observed} 到期处理（以首例为准）；涉及 {members} 名会员 {points} 分，且没有会员同意的记录。',
    en: 'Points earned under the terms {subject_id} were promised until {expected}, but the system lets them end on {observed} (first instance): {points} points of {members} members, without a record of their consent.',
  },
  severity: 'critical',
  nature: 'violation',
  level: 'account',
  needs: { terms: ['validity_kind', 'validity_months'] },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务；不得设定不公平、不合理的交易条件。',
        en: 'What was agreed with consumers must be kept; no unfair conditions may be set.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-penalties',
      article: '12(5)',
      summary: {
        zh: '格式条款不得规定经营者单方变更合同而加重消费者负担。',
        en: 'Standard terms may not let the business change the contract to the consumer’s burden.',
      },
      status: 'verified',
    },
    {
      law: 'civil-code',
      article: '543',
      summary: {
        zh: '合同变更须当事人协商一致；已获得积分的有效期不因新规则单方缩短。',
        en: 'A contract is changed by agreement only: new rules alone do not shorten the life of points already earned.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.acknowledgements', 'ledger.accounts', 'lots.lot_facts', 'meta.terms_periods'],
});
