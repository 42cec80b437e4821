/** What stands at an end of an edge that a finding draws. */
export const NODE_KINDS = ['member', 'enterprise', 'merchant', 'link', 'cash_out'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** One end of an edge: the first of these keys of a piece of evidence that has a value names the node. */
export interface DrawnEnd {
  readonly kind: NodeKind;
  readonly keys: readonly string[];
}

/** Evidence with a value at both ends is an edge. */
export interface DrawnEdge {
  readonly from: DrawnEnd;
  readonly to: DrawnEnd;
  /** Key of the evidence with the points that moved along it; left out where it carries none. */
  readonly points?: string;
}

/**
 * How the evidence of a rule about connections is drawn. `ring`: nodes on a circle; `layers`: what leads to what, from left to
 * right.
 */
export interface Drawing {
  readonly shape: 'ring' | 'layers';
  readonly edges: readonly DrawnEdge[];
  /** Key of the evidence with the level of an edge: where there are too many to draw, those of the lowest levels are. */
  readonly level?: string;
}
