import { z } from '@hono/zod-openapi';
import { Nature, Severity } from '#engine/contract/finding.ts';
import type { BookReader } from '../book-reader.ts';
import type { Books } from '../books.ts';
import { BookSchema, Day } from './environment.ts';
import { jsonRow } from './table.ts';

const SHOWN = 50;

const Changed = z.object({
  finding_id: z.string(),
  rule_id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  severity: Severity,
  nature: Nature,
  subject_id: z.string(),
});

const LawChange = z.object({
  law_zh: z.string(),
  law_en: z.string(),
  article: z.string(),
  day: Day,
  begins: z.boolean().openapi({ description: 'Enters into force on that day; else ceases to be' }),
  is_next_quarter: z.boolean(),
  rules: z.array(z.object({ rule_id: z.string(), title_zh: z.string(), title_en: z.string() })),
});

/** What is new against the book before, and what of the law will change after the book's as-of day. */
export const Changes = z
  .object({
    book: BookSchema,
    before: z.union([BookSchema, z.null()]).openapi({ description: 'The book before; null: there is none' }),
    added: z.array(Changed).openapi({ description: `At most ${SHOWN}` }),
    added_total: z.number().int(),
    dropped: z.array(Changed).openapi({ description: `At most ${SHOWN}` }),
    dropped_total: z.number().int(),
    law: z.array(LawChange),
  })
  .openapi('FindingsChanges');

/** Compares the findings of a book with those of the one before it, and looks ahead in the dates of citations. */
export async function changesOf(books: Books, reader: BookReader): Promise<z.infer<typeof Changes>> {
  const all = await books.list();
  const before = all[all.findIndex((each) => each.book_id === reader.book.book_id) + 1] ?? null;
  const dated = await reader.rows<Omit<z.infer<typeof LawChange>, 'rules'> & { rules: string }>(LAW);
  const law = dated.map((row) => ({
    ...jsonRow(row),
    rules: JSON.parse(row.rules) as z.infer<typeof LawChange>['rules'],
  }));
  if (!before)
    return { book: reader.book, before, added: [], added_total: 0, dropped: [], dropped_total: 0, law };
  const now = await idsIn(reader);
  return books.read(before.book_id, async (older) => {
    const then = await idsIn(older);
    const [has, had] = [new Set(now), new Set(then)];
    const added = now.filter((id) => !had.has(id));
    const dropped = then.filter((id) => !has.has(id));
    return {
      book: reader.book,
      before,
      added: await named(reader, added),
      added_total: added.length,
      dropped: await named(older, dropped),
      dropped_total: dropped.length,
      law,
    };
  });
}

async function idsIn(reader: BookReader): Promise<string[]> {
  const found = await reader.rows<{ finding_id: string }>('select finding_id from rules.findings');
  return found.map((each) => each.finding_id);
}

function named(reader: BookReader, ids: readonly string[]): Promise<z.infer<typeof Changed>[]> {
  return reader.rows(
    `select finding.finding_id, finding.rule_id, rule.title_zh, rule.title_en, finding.severity, finding.nature,
       finding.subject_id
     from rules.findings as finding join rules.rules as rule using (rule_id)
     where finding.finding_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))
     order by list_position(['critical', 'high', 'medium', 'low', 'info'], finding.severity), finding.rule_id,
       finding.finding_id limit ${SHOWN}`,
    { ids: JSON.stringify(ids) },
  );
}

const LAW = `
  with asked as (select max(as_of) as as_of from meta.programmes),
  changes as (
    select law_zh, law_en, article, rule_id, effective_from as day, true as begins from rules.citations
    union all
    select law_zh, law_en, article, rule_id, effective_to, false from rules.citations
  )
  select changes.law_zh, changes.law_en, changes.article, changes.day::varchar as day, changes.begins,
    changes.day < (date_trunc('quarter', any_value(asked.as_of)) + interval 6 month)::date as is_next_quarter,
    to_json(list(struct_pack(rule_id := rule.rule_id, title_zh := rule.title_zh, title_en := rule.title_en)
      order by rule.rule_id))::varchar as rules
  from changes join asked on changes.day > asked.as_of join rules.rules as rule using (rule_id)
  group by changes.law_zh, changes.law_en, changes.article, changes.day, changes.begins
  order by changes.day, changes.law_zh, changes.article`;
