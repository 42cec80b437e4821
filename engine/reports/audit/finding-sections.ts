import type { OpenBook } from '../../books/open.ts';
import { oneRow, rows } from '../../database.server.ts';
import { streamRows } from '../book-rows.ts';
import type { FigureTable, Language, Paragraph, Row, Rows, Section } from '../document.ts';
import { readable } from '../number-text.ts';
import type { ReportSource } from '../report-source.ts';
import {
  articleWord,
  lawNumber,
  NATURE_WORDS,
  sayIn,
  SEVERITY_WORDS,
  sqlArticle,
  sqlWords,
  STATUS_WORDS,
  SUBJECT_WORDS,
  wordOf,
} from '../words.ts';
import { evidenceLines, type Piece } from './evidence-lines.ts';
import { findingDrawings } from './finding-drawings.ts';
import { subjectWord } from '../subject-names.ts';
import { walletNames, walletWord, type WalletNames } from '../wallet-names.ts';
import { overridesByRule, suffix } from './rule-tables.ts';

/** Order of findings wherever they are listed; their numbers follow it. */
const ORDER = `list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), finding.rule_id,
  finding.programme_id, finding.subject_type, finding.subject_id, finding.occurred_at, finding.finding_id`;

/** So many findings are put in order with all that is told of them at a time; what is wide takes memory to sort. */
const PAGE = 10_000;

/** The findings of a page with their numbers. */
const NUMBERED = `
  select finding_id, no from (
    select finding_id, row_number() over (order by ${ORDER}) as no from rules.findings as finding
  ) where no between $first and $last`;

/** The evidence of those, named `numbered`. */
const EVIDENCE_OF_PAGE =
  '(select evidence.* from rules.evidence as evidence semi join numbered using (finding_id))';

/**
 * Evidence as readers are told of it. A lot without an entry of its own is traced to the entry that opened it; both are
 * looked up by the numbers that are needed, for there are many more of them than findings.
 *
 * @param evidence a table with the columns of `rules.evidence`
 */
function tracedEvidence(evidence: string): string {
  return `
  with given as materialized (from ${evidence}),
  openings as (
    select lot_no, opening_entry_no from lots.lot_facts
    where lot_no in (select lot_no from given where lot_no is not null)
  ),
  named as materialized (
    select given.*, coalesce(given.entry_no, openings.opening_entry_no) as told_entry_no
    from given left join openings using (lot_no)
  ),
  entries as (
    select entry_no, member_id, source, event_id, source_file, source_record from ledger.entries
    where entry_no in (select told_entry_no from named where told_entry_no is not null)
  )
  select named.finding_id, named.ordinal, named.occurred_at,
    coalesce(named.member_id, entries.member_id) as member_id, entries.source as event_source, entries.event_id,
    named.observed, named.expected, named.points, named.money, named.evidence,
    coalesce(named.source_file, entries.source_file) as source_file,
    case when named.source_file is null then entries.source_record else named.source_record end as source_record
  from named left join entries on entries.entry_no = named.told_entry_no`;
}

interface FoundRule {
  readonly rule_id: string;
  readonly title: string;
  readonly severity: string;
  readonly nature: string;
  readonly findings: bigint;
  readonly rule_version: number;
}

/** The findings: the data tables that hold all of them, then on paper a section for each rule that found something. */
export async function findingSections(source: ReportSource): Promise<Section[]> {
  const { book, language } = source;
  const say = sayIn(language);
  const found = await rows<FoundRule>(
    book.connection,
    `select finding.rule_id, any_value(rule.title_${suffix(source)}) as title, finding.severity,
       any_value(finding.nature) as nature, count(*) as findings, any_value(finding.rule_version) as rule_version
     from rules.findings as finding join rules.rules as rule using (rule_id)
     group by finding.severity, finding.rule_id
     order by list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), finding.rule_id`,
  );
  const laws = await lawsByRule(source);
  const overrides = await overridesByRule(source);
  const names = await walletNames(source);
  // Only paper reads them, once for all of its sections.
  let printed: Promise<Map<string, Row[]>> | undefined;
  const printedOf = async (key: string) =>
    (await (printed ??= printedFindings(source, names))).get(key) ?? [];
  const sections: Section[] = [];
  for (const rule of found) {
    sections.push({
      id: `rule_${rule.rule_id}_${rule.severity}`,
      level: 2,
      title: `${wordOf(SEVERITY_WORDS, rule.severity, language)} · ${wordOf(NATURE_WORDS, rule.nature, language)} · ${rule.title} (${rule.rule_id})`,
      blocks: [
        ...(laws.get(rule.rule_id) ?? []),
        ...(overrides.get(rule.rule_id) ?? []),
        printedTable(source, async function* () {
          yield await printedOf(`${rule.severity}/${rule.rule_id}`);
        }),
        ...(await findingDrawings(source, rule, ORDER)),
      ],
    });
  }
  return [
    {
      id: 'findings',
      title: say('发现', 'Findings'),
      blocks: [
        ...(found.length === 0
          ? [{ kind: 'paragraph' as const, text: say('没有发现。', 'There are no findings.') }]
          : []),
        findingsTable(source, names),
        evidenceTable(source),
      ],
    },
    ...sections,
  ];
}

