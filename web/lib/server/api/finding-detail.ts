import { z } from '@hono/zod-openapi';
import { CitationStatus } from '#engine/contract/citation.ts';
import { NODE_KINDS } from '#engine/contract/drawing.ts';
import { RULES } from '#engine/rules/catalogue.ts';
import { EVIDENCE_CODES, EVIDENCE_WORDS } from '#engine/rules/evidence-words.ts';
import { SEEN_WORDS } from '#engine/rules/seen-words.ts';
import { readSubgraph } from '#engine/rules/subgraph.ts';
import type { BookReader } from '../book-reader.ts';
import { foundIn, foundParameters, foundSql } from '../found.ts';
import { goneSince, lastBookWith } from '../gone-since.ts';
import { Problem } from '../problem.ts';
import { DecisionLink, linkRow } from './decision-link.ts';
import { BookSchema, Instant, Points, type ApiContext } from './environment.ts';
import { Amount, FindingRow } from './finding-row.ts';
import { jsonRow } from './table.ts';

const Citation = z.object({
  citation_no: z.number().int(),
  law_zh: z.string(),
  law_en: z.string(),
  number: z.string().nullable(),
  article: z.string(),
  effective_from: z.string().nullable(),
  effective_to: z.string().nullable(),
  summary_zh: z.string(),
  summary_en: z.string(),
  status: CitationStatus,
  penalty_law_zh: z.string().nullable(),
  penalty_law_en: z.string().nullable(),
  penalty_article: z.string().nullable(),
  penalty_low: Amount.nullable(),
  penalty_high: Amount.nullable(),
  penalty_basis_zh: z.string().nullable(),
  penalty_basis_en: z.string().nullable(),
});

const Parameter = z.object({
  name: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  unit: z.string(),
  value: z.string(),
  why_zh: z.string(),
  why_en: z.string(),
  is_overridden: z.boolean(),
});

const TermsInForce = z.object({
  terms_id: z.string(),
  wallet: z.string(),
  starts_at: Instant,
  ends_at: Instant.nullable(),
  validity_kind: z.string().nullable(),
  validity_months: z.number().int().nullable(),
  point_value: z.string().nullable(),
  is_adverse: z.boolean(),
  source_file: z.string().nullable(),
  source_record: z.number().int().nullable(),
});

const Complaint = z.object({
  complaint_id: z.string(),
  channel: z.string().nullable(),
  received_at: Instant.nullable(),
  member_id: z.string().nullable(),
  event_id: z.string().nullable(),
  subject: z.string().nullable(),
  status: z.string().nullable(),
  source_file: z.string().nullable(),
  source_record: z.number().int().nullable(),
});

const Bilingual = z.object({ zh: z.string(), en: z.string() });

const SubgraphSchema = z
  .object({
    shape: z.enum(['ring', 'layers']),
    edges: z.array(
      z.object({
        from: z.string(),
        from_kind: z.enum(NODE_KINDS),
        to: z.string(),
        to_kind: z.enum(NODE_KINDS),
        points: Points.nullable(),
        rows: z.number().int().openapi({ description: 'Pieces of evidence' }),
      }),
    ),
    left_out: z.number().int().openapi({ description: 'Edges that are not drawn; the evidence has them' }),
  })
  .openapi('Subgraph');

export const FindingDetail = z
  .object({
    book: BookSchema,
    finding: FindingRow.extend({ rule_version: z.number().int() }),
    citations: z.array(Citation).openapi({ description: 'Those in force when it happened' }),
    parameters: z.array(Parameter).openapi({ description: 'Those in force when it happened' }),
    terms: z.array(TermsInForce).openapi({ description: 'Versions of the terms in force when it happened' }),
    related: z.array(FindingRow).openapi({ description: 'Others of the same subject, event or terms' }),
    subgraph: SubgraphSchema.nullable().openapi({
      description: 'Who is connected with whom, where the rule is about connections',
    }),
    complaints: z.array(Complaint).nullable().openapi({
      description: 'Of its event, or of members in its evidence; the latest 50. Null: no complaints came',
    }),
    evidence_words: z.record(z.string(), Bilingual).openapi({ description: 'How keys of its evidence read' }),
    evidence_codes: z
      .record(z.string(), z.record(z.string(), Bilingual))
      .openapi({ description: 'By key of the evidence: how the codes that may stand there read' }),
    history: z.array(DecisionLink).openapi({ description: 'What was decided on it, the latest first' }),
  })
  .openapi('FindingDetail');

