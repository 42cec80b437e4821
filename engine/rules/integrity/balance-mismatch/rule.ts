import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'balance-mismatch',
  group: 'integrity',
  version: 1,
  title: { zh: '报告余额与重算余额不一致', en: 'Reported balance differs from the recomputed one' },
  explanation: {
    zh: '账户 {subject_id} 的系统报告余额为 {observed}，按逐笔流水重算应为 {expected}；自 {occurred_on} 起出现首次差异，共 {evidence_rows} 处。',
    en: 'The system reported {observed} for account {subject_id}; its events add up to {expected}. The first difference is of {occurred_on}; there are {evidence_rows} in all.',
  },
  severity: 'high',
  nature: 'violation',
  level: 'account',
  needs: [{ point_events: ['balance_after'] }, { reported_balances: ['points'] }],
  citations: [
    {
      law: 'traceability',
      article: '余额可由流水重算',
      summary: {
        zh: '账户余额必须能由其全部流水逐笔重算得出；不一致时，首次差异的那一笔指明错误从何而来。',
        en: 'A balance must follow from the events of its account; where it does not, the first that differs shows where the error came from.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['balances.mismatches'],
});