/** One row per finding with all that a reader filters by; for spreadsheets, CSV and the audit pack. */
function findingsTable(source: ReportSource, names: WalletNames): FigureTable {
  const { book, language, decisions } = source;
  const say = sayIn(language);
  const yuan = say('元', 'CNY');
  const decided = (id: string): Row => {
    const decision = decisions.get(id);
    return decision
      ? [decision.status, decision.reason, decision.decidedBy, decision.decidedAt]
      : [null, null, null, null];
  };
  const read = streamPages(
    book,
    `select numbered.no, finding.finding_id, finding.programme_id, finding.rule_id,
       finding.rule_version, rule.title_${suffix(source)}, ${sqlWords(SEVERITY_WORDS, 'finding.severity', language)},
       ${sqlWords(NATURE_WORDS, 'finding.nature', language)}, ${sqlWords(SUBJECT_WORDS, 'finding.subject_type', language)},
       finding.subject_id, ${subjectWord(names, language)}, finding.wallet,
       ${walletWord(names, language, 'finding.programme_id', 'finding.wallet')}, finding.source, finding.event_id, finding.terms_id, finding.occurred_at,
       finding.observed, finding.expected, ${language === 'zh-CN' ? 'finding.explanation' : 'finding.explanation_en'},
       (select string_agg(concat(citation.law_${suffix(source)}, ' ', ${sqlArticle('citation.article', language)}), '; ' order by citation_no)
        from rules.citations as citation where citation.rule_id = finding.rule_id
          and list_contains(finding.citations::integer[], citation.citation_no)),
       finding.members, finding.points, finding.money, finding.penalty_low, finding.penalty_high, finding.evidence_rows
     from (${NUMBERED}) as numbered join rules.findings as finding using (finding_id)
     join rules.rules as rule using (rule_id) order by numbered.no`,
  );
  return {
    kind: 'table',
    id: 'findings',
    medium: 'data',
    title: say('发现', 'Findings'),
    columns: [
      { key: 'no', title: say('序号', 'No.'), kind: 'count', width: 7 },
      { key: 'finding_id', title: say('发现编号', 'Finding id'), kind: 'text', width: 18 },
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 12 },
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 26 },
      { key: 'rule_version', title: say('规则版本', 'Rule version'), kind: 'count', width: 9 },
      { key: 'title', title: say('规则', 'Title'), kind: 'text', width: 34 },
      { key: 'severity', title: say('严重程度', 'Severity'), kind: 'text', width: 10 },
      { key: 'nature', title: say('性质', 'Nature'), kind: 'text', width: 10 },
      { key: 'subject_type', title: say('对象类别', 'Subject type'), kind: 'text', width: 12 },
      { key: 'subject_id', title: say('对象代码', 'Subject id'), kind: 'text', width: 20 },
      { key: 'subject', title: say('对象', 'Subject'), kind: 'text', width: 28 },
      { key: 'wallet', title: say('积分类别代码', 'Wallet code'), kind: 'text', width: 12 },
      { key: 'wallet_name', title: say('积分类别', 'Wallet'), kind: 'text', width: 20 },
      { key: 'source', title: say('来源系统', 'Source'), kind: 'text', width: 12 },
      { key: 'event_id', title: say('流水编号', 'Event'), kind: 'text', width: 14 },
      { key: 'terms_id', title: say('规则文本', 'Terms'), kind: 'text', width: 12 },
      { key: 'occurred_at', title: say('发生时间', 'Occurred'), kind: 'instant' },
      { key: 'observed', title: say('实际', 'Observed'), kind: 'text', width: 22 },
      { key: 'expected', title: say('应为', 'Expected'), kind: 'text', width: 22 },
      { key: 'explanation', title: say('说明', 'Explanation'), kind: 'text', width: 80 },
      { key: 'laws', title: say('依据', 'Law'), kind: 'text', width: 40 },
      { key: 'members', title: say('会员数', 'Members'), kind: 'count' },
      { key: 'points', title: say('积分', 'Points'), kind: 'points' },
      { key: 'money', title: say('金额', 'Money'), kind: 'money', unit: yuan },
      { key: 'penalty_low', title: say('罚款下限', 'Fine from'), kind: 'money', unit: yuan },
      { key: 'penalty_high', title: say('罚款上限', 'Fine to'), kind: 'money', unit: yuan },
      { key: 'evidence_rows', title: say('证据行', 'Rows of evidence'), kind: 'count' },
      { key: 'decision', title: say('决定', 'Decision'), kind: 'text', width: 14 },
      { key: 'decision_reason', title: say('决定理由', 'Reason of the decision'), kind: 'text', width: 30 },
      { key: 'decided_by', title: say('决定人', 'Decided by'), kind: 'text', width: 14 },
      { key: 'decided_at', title: say('决定时间', 'Decided at'), kind: 'instant' },
    ],
    rows: async function* () {
      for await (const piece of read()) yield piece.map((row) => [...row, ...decided(row[1]!)]);
    },
  };
}

