import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'equity-points',
  group: 'crime',
  version: 1,
  title: { zh: '积分含权持股并收取资金', en: 'Points that carry equity, with money taken in' },
  explanation: {
    zh: '{subject_id} 让积分含有股权、分红或持续收益（“{observed}”），并从 {members} 名会员收取资金 {money} 元（自 {occurred_on} 起）。未经许可以股权或收益回报吸收资金，可能构成非法集资；请人工核查，本提示不是结论。',
    en: '{subject_id} gives points a share, a dividend or a continued gain (“{observed}”), and {members} members paid {money} yuan (from {occurred_on} on). Taking money for shares or returns without a licence may be illegal fund-raising; to be reviewed by a person: this is no conclusion.',
  },
  severity: 'critical',
  nature: 'indicator',
  level: 'account',
  needs: [
    { point_events: ['reason'], catalogue_items: ['kind'] },
    { point_events: ['reason'], terms: ['full_text'] },
  ],
  parameters: {
    promise_words: {
      title: { zh: '条款中承诺权益或收益的用语', en: 'Words of terms that promise shares or gains' },
      unit: 'pattern',
      values: [
        {
          from: null,
          value: '股权|原始股|干股|持股|分红|保本|固定收益|持续收益|收益权|稳定回报',
          why: {
            zh: '非法集资条例第二条、第十九条所说的股权、回报等承诺的常见用语。',
            en: 'Usual words for the promises of shares and returns of which arts. 2 and 19 of the regulation speak.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'illegal-fundraising',
      article: '2',
      summary: {
        zh: '未经依法许可，以许诺还本付息或者给予其他投资回报等方式，向不特定对象吸收资金的行为，是非法集资。',
        en: 'Taking money from the public without a licence by promising repayment, interest or other returns is illegal fund-raising.',
      },
      status: 'verified',
    },
    {
      law: 'illegal-fundraising',
      article: '19',
      summary: {
        zh: '以转让股权、消费返利等名义吸收资金的，列入重点核查的情形。',
        en: 'Taking money in the name of shares, consumer rebates and the like is to be looked into.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.catalogue_items', 'data.terms', 'ledger.accounts', 'ledger.entries'],
});
