import { oneRow } from '../database.server.ts';
import { controlSection } from './audit/control-section.ts';
import { programmeNames } from './audit/audit-report.ts';
import { citationsTable, overridesTable, programmeKey, suffix, unjudgedTable } from './audit/rule-tables.ts';
import { readRows } from './book-rows.ts';
import type { FigureTable, ReportDocument } from './document.ts';
import { readable } from './number-text.ts';
import { readBookFacts } from './report-head.ts';
import type { ReportSource } from './report-source.ts';
import { subjectWord } from './subject-names.ts';
import { nameOfWallet, walletNames } from './wallet-names.ts';
import { GROUP_WORDS, NATURE_WORDS, sayIn, SEVERITY_WORDS, sqlArticle, sqlWords } from './words.ts';

/** Subjects that are persons: an authority is given their number, not their names. */
const PERSONS = `('account', 'member')`;

/**
 * A summary for a market-supervision authority: findings by law and by rule, the terms members were shown, complaints, what
 * could not be judged. Without personal data: members are counted, not named.
 */
export async function regulatoryReport(source: ReportSource): Promise<ReportDocument> {
  const { book, language } = source;
  const say = sayIn(language);
  const facts = await readBookFacts(source);
  const counted = await oneRow<Record<'violations' | 'indicators' | 'rules', bigint>>(
    book.connection,
    `select count(*) filter (nature = 'violation') as violations, count(*) filter (nature = 'indicator') as indicators,
       count(distinct rule_id) as rules from rules.findings`,
  );
  const count = (number: bigint | number) => readable(String(number), 'count');
  return {
    kind: 'regulatory',
    language,
    title: say('积分计划合规情况摘要', 'Summary of the compliance of a points programme'),
    subtitle: await programmeNames(source),
    head: facts.head,
    sections: [
      {
        id: 'summary',
        title: say('概要', 'Summary'),
        blocks: [
          {
            kind: 'paragraph',
            text: say(
              `截至 ${facts.head.asOf}，本计划有会员 ${count(facts.counts.members!)} 名、积分流水 ${count(facts.counts.entries!)} 笔。自查共发现违规 ${count(counted.violations)} 项、线索 ${count(counted.indicators)} 项，涉及 ${count(counted.rules)} 条规则。`,
              `As of ${facts.head.asOf} the programme has ${count(facts.counts.members!)} members and ${count(facts.counts.entries!)} points events. Its own examination found ${count(counted.violations)} violations and ${count(counted.indicators)} indicators under ${count(counted.rules)} rules.`,
            ),
          },
          {
            kind: 'paragraph',
            tone: 'quiet',
            text: say(
              '本摘要供市场监督管理部门参考，不含会员个人信息：涉及个人的发现只计人数。线索只提示需要核查，不作结论；罚款幅度是法律规定的区间，不得相加。是否违法由有权机关认定。',
              'For a market-supervision authority, without personal data: where a finding is about persons, they are counted and not named. An indicator calls for review and concludes nothing; fines are the ranges that the law names and must not be added up. Whether the law was broken is for the authority to say.',
            ),
          },
        ],
      },
      {
        id: 'by_law',
        title: say('按法律依据', 'By law'),
        blocks: [await lawsTable(source)],
      },
      {
        id: 'by_rule',
        title: say('按规则', 'By rule'),
        blocks: [await foundRulesTable(source), await overridesTable(source)],
      },
      {
        id: 'terms',
        title: say('规则文本的公示与变更', 'Terms as they were published and changed'),
        blocks: [await termsTable(source)],
      },
      {
        id: 'complaints',
        title: say('投诉', 'Complaints'),
        blocks: [await complaintsTable(source)],
      },
      {
        id: 'not_evaluable',
        title: say('无法评估的规则', 'Rules that could not be evaluated'),
        blocks: [await unjudgedTable(source)],
      },
      await withoutRejects(source, facts),
      {
        id: 'appendix',
        title: say('附录：依据', 'Appendix: citations'),
        blocks: [await citationsTable(source)],
      },
    ],
  };
}

