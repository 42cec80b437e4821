import { z } from 'zod';
import { Bilingual, CitationStatus } from '../contract/citation.ts';
import { Nature, Severity } from '../contract/finding.ts';
import { findTable } from '../contract/tables.ts';
import { UserError } from '../user-error.ts';
import { ruleIds } from './catalogue.ts';
import type { Rule } from './rule.ts';

/** One text for both languages, or one for each. */
const Words = z
  .union([z.string().min(1), Bilingual])
  .transform((words) => (typeof words === 'string' ? { zh: words, en: words } : words));

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is like 2025-12-31, in quotes');
const Name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _');

const OwnParameter = z.strictObject({
  title: Words,
  unit: z.string().default(''),
  value: z.union([z.number(), z.string(), z.boolean()]),
  /** Why it is that. */
  why: Words,
});

const OwnCitation = z.strictObject({
  /** A law, or the programme's own policy. */
  law: Words,
  number: z.string().nullable().default(null),
  article: z.string().min(1),
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  summary: Words,
  /** How sure you are; what nobody has checked is `unverified`. */
  status: CitationStatus.default('unverified'),
});

/** `rule.yaml` of a rule in `workspace/rules/<rule-id>/`, beside `rule.sql`. */
export const OwnRuleFile = z.strictObject({
  title: Words,
  /** What a match means; may hold `{placeholders}` like those of the catalogue's rules. */
  explanation: Words,
  severity: Severity,
  nature: Nature,
  version: z.int().positive().default(1),
  /** Tables, and columns of them, without which it cannot judge. */
  needs: z.record(Name, z.array(Name)).default({}),
  parameters: z.record(Name, OwnParameter).default({}),
  citations: z.array(OwnCitation).min(1, 'cite at least one law or policy'),
});

/**
 * A rule of the workspace, made of what its two files say.
 *
 * @param given the parsed `rule.yaml`
 * @throws UserError that names the file, the place in it and what stands there wrongly.
 */
export function ownRule(id: string, given: unknown, sql: string, file: string): Rule {
  const refuse = (why: string): never => {
    throw new UserError(`${file} is not a valid rule: ${why}. Correct it, or move its folder away.`);
  };
  if (!/^[a-z][a-z0-9-]{1,63}$/.test(id))
    refuse(`the folder ${JSON.stringify(id)} is no rule id (lower case letters, digits and -)`);
  if (ruleIds().has(id)) refuse(`${id} is the name of a rule of the catalogue; choose another`);
  const parsed = OwnRuleFile.safeParse(given);
  if (!parsed.success)
    return refuse(
      parsed.error.issues
        .map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
        .join('; '),
    );
  const { title, explanation, severity, nature, version, needs, parameters, citations } = parsed.data;
  for (const [table, columns] of Object.entries(needs)) {
    const known = findTable(table);
    if (!known) return refuse(`needs.${table}: there is no such table`);
    const odd = columns.find((column) => !(column in known.columns));
    if (odd) refuse(`needs.${table}: it has no column ${odd}`);
  }
  return {
    id,
    group: 'own',
    version,
    title,
    explanation,
    severity,
    nature,
    level: 'book',
    needs: [needs],
    settings: [],
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, { title, unit, value, why }]) => [
        name,
        { title, unit, values: [{ from: null, value, why }] },
      ]),
    ),
    citations: citations.map(({ from, to, ...citation }) => ({
      ...citation,
      effectiveFrom: from,
      effectiveTo: to,
      penalty: null,
    })),
    reads: [],
    sql,
  };
}