/**
 * One finding in full. A finding that the book has no longer is told from the last book that had it.
 *
 * @throws Problem where no book has it
 */
export async function detailOf(
  context: ApiContext,
  reader: BookReader,
  id: string,
): Promise<z.infer<typeof FindingDetail>> {
  const { books } = context.var;
  if (await isIn(reader, id)) return readDetail(context, reader, id, null);
  const last = await lastBookWith(books, reader.book.book_id, id);
  if (!last)
    throw new Problem(
      404,
      'unknown_finding',
      'No book has such a finding: choose one from the list of findings.',
    );
  const since = (await goneSince(books, reader.book.book_id, [id])).get(id)!;
  return books.read(last, (older) => readDetail(context, older, id, since));
}

async function isIn(reader: BookReader, id: string): Promise<boolean> {
  const found = await reader.rows('select 1 as one from rules.findings where finding_id = $id', { id });
  return found.length > 0;
}

async function readDetail(
  context: ApiContext,
  reader: BookReader,
  id: string,
  since: string | null,
): Promise<z.infer<typeof FindingDetail>> {
  const found = await foundIn(context, reader);
  const standings = foundParameters(found);
  const finding = jsonRow(
    await reader.one<z.infer<typeof FindingDetail>['finding'] & { citations: unknown }>(
      `select listed.* exclude (citations), finding.rule_version
       from (${foundSql}) as listed join rules.findings as finding using (finding_id) where finding_id = $id`,
      { id, ...standings },
    ),
  );
  const ask = async <Row extends Record<string, unknown>>(sql: string) =>
    (await reader.rows<Row>(sql, { id })).map(jsonRow);
  const related = await reader.rows<z.infer<typeof FindingRow>>(RELATED, { id, ...standings });
  return {
    book: reader.book,
    finding: { ...finding, gone_since: since },
    citations: await ask(CITATIONS_THEN),
    parameters: await ask(PARAMETERS_THEN),
    terms: await ask(TERMS_THEN),
    related: related.map(jsonRow),
    subgraph: await subgraphOf(reader, finding),
    complaints: (await hasComplaints(reader)) ? await ask(COMPLAINTS) : null,
    ...wordsOf(await ask<{ key: string }>(KEYS), finding.rule_id),
    history: found.register.historyOf(finding).toReversed().map(linkRow),
  };
}

/** A table that was not handed in says nothing about whether anybody complained. */
async function hasComplaints(reader: BookReader): Promise<boolean> {
  const { there } = await reader.one<{ there: boolean }>(
    `select coalesce(bool_or(is_present), false) as there from meta.columns where table_name = 'complaints'`,
  );
  return there;
}

const SEEN = ['observed', 'expected'] as const;

/** How keys and codes of a finding's evidence read; a workspace's own rule has none. */
function wordsOf(keys: readonly { readonly key: string }[], ruleId: string) {
  const rule = RULES.find(({ id }) => id === ruleId);
  const known = rule ? keys.map(({ key }) => key).filter((key) => key in EVIDENCE_WORDS) : [];
  return {
    evidence_words: Object.fromEntries(known.map((key) => [key, EVIDENCE_WORDS[key]!])),
    evidence_codes: Object.fromEntries([
      ...known.flatMap((key) => {
        const codes = rule?.words?.[key] ?? EVIDENCE_CODES[key];
        return codes ? [[key, codes] as const] : [];
      }),
      ...(rule ? SEEN.map((key) => [key, { ...SEEN_WORDS, ...rule.words?.[key] }] as const) : []),
    ]),
  };
}

/** A rule of another version may have said other things in its evidence. */
async function subgraphOf(
  reader: BookReader,
  finding: { readonly finding_id: string; readonly rule_id: string; readonly rule_version: number },
): Promise<z.infer<typeof SubgraphSchema> | null> {
  const rule = RULES.find(({ id, version }) => id === finding.rule_id && version === finding.rule_version);
  if (!rule?.drawing) return null;
  const graph = await readSubgraph((sql, named) => reader.rows(sql, named), rule.drawing, finding.finding_id);
  return graph.edges.length > 0 ? { ...graph, edges: [...graph.edges] } : null;
}

