import { rows } from '../../database.server.ts';
import { severitiesChart } from '../../charts/severities.ts';
import { SEVERITIES, type Severity } from '../../contract/finding.ts';
import { readRows } from '../book-rows.ts';
import type { FigureTable, ReportDocument, Section } from '../document.ts';
import { readable } from '../number-text.ts';
import { readBookFacts, type BookFacts } from '../report-head.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, SEVERITY_WORDS, wordOf } from '../words.ts';
import { citationsTable, rulesTable, unjudgedTable, parametersTable } from './rule-tables.ts';
import { controlSection } from './control-section.ts';
import { findingSections } from './finding-sections.ts';

/**
 * The audit report: what was examined and how, whether all rows and points are accounted for, what was found with law,
 * evidence, exposure and decision, and what could not be judged.
 */
export async function auditReport(source: ReportSource): Promise<ReportDocument> {
  const say = sayIn(source.language);
  const facts = await readBookFacts(source);
  const programmes = await programmeNames(source);
  return {
    kind: 'audit',
    language: source.language,
    title: say('积分计划审计报告', 'Audit report on the points programme'),
    subtitle: programmes,
    head: facts.head,
    sections: [
      await summarySection(source, facts, programmes),
      methodSection(source),
      await controlSection(source, facts),
      ...(await findingSections(source)),
      await unjudgedSection(source),
      await appendixSection(source),
      proofSection(source, facts),
    ],
  };
}

/** Names of the book's programmes in the report's language. */
export async function programmeNames({ book, language }: ReportSource): Promise<string> {
  const name = language === 'zh-CN' ? 'coalesce(name_zh, name_en)' : 'coalesce(name_en, name_zh)';
  const found = await rows<{ programme_id: string; name: string | null }>(
    book.connection,
    `select programme_id, ${name} as name from meta.programmes order by programme_id`,
  );
  return found
    .map((each) => (each.name ? `${each.name} (${each.programme_id})` : each.programme_id))
    .join(sayIn(language)('、', ', '));
}

interface Tally {
  readonly severity: Severity;
  readonly violations: bigint;
  readonly indicators: bigint;
  readonly rules: bigint;
  readonly evidence: bigint;
}

