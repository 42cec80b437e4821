import type { Bilingual } from '../../contract/citation.ts';
import { oneRow } from '../../database.server.ts';
import { readRows } from '../book-rows.ts';
import { groupedBy } from '../../grouped-by.ts';
import { ANSWERS } from '../../rules/evidence-words.ts';
import type { FigureTable, Paragraph, Row } from '../document.ts';
import { missingWord } from '../missing-words.ts';
import type { ReportSource } from '../report-source.ts';
import {
  GROUP_WORDS,
  lawNumber,
  NATURE_WORDS,
  OUTCOME_WORDS,
  sayIn,
  SEVERITY_WORDS,
  sqlArticle,
  sqlWords,
  STATUS_WORDS,
} from '../words.ts';

/** Suffix of the columns that exist in both languages. */
export function suffix(source: ReportSource): 'zh' | 'en' {
  return source.language === 'zh-CN' ? 'zh' : 'en';
}

/** Units of parameters; a sign or a currency is the same in every language. */
const UNIT_WORDS: Readonly<Record<string, Bilingual>> = {
  days: { zh: '天', en: 'days' },
  years: { zh: '年', en: 'years' },
  points: { zh: '积分', en: 'points' },
  earns: { zh: '笔获得', en: 'earns' },
  members: { zh: '会员', en: 'members' },
  merchants: { zh: '商户', en: 'merchants' },
  movements: { zh: '笔变动', en: 'movements' },
  levels: { zh: '级', en: 'levels' },
  share: { zh: '比例', en: 'share' },
  probability: { zh: '概率', en: 'probability' },
  list: { zh: '清单', en: 'list' },
  pattern: { zh: '匹配式', en: 'pattern' },
  'regular expression': { zh: '正则表达式', en: 'regular expression' },
  'yes/no': { zh: '是否', en: 'yes/no' },
  CNY: { zh: '元', en: 'CNY' },
};

/** Columns of paper that name the programme do so only where there is more than one. */
export async function programmeKey({ book }: ReportSource): Promise<readonly string[]> {
  const { count } = await oneRow<{ count: bigint }>(
    book.connection,
    'select count(distinct programme_id) as count from rules.runs',
  );
  return count > 1n ? ['programme_id'] : [];
}

/** Every rule and programme with what it came to. */
export async function rulesTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  return {
    kind: 'table',
    id: 'rules',
    title: say('规则及评估结果', 'Rules and what each came to'),
    columns: [
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 9 },
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 20 },
      { key: 'title', title: say('规则', 'Title'), kind: 'text', width: 28 },
      { key: 'group', title: say('类别', 'Group'), kind: 'text', width: 12 },
      { key: 'severity', title: say('严重程度', 'Severity'), kind: 'text', width: 9 },
      { key: 'nature', title: say('性质', 'Nature'), kind: 'text', width: 9 },
      { key: 'version', title: say('版本', 'Version'), kind: 'count', width: 7 },
      { key: 'outcome', title: say('结果', 'Outcome'), kind: 'text', width: 11 },
      { key: 'findings', title: say('发现', 'Findings'), kind: 'count', width: 8 },
    ],
    print: [
      { title: say('规则', 'Rule'), keys: ['title', 'rule_id'], width: 40 },
      { title: say('类别', 'Group'), keys: ['group'], width: 16 },
      { title: say('严重程度', 'Severity'), keys: ['severity'], width: 10 },
      { title: say('性质', 'Nature'), keys: ['nature'], width: 10 },
      { title: say('结果', 'Outcome'), keys: ['outcome', ...(await programmeKey(source))], width: 14 },
      { title: say('发现', 'Findings'), keys: ['findings'], width: 9, align: 'right' },
    ],
    rows: await readRows(
      source.book,
      `select run.programme_id, run.rule_id, rule.title_${suffix(source)}, ${sqlWords(GROUP_WORDS, 'rule.group_id', source.language)},
         ${sqlWords(SEVERITY_WORDS, 'rule.severity', source.language)}, ${sqlWords(NATURE_WORDS, 'rule.nature', source.language)},
         run.rule_version, ${sqlWords(OUTCOME_WORDS, 'run.outcome', source.language)}, run.findings
       from rules.runs as run join rules.rules as rule using (rule_id)
       order by rule.group_id, run.rule_id, run.programme_id`,
    ),
  };
}

