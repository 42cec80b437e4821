import type { Answer, ApiClient } from '$lib/api.ts';
import type { Reader } from '$lib/reader.ts';

/** A finding as the list of the API gives it. */
export type FindingRow = Answer<ApiClient['findings']['$get']>['rows'][number];

/** One finding in full. */
export type FindingDetail = Answer<ApiClient['findings'][':id']['$get']>;

/** A link of the log of decisions. */
export type DecisionLink = FindingDetail['history'][number];

/** Whom a finding is about: wallets go by their names, alone and as those of an account or of terms. */
export function subjectName(
  reader: Pick<Reader, 'walletName'>,
  finding: Pick<FindingRow, 'programme_id' | 'subject_type' | 'subject_id' | 'wallet'>,
): string {
  const { programme_id: programme, subject_type: type, subject_id: id, wallet } = finding;
  if (type === 'wallet') return reader.walletName(programme, id);
  if (type === 'terms' && wallet && id.endsWith(`/${wallet}`))
    return `${id.slice(0, -wallet.length - 1)} · ${reader.walletName(programme, wallet)}`;
  const slash = id.indexOf('/');
  if (type !== 'account' || slash < 0) return id;
  return `${reader.walletName(programme, id.slice(0, slash))} · ${id.slice(slash + 1)}`;
}