async function summarySection(source: ReportSource, facts: BookFacts, programmes: string): Promise<Section> {
  const { book, language } = source;
  const say = sayIn(language);
  const found = await rows<Tally>(
    book.connection,
    `select severity, count(*) filter (nature = 'violation') as violations,
       count(*) filter (nature = 'indicator') as indicators, count(distinct rule_id) as rules,
       coalesce(sum(evidence_rows), 0)::bigint as evidence
     from rules.findings group by severity`,
  );
  const tallies = SEVERITIES.map(
    (severity) =>
      found.find((each) => each.severity === severity) ?? {
        severity,
        violations: 0n,
        indicators: 0n,
        rules: 0n,
        evidence: 0n,
      },
  );
  const [period] = await readRows(
    book,
    `select min(occurred_at), max(occurred_at), (select count(*) from rules.runs where outcome = 'not_evaluable'),
       (select count(*) from rules.runs where outcome = 'failed'), (select count(distinct rule_id) from rules.runs)
     from ledger.entries`,
  );
  const [from, to, notEvaluable, failed, rules] = period!;
  const sum = (pick: (tally: Tally) => bigint) => tallies.reduce((total, each) => total + pick(each), 0n);
  const totals = { violations: sum((each) => each.violations), indicators: sum((each) => each.indicators) };
  const count = (number: bigint | number | string) => readable(String(number), 'count');
  const { head, counts } = facts;
  return {
    id: 'summary',
    title: say('概要', 'Summary'),
    blocks: [
      {
        kind: 'paragraph',
        text: say(
          `截至 ${head.asOf}，${count(rules!)} 条规则共作出 ${count(totals.violations + totals.indicators)} 项发现：违规 ${count(totals.violations)} 项，线索 ${count(totals.indicators)} 项。${notEvaluable === '0' && failed === '0' ? '所有规则均可评估。' : `另有 ${count(notEvaluable!)} 条规则因缺少数据无法评估、${count(failed!)} 条运行失败，均不等于通过。`}`,
          `As of ${head.asOf}, ${count(rules!)} rules made ${count(totals.violations + totals.indicators)} findings: ${count(totals.violations)} violations and ${count(totals.indicators)} indicators. ${notEvaluable === '0' && failed === '0' ? 'All rules could be evaluated.' : `${count(notEvaluable!)} rules could not be evaluated for lack of data and ${count(failed!)} failed; neither is a pass.`}`,
        ),
      },
      {
        kind: 'paragraph',
        tone: 'quiet',
        text: say(
          '线索只提示需要人工核查，不作结论。罚款幅度是法律规定的区间，不得相加，也不是对处罚结果的预测。',
          'An indicator calls for a review by a person and concludes nothing. Fines are the ranges that the law names: they must not be added up and predict nothing.',
        ),
      },
      {
        kind: 'facts',
        facts: [
          { name: say('积分计划', 'Programme'), text: programmes },
          {
            name: say('流水期间', 'Events from, to'),
            text: `${readable(from ?? '—', 'instant')} – ${readable(to ?? '—', 'instant')} (${head.timeZone})`,
          },
          { name: say('截至日', 'As of'), text: head.asOf },
          {
            name: say('知悉时点', 'Known at'),
            text: head.knownAt ?? say('不设限：已收到的全部计入', 'No limit: all that has arrived counts'),
          },
          {
            name: say('规模', 'Size'),
            text: say(
              `会员 ${count(counts.members!)}，账户 ${count(counts.accounts!)}，流水 ${count(counts.entries!)}，积分批 ${count(counts.lots!)}`,
              `${count(counts.members!)} members, ${count(counts.accounts!)} accounts, ${count(counts.entries!)} entries, ${count(counts.lots!)} lots`,
            ),
          },
          { name: say('账簿', 'Book'), text: head.bookId, isCode: true },
          { name: say('内容指纹', 'Content fingerprint'), text: head.contentFingerprint, isCode: true },
          { name: say('规则包', 'Rule pack'), text: head.rulePack, isCode: true },
          {
            name: say('来源链头', 'Head of the chain'),
            text:
              head.chainHead ?? say('未提供来源库', 'The source store was not at hand when this was made'),
            isCode: head.chainHead !== null,
          },
          { name: say('引擎版本', 'Engine version'), text: head.engineVersion },
        ],
      },
      {
        kind: 'chart',
        title: say('各严重程度的发现数', 'Findings by severity'),
        height: 190,
        option: (setting) =>
          severitiesChart(
            tallies.map((each) => ({
              label: wordOf(SEVERITY_WORDS, each.severity, language),
              violations: Number(each.violations),
              indicators: Number(each.indicators),
            })),
            { violations: say('违规', 'Violations'), indicators: say('线索', 'Indicators') },
            setting,
          ),
      },
      severityTable(tallies, source),
    ],
  };
}

function severityTable(tallies: readonly Tally[], { language }: ReportSource): FigureTable {
  const say = sayIn(language);
  const pick = (name: Exclude<keyof Tally, 'severity'>) => tallies.map((each) => each[name]);
  const sum = (numbers: readonly bigint[]) => String(numbers.reduce((total, each) => total + each, 0n));
  return {
    kind: 'table',
    id: 'summary_by_severity',
    title: say('按严重程度汇总', 'Summary by severity'),
    columns: [
      { key: 'severity', title: say('严重程度', 'Severity'), kind: 'text' },
      { key: 'violations', title: say('违规', 'Violations'), kind: 'count', total: 'sum' },
      { key: 'indicators', title: say('线索', 'Indicators'), kind: 'count', total: 'sum' },
      {
        key: 'findings',
        title: say('发现', 'Findings'),
        kind: 'count',
        formula: '{violations} + {indicators}',
        total: 'sum',
      },
      { key: 'rules', title: say('涉及规则', 'Rules'), kind: 'count', total: 'sum' },
      { key: 'evidence', title: say('证据行', 'Rows of evidence'), kind: 'count', total: 'sum' },
    ],
    rows: tallies.map((each) => [
      wordOf(SEVERITY_WORDS, each.severity, language),
      String(each.violations),
      String(each.indicators),
      String(each.violations + each.indicators),
      String(each.rules),
      String(each.evidence),
    ]),
    totals: [
      say('合计', 'Total'),
      sum(pick('violations')),
      sum(pick('indicators')),
      sum([...pick('violations'), ...pick('indicators')]),
      sum(pick('rules')),
      sum(pick('evidence')),
    ],
  };
}