/** Rules that lacked data or failed; an empty table is the good case. */
export async function unjudgedTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  return {
    kind: 'table',
    id: 'not_evaluable',
    title: '',
    columns: [
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 9 },
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 20 },
      { key: 'title', title: say('规则', 'Title'), kind: 'text', width: 28 },
      { key: 'outcome', title: say('结果', 'Outcome'), kind: 'text', width: 11 },
      {
        key: 'missing',
        title: say('缺少的数据或失败原因', 'What was missing, or why it failed'),
        kind: 'text',
        width: 34,
      },
    ],
    print: [
      { title: say('规则', 'Rule'), keys: ['title', 'rule_id', ...(await programmeKey(source))], width: 44 },
      { title: say('结果', 'Outcome'), keys: ['outcome'], width: 14 },
      {
        title: say('缺少的数据或失败原因', 'What was missing, or why it failed'),
        keys: ['missing'],
        width: 42,
      },
    ],
    rows: await readRows(
      source.book,
      `select run.programme_id, run.rule_id, rule.title_${suffix(source)}, ${sqlWords(OUTCOME_WORDS, 'run.outcome', source.language)},
         ${missingWord(source.language)}
       from rules.runs as run join rules.rules as rule using (rule_id)
       where run.outcome in ('not_evaluable', 'failed') order by run.outcome, run.rule_id, run.programme_id`,
    ),
    empty: say('没有：全部规则均已评估。', 'None: every rule could be evaluated.'),
  };
}

/** SQL of a parameter's value: yes and no are words. */
function valueWord({ language }: ReportSource): string {
  return `case unit when 'yes/no' then ${sqlWords(ANSWERS, 'value', language)} else value end`;
}

/** The parameters that judged, with overrides and their reasons. */
export function parametersTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  return parameters(source, '', {
    id: 'parameters',
    title: say('参数', 'Parameters'),
    empty: say('没有参数。', 'There are no parameters.'),
  });
}

/** Only those that the programmes set themselves. */
export function overridesTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  return parameters(source, 'where is_overridden', {
    id: 'parameters_set',
    title: say('本计划改定的规则参数', 'Parameters that the programme set itself'),
    empty: say(
      '没有：全部规则按其默认参数判断。',
      'None: every rule judged by the parameters it comes with.',
    ),
  });
}

async function parameters(
  source: ReportSource,
  where: '' | 'where is_overridden',
  about: Pick<FigureTable, 'id' | 'title' | 'empty'>,
): Promise<FigureTable> {
  const say = sayIn(source.language);
  return {
    kind: 'table',
    ...about,
    columns: [
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 9 },
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 20 },
      { key: 'name', title: say('参数', 'Parameter'), kind: 'text', width: 18 },
      { key: 'value', title: say('取值', 'Value'), kind: 'text', width: 12 },
      { key: 'unit', title: say('单位', 'Unit'), kind: 'text', width: 10 },
      { key: 'valid_from', title: say('自', 'From'), kind: 'day', width: 10 },
      { key: 'valid_to', title: say('不含', 'Before'), kind: 'day', width: 10 },
      { key: 'is_overridden', title: say('本计划改定', 'Set by the programme'), kind: 'text', width: 8 },
      { key: 'why', title: say('理由', 'Why'), kind: 'text', width: 30 },
      { key: 'title', title: say('参数名称', 'What it is'), kind: 'text', width: 24 },
    ],
    print: [
      {
        title: say('参数与规则', 'Parameter and rule'),
        keys: ['title', 'name', 'rule_id', ...(await programmeKey(source))],
        width: 24,
      },
      { title: say('取值', 'Value'), keys: ['value'], width: 26 },
      { title: say('单位', 'Unit'), keys: ['unit'], width: 9 },
      {
        title: say('期间', 'In force'),
        keys: ['valid_from', 'valid_to'],
        labelled: true,
        width: 15,
      },
      { title: say('改定', 'Override'), keys: ['is_overridden'], width: 9 },
      { title: say('理由', 'Why'), keys: ['why'], width: 24 },
    ],
    rows: await readRows(
      source.book,
      `select programme_id, rule_id, name, ${valueWord(source)}, ${sqlWords(UNIT_WORDS, 'unit', source.language)}, valid_from, valid_to,
         case when is_overridden then '${say('是', 'yes')}' else '${say('否', 'no')}' end, why_${suffix(source)}, title_${suffix(source)}
       from rules.parameters ${where} order by rule_id, name, programme_id, valid_from nulls first`,
    ),
  };
}

