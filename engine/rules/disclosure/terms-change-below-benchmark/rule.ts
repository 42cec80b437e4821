import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'terms-change-below-benchmark',
  group: 'disclosure',
  version: 1,
  title: { zh: '规则变更的提前期短于对照值', en: 'Change of terms announced later than the benchmark' },
  explanation: {
    zh: '{subject_id} 的不利变更在生效前 {observed} 日公示，短于对照值 {expected} 日。“提前30日”并非法律规定，仅供比较。',
    en: 'The adverse change {subject_id} was published {observed} days before it took effect, later than the benchmark of {expected} days. Thirty days are no law, only a yardstick.',
  },
  severity: 'info',
  nature: 'indicator',
  level: 'programme',
  needs: { terms: ['published_at', 'effective_from'] },
  parameters: {
    benchmark_days: {
      title: { zh: '变更提前公示的对照天数', en: 'Benchmark: days a change is published ahead' },
      unit: 'days',
      values: [
        {
          from: null,
          value: 30,
          why: {
            zh: '常被引用的“提前30日”，没有法律依据，作为对照值。',
            en: 'The often quoted thirty days; there is no law for them, they serve as a benchmark.',
          },
        },
      ],
    },
    important_days: {
      title: { zh: '重要规则变更提前公示的天数', en: 'Days a change of important rules is published ahead' },
      unit: 'days',
      values: [
        { from: null, value: 0, why: { zh: '2026年2月前没有规定。', en: 'No rule before February 2026.' } },
        {
          from: '2026-02-01',
          value: 15,
          why: { zh: '网络交易平台规则监督管理办法第12条（转述）', en: 'Order 116, art. 12 (paraphrase)' },
        },
      ],
    },
  },
  citations: [
    {
      law: 'benchmark',
      article: '提前30日',
      summary: {
        zh: '没有找到规定积分规则变更通知期的全国或地方法律；30日是对照值，可在配置中调整。',
        en: 'No national or provincial law that fixes a notice period for changes was found; thirty days are a benchmark that can be set.',
      },
      status: 'interpretation',
    },
    {
      law: 'platform-rules',
      article: '12',
      summary: {
        zh: '平台重要规则的变更应当提前十五日公示（转述）。',
        en: 'A platform publishes changes of important rules fifteen days ahead (paraphrase).',
      },
      status: 'secondary',
    },
  ],
  reads: ['meta.programmes', 'meta.terms_periods'],
});
