import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

/** How much of a very long history the picture shows; the tables below it hold all. */
const PICTURED = '1000';

export const load: PageLoad = async ({ fetch, url }) => {
  const { member, wallet, programme, book, source, event } = parametersOf(url);
  if (!member) return { member: undefined, trace: undefined };
  const api = apiClient(fetch).trace;
  const query = { member, wallet, programme, book };
  const [trace, events, lots, uses, touched] = await Promise.all([
    answerOf(api.$get({ query })),
    answerOf(api.events.$get({ query: { ...query, order: 'desc', limit: PICTURED } })),
    answerOf(api.lots.$get({ query: { ...query, order: 'desc', limit: PICTURED } })),
    answerOf(api.uses.$get({ query: { ...query, order: 'desc', limit: PICTURED } })),
    event ? answerOf(api.uses.$get({ query: { ...query, event, source, limit: PICTURED } })) : undefined,
  ]);
  return { member, query, trace, events, lots, uses, touched, source, event };
};
