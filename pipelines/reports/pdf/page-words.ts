import type { Language } from '#engine/reports/document.ts';

const WORDS = {
  'zh-CN': {
    as_of: '截至',
    page: '第 {x} 页，共 {y} 页',
    book: '账簿',
    rulePack: '规则包',
    chainHead: '来源链头',
    noRows: '没有记录。',
    part: (number: number, of: number) => `第 ${number} 部分，共 ${of} 部分`,
  },
  en: {
    as_of: 'As of',
    page: 'Page {x} of {y}',
    book: 'Book',
    rulePack: 'Rule pack',
    chainHead: 'Head of the source chain',
    noRows: 'There are no rows.',
    part: (number: number, of: number) => `Part ${number} of ${of}`,
  },
} as const;

/** The few words that stand on each page of a PDF, beside the report's own. */
export function pageWords(language: Language): (typeof WORDS)[Language] {
  return WORDS[language];
}
