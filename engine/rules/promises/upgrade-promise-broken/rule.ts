import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'upgrade-promise-broken',
  group: 'promises',
  version: 1,
  title: { zh: '承诺的权益升级没有兑现', en: 'A promised upgrade did not come' },
  explanation: {
    zh: '{subject_id} 的规则承诺权益逐年升级，但一年内奖品种类和高价值奖品占比都没有增长（{expected} → {observed}，种类/高价值占比）。',
    en: 'The terms {subject_id} promise that rewards grow year by year, but within a year neither their kinds nor the share of valuable ones grew ({expected} → {observed}, kinds/share).',
  },
  severity: 'low',
  nature: 'violation',
  level: 'programme',
  needs: {
    terms: ['promises_upgrade', 'effective_from'],
    catalogue_items: ['valid_from', 'category', 'list_value'],
  },
  parameters: {
    high_value_yuan: {
      title: { zh: '高价值奖品的起点', en: 'From which a reward is a valuable one' },
      unit: 'CNY',
      values: [
        { from: null, value: 500, why: { zh: '计划可按自身目录调整。', en: 'A programme may set its own.' } },
      ],
    },
  },
  citations: [
    {
      law: 'consumer-law',
      article: '16',
      summary: {
        zh: '经营者和消费者有约定的，应当按照约定履行义务。',
        en: 'What was agreed with consumers must be kept.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '12',
      summary: {
        zh: '经营者以宣传、通知、声明、店堂告示等作出的承诺应当履行。',
        en: 'Businesses keep what they promise in publicity, notices and statements.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: ['data.catalogue_items', 'meta.programmes', 'meta.terms_periods'],
});
