import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { programme, book, month, wallet, entry_kind: kind } = parametersOf(url);
  if (!month || !wallet || !kind)
    error(400, { code: 'bad_request', message: 'The address names no month, wallet and entry.' });
  const { liability } = apiClient(fetch);
  const scope = { programme, book, wallet };
  const [parts, journal] = await Promise.all([
    answerOf(liability['journal-parts'].$get({ query: { ...scope, month, entry_kind: kind } })),
    answerOf(liability.journal.$get({ query: { ...scope, period: month, limit: '1000' } })),
  ]);
  const lines = journal.rows.filter((line) => line.entry_kind === kind);
  return { programme, month, wallet, kind, parts, lines, asked: { ...scope, month, entry_kind: kind } };
};