const CITATIONS_THEN = `
  select citation.citation_no, citation.law_zh, citation.law_en, citation.number, citation.article,
    citation.effective_from::varchar as effective_from, citation.effective_to::varchar as effective_to,
    citation.summary_zh, citation.summary_en, citation.status, citation.penalty_law_zh, citation.penalty_law_en,
    citation.penalty_article, citation.penalty_low, citation.penalty_high, citation.penalty_basis_zh,
    citation.penalty_basis_en
  from rules.findings as finding join rules.citations as citation using (rule_id)
  where finding.finding_id = $id and list_contains(finding.citations::integer[], citation.citation_no)
  order by citation.citation_no`;

const PARAMETERS_THEN = `
  select parameter.name, parameter.title_zh, parameter.title_en, parameter.unit, parameter.value, parameter.why_zh, parameter.why_en, parameter.is_overridden
  from rules.findings as finding join meta.programmes as programme using (programme_id)
  join rules.parameters as parameter using (rule_id, programme_id)
  where finding.finding_id = $id
    and timezone(programme.time_zone, finding.occurred_at)::date >= coalesce(parameter.valid_from, '-infinity'::date)
    and timezone(programme.time_zone, finding.occurred_at)::date < coalesce(parameter.valid_to, 'infinity'::date)
  order by parameter.name`;

// Where the finding names its terms, those; else what was in force then, for its wallet or for all.
const TERMS_THEN = `
  select terms.terms_id, terms.wallet, terms.starts_at, terms.ends_at, terms.validity_kind, terms.validity_months,
    terms.point_value, terms.is_adverse, terms.source_file, terms.source_record
  from rules.findings as finding join meta.terms_periods as terms using (programme_id)
  where finding.finding_id = $id
    and (finding.wallet is null or terms.wallet = finding.wallet)
    and case
      when finding.terms_id is not null then terms.terms_id = finding.terms_id
      else terms.starts_at <= finding.occurred_at and finding.occurred_at < coalesce(terms.ends_at, 'infinity')
    end
  order by terms.wallet, terms.starts_at, terms.terms_id
  limit 50`;

const RELATED = `
  select related.* exclude (citations) from (${foundSql}) as related join rules.findings as this on this.finding_id = $id
  where related.gone_since is null and related.finding_id <> this.finding_id and related.programme_id = this.programme_id
    and ((related.subject_type = this.subject_type and related.subject_id = this.subject_id)
      or (related.source = this.source and related.event_id = this.event_id)
      or related.terms_id = this.terms_id)
  order by list_position(['critical', 'high', 'medium', 'low', 'info'], related.severity), related.rule_id,
    related.occurred_at, related.finding_id
  limit 20`;

const KEYS = `select distinct unnest(json_keys(evidence)) as key from rules.evidence where finding_id = $id order by key`;

const COMPLAINTS = `
  with touched as (
    select coalesce(evidence.member_id, entry.member_id) as member_id, entry.event_id
    from rules.evidence as evidence left join lots.lot_facts as lot using (lot_no)
    left join ledger.entries as entry on entry.entry_no = coalesce(evidence.entry_no, lot.opening_entry_no)
    where evidence.finding_id = $id
    union all
    select case subject_type when 'member' then subject_id
        when 'account' then substr(subject_id, strpos(subject_id, '/') + 1) end, event_id
    from rules.findings where finding_id = $id
  )
  select complaint.complaint_id, complaint.channel, complaint.received_at, complaint.member_id, complaint.event_id,
    complaint.subject, complaint.status, complaint.source_file, complaint.source_record
  from data.complaints as complaint
  where complaint.programme_id = (select programme_id from rules.findings where finding_id = $id)
    and (complaint.member_id in (select member_id from touched where member_id is not null)
      or complaint.event_id in (select event_id from touched where event_id is not null))
  order by complaint.received_at desc, complaint.complaint_id limit 50`;
