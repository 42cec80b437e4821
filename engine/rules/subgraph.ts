import type { Parameters } from '../database.server.ts';
import { literal } from '../sql-text.ts';
import type { Drawing, DrawnEnd, NodeKind } from '../contract/drawing.ts';

/** An edge of a finding's subgraph: all evidence between the same two nodes. */
export interface SubgraphEdge {
  readonly from: string;
  readonly from_kind: NodeKind;
  readonly to: string;
  readonly to_kind: NodeKind;
  /** Points that moved along it, exact decimal text; null where the rule's edges carry none. */
  readonly points: string | null;
  /** Pieces of evidence. */
  readonly rows: number;
}

/** What the evidence of one finding says of who is connected with whom. */
export interface Subgraph {
  readonly shape: Drawing['shape'];
  readonly edges: readonly SubgraphEdge[];
  /** Edges that are not in `edges`, since more could not be told apart in a drawing; the evidence has them all. */
  readonly left_out: number;
}

/** More edges than these are a tangle. */
export const MOST_DRAWN = 150;

interface EdgeRow extends Omit<SubgraphEdge, 'rows'> {
  readonly rows: bigint | number;
  readonly edges: bigint | number;
}

/**
 * Reads the subgraph of a finding from its evidence; edges in the order of their level and of the evidence, at most
 * {@link MOST_DRAWN} of them.
 *
 * @param ask asks a book a question with named parameters
 */
export async function readSubgraph(
  ask: <Row extends Record<string, unknown>>(sql: string, parameters: Parameters) => Promise<Row[]>,
  drawing: Drawing,
  findingId: string,
): Promise<Subgraph> {
  const found = await ask<EdgeRow & Record<string, unknown>>(subgraphSql(drawing), { id: findingId });
  const edges = found.map(({ from, from_kind, to, to_kind, points, rows }) => ({
    ...{ from, from_kind, to, to_kind, points },
    rows: Number(rows),
  }));
  return { shape: drawing.shape, edges, left_out: Number(found[0]?.edges ?? 0) - edges.length };
}

function subgraphSql({ edges, level }: Drawing): string {
  const depth = level ? `${value(level)}::integer` : '0';
  const moved = (points: string | undefined) => `${points ? value(points) : 'null'}::decimal(18, 2)`;
  const ends = edges.map(
    ({
      from,
      to,
      points,
    }) => `select ordinal, ${depth} as depth, ${valueAt(from)} as source, ${literal(from.kind)} as source_kind,
      ${valueAt(to)} as target, ${literal(to.kind)} as target_kind, ${moved(points)} as points
    from rules.evidence where finding_id = $id`,
  );
  return `with ends as (${ends.join(' union all ')}),
    edges as (
      select source, source_kind, target, target_kind, sum(points) as points, count(*) as evidence_rows,
        min(depth) as depth, min(ordinal) as first_ordinal
      from ends where source is not null and target is not null
      group by source, source_kind, target, target_kind
    )
    select source as "from", source_kind as from_kind, target as "to", target_kind as to_kind, points,
      evidence_rows as "rows", count(*) over () as edges
    from edges order by depth, first_ordinal, source, target limit ${MOST_DRAWN}`;
}

function valueAt({ keys }: DrawnEnd): string {
  return `coalesce(${keys.map(value).join(', ')})`;
}

function value(key: string): string {
  return `nullif(json_extract_string(evidence, ${literal(`$.${key}`)}), '')`;
}
