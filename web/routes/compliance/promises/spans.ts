import type { Answer, ApiClient } from '$lib/api.ts';

type Promises = Answer<ApiClient['promises']['$get']>;
export type Version = Promises['versions'][number];
export type TermsFinding = Promises['findings'][number];

/** A version on the time axis; instants in milliseconds. */
export interface Span {
  readonly version: Version;
  readonly from: number;
  readonly to: number;
  /** Until when points earned in the version's last moment were promised to last; null: no limit, or none was told. */
  readonly promisedTo: number | null;
  /** What the system cut off of the promise, by the first instance. */
  readonly cut: { readonly from: number; readonly to: number; readonly finding: TermsFinding } | null;
}

/** The versions of one kind of points. */
export interface Lane {
  readonly key: string;
  readonly programme: string;
  readonly wallet: string;
  readonly spans: readonly Span[];
}

/** Lanes with findings first, the others as they come; and the time from the first start to the last promise. */
export function lanesOf(
  { versions, findings }: Pick<Promises, 'versions' | 'findings'>,
  asOf: string,
): { lanes: Lane[]; from: number; to: number } {
  const now = Date.parse(`${asOf}T23:59:59Z`);
  const groups = new Map<string, Version[]>();
  for (const each of versions) {
    const key = `${each.programme_id}/${each.wallet}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const lanes = [...groups].map(([key, own]) => ({
    key,
    programme: own[0]!.programme_id,
    wallet: own[0]!.wallet,
    spans: own.map((version) => spanOf(version, findings, now)),
  }));
  const hasFinding = (lane: Lane) =>
    lane.spans.some(({ version }) => findingsOf(version, findings).length > 0);
  const ordered = lanes.toSorted((left, right) => Number(hasFinding(right)) - Number(hasFinding(left)));
  const spans = lanes.flatMap((lane) => lane.spans);
  return {
    lanes: ordered,
    from: Math.min(...spans.map((span) => span.from)),
    to: Math.max(now, ...spans.map((span) => Math.max(span.to, span.promisedTo ?? 0, span.cut?.to ?? 0))),
  };
}

/** Findings about a version. */
export function findingsOf(version: Version, findings: readonly TermsFinding[]): TermsFinding[] {
  return findings.filter(
    (each) =>
      each.programme_id === version.programme_id &&
      each.wallet === version.wallet &&
      each.terms_id === version.terms_id,
  );
}

function spanOf(version: Version, findings: readonly TermsFinding[], now: number): Span {
  const from = Date.parse(version.starts_at);
  const to = Math.max(from, version.ends_at ? Date.parse(version.ends_at) : now);
  const shortened = findingsOf(version, findings).find((each) => each.rule_id === 'expiry-shortened');
  return {
    version,
    from,
    to,
    promisedTo: promisedTo(version, to),
    cut: shortened
      ? { from: Date.parse(shortened.observed), to: Date.parse(shortened.expected), finding: shortened }
      : null,
  };
}

function promisedTo(
  { validity_kind: kind, validity_months: months }: Version,
  earnedAt: number,
): number | null {
  if (months === null || kind === null || kind === 'lifetime' || kind === 'undisclosed') return null;
  const day = new Date(earnedAt);
  if (kind === 'calendar') return Date.UTC(day.getUTCFullYear() + 1, months, 1);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate());
}