function methodSection({ language }: ReportSource): Section {
  const say = sayIn(language);
  const paragraphs = [
    say(
      '范围：截至日之前收到并计入的全部积分流水及随附的规则文本、目录、广告、告知、投诉等数据表。本系统只读取数据，不写入被检查的系统。',
      'Scope: all points events that had arrived and count by the as-of date, with the tables that came with them (terms, catalogue, advertisements, notices, complaints and others). Nothing is written into the system that is examined.',
    ),
    say(
      '方法：每行数据保留原始字节、文件和记录号；流水按统一次序逐笔重放到积分批，重算每个账户的余额，再与系统报告的余额比对；规则以带日期的条文和参数，对发生时有效的法律进行判断。积分与金额全程以精确小数计算。',
      'Method: each row keeps its raw bytes, file and record number; events are replayed one by one into lots in a single order, every balance is recomputed and held against the one reported; rules judge by the articles and parameters in force when the thing happened. Points and money are exact decimals throughout.',
    ),
    say(
      '含义：“违规”指数据与规则所依据的条文不符；“线索”仅提示需要核查；“无法评估”指缺少所需数据，不是通过。是否违法由有权机关认定。',
      'Meaning: a violation is data at odds with the article a rule rests on; an indicator calls for review; not evaluable means that data is lacking and is no pass. Whether the law was broken is for the competent authority to say.',
    ),
  ];
  return {
    id: 'method',
    title: say('范围与方法', 'Scope and method'),
    blocks: paragraphs.map((text) => ({ kind: 'paragraph', text })),
  };
}

async function unjudgedSection(source: ReportSource): Promise<Section> {
  const say = sayIn(source.language);
  return {
    id: 'not_evaluable',
    title: say('无法评估的规则', 'Rules that could not be evaluated'),
    blocks: [await unjudgedTable(source)],
  };
}

async function appendixSection(source: ReportSource): Promise<Section> {
  const say = sayIn(source.language);
  return {
    id: 'appendix',
    title: say('附录：规则、参数与依据', 'Appendix: rules, parameters and citations'),
    blocks: [await rulesTable(source), await parametersTable(source), await citationsTable(source)],
  };
}

function proofSection({ language }: ReportSource, { head }: BookFacts): Section {
  const say = sayIn(language);
  return {
    id: 'proof',
    title: say('本报告证明什么，不证明什么', 'What this report proves, and what it does not'),
    blocks: [
      {
        kind: 'paragraph',
        text: say(
          '能证明：报告中的数字由所列账簿得出；同样的来源批次、配置、规则和截至日，任何人重算都会得到同样的内容指纹。审计包中的任何文件在签名之后被改动、删除、增加或重排，都会被校验程序指出。',
          'It proves that its figures come from the book named here, and that whoever recomputes it from the same batches, configuration, rules and as-of date gets the same content fingerprint. Whatever is changed, removed, added or reordered in the audit pack after signing is named by the verifier.',
        ),
      },
      {
        kind: 'paragraph',
        text: say(
          '不能证明：来源系统交来的数据是完整和真实的；持有工作区和私钥的人没有从头重做一条链。防篡改靠的是“可察觉”，不是“不可能”：请把下面的链头与公钥指纹另存于他处（例如邮件、公证或存证平台），日后据以核对。',
          'It does not prove that the source handed over everything, or the truth; nor that whoever holds the workspace and its private key has not built a new chain from the start. It is tamper-evident, not tamper-proof: keep the head of the chain and the fingerprint of the public key elsewhere (a letter, a notary, an evidence service) and compare them later.',
        ),
      },
      {
        kind: 'facts',
        facts: [
          {
            name: say('来源链头', 'Head of the chain'),
            text: head.chainHead ?? say('未提供来源库', 'The source store was not at hand'),
            isCode: true,
          },
          { name: say('内容指纹', 'Content fingerprint'), text: head.contentFingerprint, isCode: true },
        ],
      },
    ],
  };
}
