import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'official-endorsement',
  group: 'advertising',
  version: 1,
  title: { zh: '广告借用国家机关名义', en: 'Authorities’ name used in an advertisement' },
  explanation: {
    zh: '{occurred_on} 发布的广告 {subject_id} 以国家机关的名义为商品背书（“{observed}”）：“{text}”。',
    en: 'Advertisement {subject_id} of {occurred_on} has an authority vouch for it (“{observed}”): “{text}”.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'programme',
  needs: { advertisements: ['text'] },
  parameters: {
    authorities: {
      title: { zh: '国家机关的称谓', en: 'Names of authorities' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value:
            '国务院|中共中央|人民政府|[省市县区]政府|国家机关|发展?改革?委|商务部|工信部|财政部|民政部|公安部|教育部|文化和旅游部|生态环境部|农业农村部|市场监督管理总?局|市场监管总?局|税务总?局|公安局|人民银行|央行|金融监管总局|银保监会?|证监会|消防局|国家发改委',
          why: {
            zh: '广告法第九条第二项所称国家机关的常见称谓，可按本计划修改。',
            en: 'Common names of the state organs of art. 9(2) of the Advertising Law; may be changed.',
          },
        },
      ],
    },
    endorsements: {
      title: { zh: '背书用语', en: 'Words of endorsement' },
      unit: 'regular expression',
      values: [
        {
          from: null,
          value: '推荐|指定|认证|认可|支持|授权|背书|监制|授予|点赞|力荐|联合推出|信赖|担保',
          why: {
            zh: '仅提及机关名称（如投诉电话、法规出处）不属于借用名义，须与背书用语同句出现；可按本计划修改。',
            en: 'Merely naming an authority (a hotline, a regulation) is no endorsement; one of these words must stand with it.',
          },
        },
      ],
    },
  },
  citations: [
    {
      law: 'advertising-law',
      article: '9(2)',
      summary: {
        zh: '广告不得使用或者变相使用国家机关、国家机关工作人员的名义或者形象。',
        en: 'Advertisements must not use the name or image of state organs or their staff, openly or in disguise.',
      },
      status: 'verified',
    },
  ],
  reads: ['data.advertisements'],
});
