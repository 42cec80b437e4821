import type { Answer, ApiClient } from '$lib/api.ts';

/** A finding as the list of the API gives it. */
export type FindingRow = Answer<ApiClient['findings']['$get']>['rows'][number];

/** One finding in full. */
export type FindingDetail = Answer<ApiClient['findings'][':id']['$get']>;

/** A link of the log of decisions. */
export type DecisionLink = FindingDetail['history'][number];