/** Control totals; refused records show raw text, which may name persons, and stay out. */
async function withoutRejects(source: ReportSource, facts: Awaited<ReturnType<typeof readBookFacts>>) {
  const section = await controlSection(source, facts);
  return {
    ...section,
    blocks: section.blocks.filter((block) => block.kind !== 'table' || block.id !== 'rejects'),
  };
}

async function lawsTable(source: ReportSource): Promise<FigureTable> {
  const say = sayIn(source.language);
  const language = suffix(source);
  return {
    kind: 'table',
    id: 'findings_by_law',
    title: '',
    note: say('一项发现按其每条依据各计一次。', 'A finding counts once for each article it rests on.'),
    columns: [
      { key: 'law', title: say('法律', 'Law'), kind: 'text', width: 40 },
      { key: 'article', title: say('条', 'Article'), kind: 'text', width: 16 },
      { key: 'violations', title: say('违规', 'Violations'), kind: 'count' },
      { key: 'indicators', title: say('线索', 'Indicators'), kind: 'count' },
      { key: 'penalty_low', title: say('罚款下限', 'Fine from'), kind: 'money', unit: say('元', 'CNY') },
      { key: 'penalty_high', title: say('罚款上限', 'Fine to'), kind: 'money', unit: say('元', 'CNY') },
    ],
    rows: await readRows(
      source.book,
      `select citation.law_${language}, ${sqlArticle('citation.article', source.language)}, count(*) filter (finding.nature = 'violation'),
         count(*) filter (finding.nature = 'indicator'), min(citation.penalty_low), max(citation.penalty_high)
       from rules.findings as finding join rules.citations as citation on citation.rule_id = finding.rule_id
         and list_contains(finding.citations::integer[], citation.citation_no)
       group by citation.law_${language}, citation.article
       order by count(*) desc, citation.law_${language}, citation.article`,
    ),
    empty: say('没有发现。', 'There are no findings.'),
  };
}

async function foundRulesTable(source: ReportSource): Promise<FigureTable> {
  const { language } = source;
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'findings_by_rule',
    title: '',
    columns: [
      { key: 'rule_id', title: say('规则编号', 'Rule'), kind: 'text', width: 24 },
      { key: 'title', title: say('规则', 'Title'), kind: 'text', width: 34 },
      { key: 'group', title: say('类别', 'Group'), kind: 'text', width: 14 },
      { key: 'severity', title: say('严重程度', 'Severity'), kind: 'text', width: 10 },
      { key: 'nature', title: say('性质', 'Nature'), kind: 'text', width: 10 },
      { key: 'findings', title: say('发现', 'Findings'), kind: 'count' },
      { key: 'first_on', title: say('最早', 'First'), kind: 'day' },
      { key: 'last_on', title: say('最晚', 'Last'), kind: 'day' },
      {
        key: 'subjects',
        title: say('涉及对象（不含个人）', 'Subjects (no persons)'),
        kind: 'text',
        width: 40,
      },
    ],
    print: [
      { title: say('规则', 'Rule'), keys: ['title', 'rule_id'], width: 32 },
      { title: say('性质，严重程度', 'Nature, severity'), keys: ['nature', 'severity'], width: 13 },
      { title: say('类别', 'Group'), keys: ['group'], width: 15 },
      { title: say('最早，最晚', 'First, last'), keys: ['first_on', 'last_on'], width: 11 },
      { title: say('涉及对象（不含个人）', 'Subjects (no persons)'), keys: ['subjects'], width: 23 },
      { title: say('发现', 'Findings'), keys: ['findings'], width: 8, align: 'right' },
    ],
    rows: await readRows(
      source.book,
      `select finding.rule_id, any_value(rule.title_${suffix(source)}),
         any_value(${sqlWords(GROUP_WORDS, 'rule.group_id', language)}),
         any_value(${sqlWords(SEVERITY_WORDS, 'finding.severity', language)}),
         any_value(${sqlWords(NATURE_WORDS, 'finding.nature', language)}), count(*),
         min(timezone(programme.time_zone, finding.occurred_at)::date),
         max(timezone(programme.time_zone, finding.occurred_at)::date),
         string_agg(distinct finding.subject, '${say('、', ', ')}' order by finding.subject)
           filter (finding.subject_type not in ${PERSONS})
       from (
         select finding.*, ${subjectWord(await walletNames(source), language)} as subject from rules.findings as finding
       ) as finding join rules.rules as rule using (rule_id)
       join meta.programmes as programme using (programme_id)
       group by finding.rule_id, finding.severity, finding.nature
       order by list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), finding.rule_id`,
    ),
    empty: say('没有发现。', 'There are no findings.'),
  };
}

