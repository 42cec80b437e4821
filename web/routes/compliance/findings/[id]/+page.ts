import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { book } = parametersOf(url);
  const one = apiClient(fetch).findings[':id'];
  const detail = await answerOf(one.$get({ param: params, query: { book } }));
  // A finding that matches no longer has its evidence in the last book that had it.
  const query = { book: detail.finding.gone_since ? detail.book.book_id : book, limit: '100' };
  const evidence = await answerOf(one.evidence.$get({ param: params, query }));
  return { detail, evidence };
};
