import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-element-missing',
  group: 'disclosure',
  version: 1,
  title: { zh: '规则缺少应当写明的要素', en: 'Terms lack what they must state' },
  explanation: {
    zh: '{subject_id} 的规则没有写明：{observed}。会员无从得知怎样获得、积累、使用积分或积分多久有效。',
    en: 'The terms {subject_id} do not state: {observed}. Members cannot know how points are earned, add up, are used or how long they last.',
  },
  words: {
    observed: {
      earn_conditions: { zh: '获得条件', en: 'how points are earned' },
      accumulation_rule: { zh: '积累规则', en: 'how points add up' },
      validity: { zh: '有效期', en: 'how long points last' },
      redemption_method: { zh: '兑换方式', en: 'how points are redeemed' },
    },
  },
  severity: 'high',
  nature: 'violation',
  level: 'programme',
  needs: { terms: ['earn_conditions', 'accumulation_rule', 'validity_kind', 'redemption_method'] },
  citations: [
    {
      law: 'consumer-law',
      article: '8、20、26',
      summary: {
        zh: '消费者有权知悉商品和服务的真实情况；经营者应当真实、全面地提供信息，格式条款应当提请注意与消费者有重大利害关系的内容。',
        en: 'Consumers have the right to know; businesses inform truly and fully and draw attention to what is of major interest.',
      },
      status: 'verified',
    },
    {
      law: 'consumer-regulation',
      article: '17',
      summary: {
        zh: '使用格式条款的，应当以显著方式提请注意履行方式、期限等与消费者有重大利害关系的内容。',
        en: 'Standard terms must draw attention to performance, time limits and other matters of major interest.',
      },
      status: 'verified',
      penalty: 'consumer-regulation-50',
    },
  ],
  reads: ['meta.programmes', 'meta.terms_periods'],
});