async function termsTable(source: ReportSource): Promise<FigureTable> {
  const { book, language } = source;
  const say = sayIn(language);
  const names = await walletNames(source);
  return {
    kind: 'table',
    id: 'terms',
    title: '',
    columns: [
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 9 },
      { key: 'terms_id', title: say('规则文本', 'Terms'), kind: 'text', width: 14 },
      {
        key: 'wallet',
        title: say('积分类别', 'Wallet'),
        kind: 'text',
        width: 14,
        nameOf: (id, row) => nameOfWallet(names, language, row[0]!, id),
      },
      { key: 'published_at', title: say('公示', 'Published'), kind: 'instant', width: 17 },
      { key: 'starts_at', title: say('生效', 'In force from'), kind: 'instant', width: 17 },
      { key: 'ends_at', title: say('失效', 'Until'), kind: 'instant', width: 17 },
      { key: 'is_adverse', title: say('对会员不利的变更', 'Adverse change'), kind: 'text', width: 14 },
    ],
    print: [
      {
        title: say('规则文本', 'Terms'),
        keys: ['terms_id', ...(await programmeKey(source))],
        width: 16,
      },
      { title: say('积分类别', 'Wallet'), keys: ['wallet'], width: 24 },
      { title: say('公示', 'Published'), keys: ['published_at'], width: 17 },
      { title: say('生效', 'In force from'), keys: ['starts_at'], width: 17 },
      { title: say('失效', 'Until'), keys: ['ends_at'], width: 17 },
      { title: say('对会员不利的变更', 'Adverse change'), keys: ['is_adverse'], width: 12 },
    ],
    rows: await readRows(
      book,
      `select programme_id, terms_id, wallet, published_at, starts_at, case when isfinite(ends_at) then ends_at end,
         case when is_adverse then '${say('是', 'yes')}' else '${say('否', 'no')}' end
       from meta.terms_periods order by programme_id, wallet, starts_at, terms_id`,
    ),
    empty: say('没有提供规则文本，因此无法评估。', 'No terms were given, so this is not evaluable.'),
  };
}

async function complaintsTable({ book, language }: ReportSource): Promise<FigureTable> {
  const say = sayIn(language);
  const { there } = await oneRow<{ there: boolean }>(
    book.connection,
    `select coalesce(bool_or(is_present), false) as there from meta.columns where table_name = 'complaints'`,
  );
  return {
    kind: 'table',
    id: 'complaints',
    title: '',
    columns: [
      { key: 'channel', title: say('渠道', 'Channel'), kind: 'text', width: 20 },
      { key: 'complaints', title: say('投诉数', 'Complaints'), kind: 'count', total: 'sum' },
      { key: 'closed', title: say('已办结', 'Closed'), kind: 'count', total: 'sum' },
    ],
    rows: there
      ? await readRows(
          book,
          `select channel, count(*), count(closed_at) from data.complaints group by channel order by channel`,
        )
      : [],
    empty: there
      ? say('没有投诉。', 'There are no complaints.')
      : say('没有提供投诉数据，因此无法评估。', 'No complaints were given, so this is not evaluable.'),
  };
}