/** One row per piece of evidence, down to file and record. */
function evidenceTable({ book, language }: ReportSource): FigureTable {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'evidence',
    medium: 'data',
    title: say('证据', 'Evidence'),
    columns: [
      { key: 'no', title: say('发现序号', 'Finding no.'), kind: 'count', width: 9 },
      { key: 'finding_id', title: say('发现编号', 'Finding id'), kind: 'text', width: 18 },
      { key: 'ordinal', title: say('证据', 'Evidence'), kind: 'count', width: 8 },
      { key: 'occurred_at', title: say('时间', 'When'), kind: 'instant' },
      { key: 'member_id', title: say('会员', 'Member'), kind: 'text', width: 16 },
      { key: 'event_source', title: say('来源系统', 'Source'), kind: 'text', width: 12 },
      { key: 'event_id', title: say('流水编号', 'Event'), kind: 'text', width: 16 },
      { key: 'observed', title: say('实际', 'Observed'), kind: 'text' },
      { key: 'expected', title: say('应为', 'Expected'), kind: 'text' },
      { key: 'points', title: say('积分', 'Points'), kind: 'points' },
      { key: 'money', title: say('金额', 'Money'), kind: 'money', unit: say('元', 'CNY') },
      { key: 'evidence', title: say('所比较的值 (JSON)', 'Values compared (JSON)'), kind: 'text', width: 60 },
      { key: 'source_file', title: say('文件', 'File'), kind: 'text', width: 24 },
      { key: 'source_record', title: say('记录', 'Record'), kind: 'count', width: 10 },
    ],
    rows: streamPages(
      book,
      `with numbered as materialized (${NUMBERED})
       select numbered.no, evidence.*
       from (${tracedEvidence(EVIDENCE_OF_PAGE)}) as evidence
       join numbered using (finding_id)
       order by numbered.no, evidence.ordinal`,
    ),
  };
}

/** The rows of a query for `$first` to `$last` of the findings, page after page. */
function streamPages(book: OpenBook, sql: string): () => AsyncGenerator<readonly Row[]> {
  return async function* () {
    const { findings } = await oneRow<{ findings: bigint }>(
      book.connection,
      'select count(*) as findings from rules.findings',
    );
    for (let first = 1; first <= findings; first += PAGE)
      yield* streamRows(book, sql, { first, last: first + PAGE - 1 })();
  };
}

