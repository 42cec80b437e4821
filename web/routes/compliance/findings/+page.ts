import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import { GROUPINGS } from '../choices.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { by: wanted, ...query } = parametersOf(url);
  const { sort: _, order: __, ...filters } = query;
  const client = apiClient(fetch);
  const by = GROUPINGS.find((each) => each === wanted);
  const [findings, gone, groups] = await Promise.all([
    answerOf(client.findings.$get({ query: { limit: '100', ...query } })),
    answerOf(client.findings.$get({ query: { limit: '1', matching: 'gone', book: query.book } })),
    // How the list of findings is sorted says nothing of their groups.
    by ? answerOf(client.findings.groups.$get({ query: { ...filters, by, limit: '100' } })) : null,
  ]);
  return {
    findings,
    groups: by && groups ? { ...groups, by } : null,
    query: by ? { ...query, by } : query,
    gone: gone.total,
  };
};
