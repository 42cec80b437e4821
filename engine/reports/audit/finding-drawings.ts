import { subgraphChart, subgraphHeight } from '../../charts/subgraph.ts';
import { nodeKey } from '../../charts/subgraph-layout.ts';
import type { SubjectType } from '../../contract/finding.ts';
import { rows } from '../../database.server.ts';
import { RULES } from '../../rules/catalogue.ts';
import type { NodeKind } from '../../contract/drawing.ts';
import { readSubgraph } from '../../rules/subgraph.ts';
import type { Block } from '../document.ts';
import { readable } from '../number-text.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, type Say } from '../words.ts';

/** So many findings of one rule are drawn on paper; the evidence has all of them. */
const MOST_FINDINGS = 12;

/** CSS pixels of a row and of the lowest drawing: as close as names can stand under each other. */
const ON_PAPER = { row: 15, least: 84 };

interface DrawnFinding {
  readonly finding_id: string;
  readonly subject_type: SubjectType;
  readonly subject_id: string;
  readonly no: bigint;
}

/**
 * Who is connected with whom, drawn for the findings of a rule about connections; nothing for other rules.
 *
 * @param order by which findings are numbered, as columns of `finding`
 */
export async function findingDrawings(
  { book, language }: ReportSource,
  rule: { readonly rule_id: string; readonly rule_version: number; readonly severity: string },
  order: string,
): Promise<Block[]> {
  const drawing = RULES.find(
    ({ id, version }) => id === rule.rule_id && version === rule.rule_version,
  )?.drawing;
  if (!drawing) return [];
  const say = sayIn(language);
  const found = await rows<DrawnFinding>(
    book.connection,
    `select * from (select finding.*, row_number() over (order by ${order}) as no from rules.findings as finding)
     where rule_id = $rule and severity = $severity order by no`,
    { rule: rule.rule_id, severity: rule.severity },
  );
  const blocks: Block[] = [];
  for (const finding of found.slice(0, MOST_FINDINGS)) {
    const graph = await readSubgraph(
      (sql, named) => rows(book.connection, sql, named),
      drawing,
      finding.finding_id,
    );
    if (graph.edges.length === 0) continue;
    const subject = nodeKey(finding.subject_type === 'merchant' ? 'merchant' : 'member', finding.subject_id);
    const more = graph.left_out
      ? say(
          `（另有 ${graph.left_out} 条关系见证据）`,
          ` (${graph.left_out} more connections in the evidence)`,
        )
      : '';
    blocks.push({
      kind: 'chart',
      title: `${say(`第 ${finding.no} 项的关系图`, `How those of finding ${finding.no} are connected`)}${more}`,
      height: subgraphHeight(graph, ON_PAPER),
      option: (setting) =>
        subgraphChart(
          graph,
          subject,
          {
            node: (kind, id) => nodeName(kind, id, say),
            // Paper has no tooltips.
            edge: () => '',
            label: (points) => readable(points, 'points'),
          },
          setting,
        ),
    });
  }
  if (found.length > MOST_FINDINGS)
    blocks.push({
      kind: 'paragraph',
      tone: 'quiet',
      text: say(
        `只画前 ${MOST_FINDINGS} 项的关系图；其余 ${found.length - MOST_FINDINGS} 项的关系见证据。`,
        `Only the first ${MOST_FINDINGS} are drawn; how the other ${found.length - MOST_FINDINGS} are connected stands in the evidence.`,
      ),
    });
  return blocks;
}

function nodeName(kind: NodeKind, id: string, say: Say): string {
  switch (kind) {
    case 'member':
      return id;
    case 'enterprise':
      return say(`企业 ${id}`, `enterprise ${id}`);
    case 'merchant':
      return say(`商户 ${id}`, `merchant ${id}`);
    case 'link': {
      const name = id.replace(/^household_id=|^employer_member_id=/, '');
      return say(`同户或同单位 ${name}`, `household or workplace ${name}`);
    }
    case 'cash_out':
      return say(`变现 ${id}`, `cash-out ${id}`);
  }
}
