import type { FigureTable, ReportDocument, Row } from '#engine/reports/document.ts';

/** A small report around one table, for tests of the drawing. */
export function documentWith(table: Partial<FigureTable>): ReportDocument {
  return {
    kind: 'test',
    language: 'zh-CN',
    title: '测试报告',
    subtitle: '测试计划',
    head: {
      bookId: 'b'.repeat(64),
      contentFingerprint: 'c'.repeat(64),
      rulePack: 'd'.repeat(64),
      engineVersion: '0.1.0',
      asOf: '2025-12-31',
      knownAt: null,
      timeZone: 'Asia/Shanghai',
      chainHead: null,
      controlTotals: ['积分：开立 1.00 = 剩余 1.00'],
    },
    sections: [
      {
        id: 'only',
        title: '只有一节',
        blocks: [
          {
            kind: 'table',
            id: 'figures',
            title: '数据',
            columns: [
              { key: 'name', title: '名称', kind: 'text' },
              { key: 'opening', title: '期初', kind: 'points', total: 'sum' },
              { key: 'issued', title: '发放', kind: 'points', total: 'sum' },
              {
                key: 'closing',
                title: '期末',
                kind: 'points',
                formula: '{opening} + {issued}',
                total: 'sum',
              },
              { key: 'day', title: '日期', kind: 'day' },
            ],
            rows: [],
            ...table,
          },
        ],
      },
    ],
  };
}

/** A row of that table. */
export function row(name: string, opening: string, issued: string, closing: string): Row {
  return [name, opening, issued, closing, '2025-12-31'];
}
