import type { ReportDocument } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { requireClaims } from './claim-section.ts';
import { contributionStatement } from './contribution-statement.ts';
import { regionalReport } from './regional-report.ts';

/**
 * Green contribution: with a member, the statement of that person or enterprise; without, the report by region and month
 * for a local authority. Neither is made where a figure lacks what it rests on.
 */
export async function greenReport(source: ReportSource): Promise<ReportDocument> {
  return requireClaims(
    source.memberId === undefined ? await regionalReport(source) : await contributionStatement(source),
  );
}