/** What the programme set itself of a rule's parameters, and why: a paragraph for each, which stands where the rule does. */
export async function overridesByRule(
  source: ReportSource,
): Promise<ReadonlyMap<string, readonly Paragraph[]>> {
  const say = sayIn(source.language);
  const found = await readRows(
    source.book,
    `select rule_id, title_${suffix(source)}, ${valueWord(source)},
       case when unit <> 'yes/no' then ${sqlWords(UNIT_WORDS, 'unit', source.language)} end, why_${suffix(source)},
       programme_id
     from rules.parameters where is_overridden order by rule_id, name, programme_id`,
  );
  const isOne = (await programmeKey(source)).length === 0;
  const byRule = groupedBy(found, ([ruleId]) => ruleId!);
  const text = ([, title, value, unit, why, programme]: Row) => {
    const what = say(`“${title}”${unit ? `（${unit}）` : ''}`, `${title}${unit ? ` (${unit})` : ''}`);
    return say(
      `${isOne ? '本计划' : `积分计划 ${programme} `}改定参数${what}：${value}。理由：${why}`,
      `Set by the programme${isOne ? '' : ` ${programme}`}: ${what}: ${value}. Reason: ${why}`,
    );
  };
  return new Map(
    [...byRule].map(([ruleId, set]) => [
      ruleId,
      set.map((row): Paragraph => ({ kind: 'paragraph', tone: 'warning', text: text(row) })),
    ]),
  );
}

/** Every article the rules rest on and how sure its text is. */
export async function citationsTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  const language = suffix(source);
  return {
    kind: 'table',
    id: 'citations',
    title: say('法律与规则依据', 'Citations'),
    note: say(
      '“核实情况”不是“已核对全文”的，引用前请查对原文。',
      'Where the text was not read in full, look it up before relying on it.',
    ),
    columns: [
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 20 },
      { key: 'citation_no', title: say('序号', 'No.'), kind: 'count', width: 6 },
      { key: 'law', title: say('法律', 'Law'), kind: 'text', width: 26 },
      { key: 'number', title: say('文号', 'Number'), kind: 'text', width: 16 },
      { key: 'article', title: say('条', 'Article'), kind: 'text', width: 12 },
      { key: 'effective_from', title: say('施行', 'From'), kind: 'day', width: 10 },
      { key: 'effective_to', title: say('失效', 'Until'), kind: 'day', width: 10 },
      { key: 'summary', title: say('内容（转述）', 'What it says, in our words'), kind: 'text', width: 46 },
      { key: 'status', title: say('核实情况', 'How sure'), kind: 'text', width: 14 },
      { key: 'penalty_law', title: say('罚则', 'Penalty by'), kind: 'text', width: 20 },
      { key: 'penalty_article', title: say('罚则条款', 'Penalty article'), kind: 'text', width: 12 },
      { key: 'penalty_low', title: say('罚款下限', 'Fine from'), kind: 'money', unit: say('元', 'CNY') },
      { key: 'penalty_high', title: say('罚款上限', 'Fine to'), kind: 'money', unit: say('元', 'CNY') },
      { key: 'title', title: say('规则', 'Title'), kind: 'text', width: 28 },
    ],
    print: [
      { title: say('规则', 'Rule'), keys: ['title', 'rule_id'], width: 20 },
      { title: say('依据', 'Citation'), keys: ['law', 'number'], width: 24 },
      { title: say('条，施行', 'Article, from'), keys: ['article', 'effective_from'], width: 13 },
      { title: say('内容（转述）', 'What it says, in our words'), keys: ['summary'], width: 31 },
      { title: say('核实情况', 'How sure'), keys: ['status'], width: 12 },
    ],
    rows: (
      await readRows(
        source.book,
        `select rule_id, citation_no, law_${language}, number, ${sqlArticle('article', source.language)}, citation.effective_from, citation.effective_to,
         summary_${language}, ${sqlWords(STATUS_WORDS, 'status', source.language)}, penalty_law_${language}, penalty_article,
         citation.penalty_low, citation.penalty_high, rule.title_${language}
       from rules.citations as citation join rules.rules as rule using (rule_id) order by rule_id, citation_no`,
      )
    ).map((row) =>
      row.map((cell, at) => (at === 3 && cell !== null ? lawNumber(cell, source.language) : cell)),
    ),
  };
}