/** Findings as the paper lists them, by `severity/rule`. */
async function printedFindings(source: ReportSource, names: WalletNames): Promise<Map<string, Row[]>> {
  const { book, language, decisions } = source;
  const say = sayIn(language);
  const piece = `{'ordinal': evidence.ordinal, 'observed': evidence.observed, 'expected': evidence.expected,
    'place': concat_ws(' · ', evidence.member_id, evidence.event_id,
      case when evidence.source_file is not null then concat(evidence.source_file, ':', evidence.source_record) end)}`;
  const found = streamPages(
    book,
    `with numbered as materialized (${NUMBERED})
     select concat(finding.severity, '/', finding.rule_id), finding.finding_id, numbered.no,
       concat(${sqlWords(SUBJECT_WORDS, 'finding.subject_type', language)}, ' ', ${subjectWord(names, language)}), finding.occurred_at,
       finding.event_id, ${language === 'zh-CN' ? 'finding.explanation' : 'finding.explanation_en'}, evidence.pieces,
       finding.members, finding.points, finding.money, finding.penalty_low, finding.penalty_high
     from numbered join rules.findings as finding using (finding_id)
     left join (select finding_id, to_json(list(${piece} order by ordinal)) as pieces
       from (${tracedEvidence(EVIDENCE_OF_PAGE)}) as evidence group by finding_id) as evidence using (finding_id)
     order by numbered.no`,
  );
  const byRule = new Map<string, Row[]>();
  const add = (found: Row) => {
    const [key, id, no, subject, occurred, event, explanation, evidence, members, points, money, low, high] =
      found;
    const decision = decisions.get(id!);
    const fine = high === null ? null : `${readable(low!, 'money')} – ${readable(high!, 'money')}`;
    const row: Row = [
      `${no}. ${subject}`,
      `${readable(occurred!, 'instant')}${event ? ` · ${event}` : ''}`,
      explanation!,
      evidence ? evidenceLines(JSON.parse(evidence) as Piece[], language).join('\n') : '',
      members!,
      points!,
      money!,
      fine,
      decision
        ? `${decision.status} · ${decision.decidedBy} · ${readable(decision.decidedAt, 'instant')}${decision.reason ? ` · ${decision.reason}` : ''}`
        : say('尚无', 'none yet'),
    ];
    const rowsOfRule = byRule.get(key!);
    if (rowsOfRule) rowsOfRule.push(row);
    else byRule.set(key!, [row]);
  };
  for await (const piece of found()) piece.forEach(add);
  return byRule;
}

function printedTable({ language }: ReportSource, found: Rows): FigureTable {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'printed_findings',
    medium: 'paper',
    title: '',
    columns: [
      { key: 'subject', title: say('对象', 'Subject'), kind: 'text' },
      { key: 'when', title: say('时间', 'When'), kind: 'text' },
      { key: 'explanation', title: say('说明', 'Explanation'), kind: 'text' },
      { key: 'evidence', title: say('证据', 'Evidence'), kind: 'text' },
      { key: 'members', title: say('会员', 'Members'), kind: 'count' },
      { key: 'points', title: say('积分', 'Points'), kind: 'points' },
      { key: 'money', title: say('金额（元）', 'Money (CNY)'), kind: 'money' },
      { key: 'fine', title: say('罚款幅度（元）', 'Fine (CNY)'), kind: 'text' },
      { key: 'decision', title: say('决定', 'Decision'), kind: 'text' },
    ],
    record: {
      head: ['subject'],
      aside: ['members', 'points', 'money', 'fine', 'decision'],
      body: ['when', 'explanation', 'evidence'],
    },
    rows: found,
  };
}

interface LawRow {
  readonly rule_id: string;
  readonly law: string;
  readonly number: string | null;
  readonly article: string;
  readonly summary: string;
  readonly status: string;
  readonly is_law: boolean;
}

/** The articles of each rule as paragraphs; what was not read in full says so at the foot of the page. */
async function lawsByRule(source: ReportSource): Promise<Map<string, Paragraph[]>> {
  const { book, language } = source;
  const say = sayIn(language);
  const cited = await rows<LawRow>(
    book.connection,
    `select rule_id, law_${suffix(source)} as law, number, article, summary_${suffix(source)} as summary, status,
       effective_from is not null as is_law
     from rules.citations order by rule_id, citation_no`,
  );
  const byRule = new Map<string, Paragraph[]>();
  for (const each of cited) {
    // Brackets within brackets are single ones; what is no law stands without any.
    const name =
      language === 'zh-CN' && each.is_law
        ? `《${each.law.replace('《', '〈').replace('》', '〉')}》`
        : each.law;
    const number = each.number === null ? '' : lawNumber(each.number, language);
    const numbered = number ? `${name}${say(`（${number}）`, ` (${number})`)}` : name;
    const article = articleText(each.article, language);
    const paragraph: Paragraph = {
      kind: 'paragraph',
      tone: 'quiet',
      text: `${say('依据：', 'Law: ')}${numbered} ${article}${say('：', ': ')}${each.summary}`,
      footnotes:
        each.status === 'verified'
          ? []
          : [
              `${name} ${article}${say('：', ': ')}${wordOf(STATUS_WORDS, each.status, language)}${say('。', '.')}`,
            ],
    };
    byRule.set(each.rule_id, [...(byRule.get(each.rule_id) ?? []), paragraph]);
  }
  return byRule;
}

/** Articles are kept as numbers, or as words where they are no article of a law. */
function articleText(article: string, language: Language): string {
  const word = articleWord(article, language);
  if (!/^\d/.test(article)) return word;
  return language === 'zh-CN' ? `第 ${word} 条` : `art. ${word}`;
}
