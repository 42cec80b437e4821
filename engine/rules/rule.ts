import { Citation, type Bilingual, type CitationStatus } from '../contract/citation.ts';
import type { Nature, Severity } from '../contract/finding.ts';
import type { Drawing } from '../contract/drawing.ts';
import { LAWS, type Law, type LawId } from '../parameters/laws.ts';
import { PENALTIES, type PenaltyId, type PenaltyRange } from '../parameters/penalties.ts';

export const GROUP_IDS = [
  'disclosure',
  'promises',
  'advertising',
  'rewards',
  'cards',
  'payments',
  'crime',
  'persons',
  'green',
  'integrity',
  'own',
] as const;
export type GroupId = (typeof GROUP_IDS)[number];

/**
 * Tables and the columns of them that must be there; an empty list asks for the table alone. Of several alternatives
 * one suffices. What is missing makes the rule *not evaluable*, never a pass.
 */
export type Needs = Readonly<Record<string, readonly string[]>>;

/** What `programme.yaml` must say of a programme, else the rule is *not evaluable*. */
export type Setting =
  'id_patterns' | 'operator.kinds' | 'operator.member_count' | 'operator.started_on' | 'promised_shares';

/** A threshold, with the value of each time. */
export interface Parameter {
  readonly title: Bilingual;
  readonly unit: string;
  /** In force from the local day `from` (null: ever) until the next one. */
  readonly values: readonly {
    readonly from: string | null;
    readonly value: number | string | boolean;
    /** The article that fixes it, or why we chose it. */
    readonly why: Bilingual;
  }[];
}

interface CitationGiven {
  readonly law: LawId;
  readonly article: string;
  readonly summary: Bilingual;
  readonly status: CitationStatus;
  /** Where the article's dates differ from the law's. */
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
  readonly penalty?: PenaltyId;
}

interface RuleGiven {
  /** The name of its folder. */
  readonly id: string;
  readonly group: GroupId;
  /** Raised with every change of the logic; a change of the law is a new dated citation or parameter instead. */
  readonly version: number;
  readonly title: Bilingual;
  /**
   * What a match means, for a lay reader. `{name}` is replaced by a column of the finding (`subject_id wallet event_id
   * terms_id occurred_on observed expected members points money evidence_rows`) or else by a value of its first evidence.
   */
  readonly explanation: Bilingual;
  /** How a placeholder's codes (one, or several with commas) read, e.g. `fault: { late: { zh: '过晚', en: 'late' } }`. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;
  readonly severity: Severity;
  readonly nature: Nature;
  /**
   * `account`: reads entries, lots and uses, shard by shard. `programme`: only account-level results and small tables.
   * `book`: a workspace's own rule, judged over the whole book when all else is there.
   */
  readonly level: 'account' | 'programme' | 'book';
  readonly needs: Needs | readonly Needs[];
  readonly settings?: readonly Setting[];
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly citations: readonly CitationGiven[];
  /** The tables its SQL reads. */
  readonly reads: readonly string[];
  /** Where a finding is about who is connected with whom: how its evidence is drawn. */
  readonly drawing?: Drawing;
  /** Local days between which this version of the logic judges; default: always. */
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string;
}

export interface Rule extends Omit<RuleGiven, 'citations' | 'needs' | 'settings' | 'parameters'> {
  /** The query of a workspace's own rule; those of the catalogue have theirs in their folder. */
  readonly sql?: string;
  readonly needs: readonly Needs[];
  readonly settings: readonly Setting[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly citations: readonly Citation[];
}

/**
 * Declares a rule. Its SQL stands beside it in `rule.sql`; see `engine/rules/README.md`.
 *
 * @throws Error where it has no citation, or its dates or parameters do not make sense.
 */
export function defineRule(given: RuleGiven): Rule {
  const citations = given.citations.map((each) => resolveCitation(given.id, each));
  if (citations.length === 0) throw new Error(`Rule ${given.id} cites nothing.`);
  const parameters = given.parameters ?? {};
  for (const [name, { values }] of Object.entries(parameters)) {
    const inOrder = values.every(
      (each, index) => index === 0 || (values[index - 1]!.from ?? '') < each.from!,
    );
    if (values.length === 0 || values[0]!.from !== null || !inOrder)
      throw new Error(
        `Rule ${given.id}: the values of ${name} must begin with \`from: null\` and go up in time.`,
      );
  }
  const needs = Array.isArray(given.needs) ? (given.needs as readonly Needs[]) : [given.needs as Needs];
  return { ...given, needs, settings: given.settings ?? [], parameters, citations };
}

function resolveCitation(ruleId: string, given: CitationGiven): Citation {
  const law: Law = LAWS[given.law];
  const parsed = Citation.safeParse({
    law: law.title,
    number: law.number ?? null,
    article: given.article,
    effectiveFrom: given.effectiveFrom ?? law.from,
    effectiveTo: given.effectiveTo ?? law.to ?? null,
    summary: given.summary,
    status: given.status,
    penalty: given.penalty ? resolvePenalty(PENALTIES[given.penalty]) : null,
  } satisfies Citation);
  if (!parsed.success) throw new Error(`Rule ${ruleId} cites ${given.law} wrongly: ${parsed.error.message}`);
  return parsed.data;
}

function resolvePenalty(range: PenaltyRange): Citation['penalty'] {
  const law: Law = LAWS[range.law];
  return {
    law: law.title,
    article: range.article,
    effectiveFrom: law.from,
    effectiveTo: law.to ?? null,
    low: range.low,
    high: range.high,
    basis: range.basis,
  };
}
