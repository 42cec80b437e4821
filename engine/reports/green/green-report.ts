import type { ReportDocument } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { requireClaims } from './claim-section.ts';
import { contributionStatement } from './contribution-statement.ts';
import { regionalReport } from './regional-report.ts';

/**
 * Green contribution: with a member or household, the statement of that person, enterprise or household; without, the report
 * by region and month for a local authority, of all regions or of one. None is made where a figure lacks what it rests on.
 */
export async function greenReport(source: ReportSource): Promise<ReportDocument> {
  return requireClaims(
    source.memberId === undefined && source.householdId === undefined
      ? await regionalReport(source)
      : await contributionStatement(source),
  );
}
