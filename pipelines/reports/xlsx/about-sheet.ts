import type { Language, ReportDocument } from '#engine/reports/document.ts';
import { STYLES } from './styles.ts';

const WORDS = {
  'zh-CN': {
    about: '说明',
    book: '账簿',
    content: '内容指纹',
    rulePack: '规则包',
    asOf: '截至日',
    knownAt: '知悉时点',
    zone: '时区',
    engine: '引擎版本',
    chainHead: '来源链头',
    totals: '控制总数',
    sheets: '工作表',
    notes: '附注',
    kept: (sheet: string, count: number) =>
      `工作表“${sheet}”有 ${count} 个数超过 15 位有效数字，电子表格会改动其末位，因此按文本保留。`,
  },
  en: {
    about: 'About',
    book: 'Book',
    content: 'Content fingerprint',
    rulePack: 'Rule pack',
    asOf: 'As of',
    knownAt: 'Known at',
    zone: 'Time zone',
    engine: 'Engine version',
    chainHead: 'Head of the source chain',
    totals: 'Control totals',
    sheets: 'Sheets',
    notes: 'Notes',
    kept: (sheet: string, count: number) =>
      `${count} numbers of the sheet “${sheet}” have more than 15 significant digits, which a spreadsheet would change; they stand as text.`,
  },
} as const;

/** The words of a workbook beside the report's own. */
export function sheetWords(language: Language): (typeof WORDS)[Language] {
  return WORDS[language];
}

/** What the first sheet says: where the figures come from, the report's text, and what stands in which sheet. */
export function aboutLines(
  document: ReportDocument,
  sheets: readonly { sheet: string; title: string }[],
  kept: readonly { sheet: string; count: number }[],
): { style: number; cells: string[] }[] {
  const { head } = document;
  const words = sheetWords(document.language);
  const plain = (...cells: string[]) => ({ style: STYLES.text, cells });
  const heading = (text: string) => ({ style: STYLES.heading, cells: [text] });
  const facts: [string, string | null][] = [
    [words.book, head.bookId],
    [words.content, head.contentFingerprint],
    [words.rulePack, head.rulePack],
    [words.engine, head.engineVersion],
    [words.asOf, head.asOf],
    [words.knownAt, head.knownAt],
    [words.zone, head.timeZone],
    [words.chainHead, head.chainHead],
  ];
  return [
    { style: STYLES.title, cells: [document.title] },
    plain(document.subtitle),
    plain(),
    ...facts.flatMap(([name, text]) => (text === null ? [] : [plain(name, text)])),
    ...head.controlTotals.map((line, index) => plain(index === 0 ? words.totals : '', line)),
    plain(),
    ...document.sections.flatMap((section) => [
      heading(section.title),
      ...sectionLines(section, words.notes),
    ]),
    plain(),
    heading(words.sheets),
    ...sheets.map(({ sheet, title }) => plain(sheet, title)),
    ...kept.map(({ sheet, count }) => plain('', words.kept(sheet, count))),
  ];
}

function sectionLines(section: ReportDocument['sections'][number], notes: string) {
  return section.blocks.flatMap((block): { style: number; cells: string[] }[] => {
    if (block.kind === 'facts')
      return block.facts.map(({ name, text }) => ({ style: STYLES.text, cells: [name, text] }));
    if (block.kind !== 'paragraph') return [];
    return [
      { style: STYLES.text, cells: ['', block.text] },
      ...(block.footnotes ?? []).map((note) => ({ style: STYLES.text, cells: ['', `${notes}: ${note}`] })),
    ];
  });
}
