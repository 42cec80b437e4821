import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'undisclosed-expiry',
  group: 'disclosure',
  version: 1,
  title: { zh: '未披露有效期却让积分过期', en: 'Points expire though the terms disclosed no expiry' },
  explanation: {
    zh: '会员依 {subject_id} 的规则获得积分时，规则没有写明有效期；{members} 名会员共 {points} 分{observed}。',
    en: 'When members earned points under the terms {subject_id}, no expiry was disclosed; {points} points of {members} members {observed}.',
  },
  words: {
    observed: {
      expired: { zh: '已被过期清零', en: 'have been expired' },
      will_expire: { zh: '在系统中带有到期日', en: 'carry an expiry in the system' },
    },
  },
  severity: 'critical',
  nature: 'violation',
  level: 'account',
  needs: { terms: ['validity_kind'] },
  citations: [
    {
      law: 'consumer-law',
      article: '26',
      summary: {
        zh: '履行期限等与消费者有重大利害关系的内容应当以显著方式提请注意；不得以未告知的规则减损消费者权利。',
        en: 'Time limits must be pointed out prominently; rules that were not told cannot take rights away.',
      },
      status: 'verified',
    },
    {
      law: 'civil-code',
      article: '496',
      summary: {
        zh: '未提示的格式条款，会员可以主张不成为合同的内容：没有约定期限的积分不因期限消灭。',
        en: 'A term that was not pointed out is no part of the contract: points without an agreed limit do not lapse by time.',
      },
      status: 'verified',
    },
  ],
  reads: ['ledger.accounts', 'lots.lot_facts', 'meta.terms_periods'],
});
