import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'sequence-gap',
  group: 'integrity',
  version: 1,
  title: { zh: '连续编号中有缺号', en: 'Numbers missing from ids declared dense' },
  explanation: {
    zh: '来源 {subject_id} 的流水号声明为连续编号，但缺少 {observed}（共 {evidence_rows} 段）；缺号可能是被删除的记录，也可能是未提供的文件。',
    en: 'The ids of source {subject_id} are declared to be dense, but {observed} is missing ({evidence_rows} runs in all): deleted records, or files that were not provided.',
  },
  severity: 'low',
  nature: 'indicator',
  level: 'programme',
  needs: { point_events: [] },
  settings: ['id_patterns'],
  citations: [
    {
      law: 'traceability',
      article: '流水完整',
      summary: {
        zh: '连续编号的来源缺号，说明可能有流水被删除或未提供，需要核对。',
        en: 'A number missing from a dense sequence may be a deleted or withheld event, and should be looked into.',
      },
      status: 'interpretation',
    },
  ],
  reads: ['ledger.sequence_gaps'],
});
