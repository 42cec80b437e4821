import { auditReport } from '#engine/reports/audit/audit-report.ts';
import { cohortReport } from '#engine/reports/cohort-report.ts';
import { liabilityReport } from '#engine/reports/liability/liability-report.ts';
import { greenReport } from '#engine/reports/green/green-report.ts';
import type { ReportDocument } from '#engine/reports/document.ts';
import { memberReport } from '#engine/reports/member-report.ts';
import { regulatoryReport } from '#engine/reports/regulatory-report.ts';
import type { ReportSource } from '#engine/reports/report-source.ts';

/** `zip` is the audit pack. */
export const REPORT_FORMATS = ['pdf', 'xlsx', 'csv', 'zip'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A kind of report: what it is called, what it asks for, and how its document is made. */
export interface ReportKind {
  readonly id: string;
  /** For `--help`. */
  readonly summary: string;
  /** It is about one member, who must be named; or may be, where naming one asks for that member's statement. */
  readonly asksMember: boolean | 'optional';
  /** What else it may be narrowed to: a household asks for its statement, a region for the report on it alone. */
  readonly narrowedBy?: readonly ('household' | 'region')[];
  readonly formats: readonly ReportFormat[];
  build(source: ReportSource): Promise<ReportDocument>;
}

/** Every kind there is; one more is one more line and one file of the engine that builds its document. */
export const REPORT_KINDS: readonly ReportKind[] = [
  {
    id: 'audit',
    summary: 'what was examined, control totals, every finding with law, evidence, exposure and decision',
    asksMember: false,
    formats: REPORT_FORMATS,
    build: auditReport,
  },
  {
    id: 'liability',
    summary: 'what is owed and why it changed: roll-forward, estimates, ageing, journal, settlement, tie-out',
    asksMember: false,
    formats: ['pdf', 'xlsx', 'csv'],
    build: liabilityReport,
  },
  {
    id: 'regulatory',
    summary: 'for a market-supervision authority: findings by law, terms, complaints; no personal data',
    asksMember: false,
    formats: ['pdf', 'xlsx', 'csv'],
    build: regulatoryReport,
  },
  {
    id: 'cohort',
    summary:
      'who came back, by quarter of the first purchase; figures about fewer than ten members are left out',
    asksMember: false,
    formats: ['pdf', 'xlsx', 'csv'],
    build: cohortReport,
  },
  {
    id: 'member',
    summary: 'the points history of one member in plain words; asks for --member',
    asksMember: true,
    formats: ['pdf', 'xlsx', 'csv'],
    build: memberReport,
  },
  {
    id: 'green',
    summary:
      'green contribution by region and month for a local authority, small groups kept back; with --region of one alone; with --member or --household their statement',
    asksMember: 'optional',
    narrowedBy: ['household', 'region'],
    formats: ['pdf', 'xlsx', 'csv'],
    build: greenReport,
  },
];
