import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { month, wallet, payable, programme, book } = query;
  if (!month || !wallet)
    error(400, { code: 'bad_request', message: 'The address names no month and wallet.' });
  const { liability } = apiClient(fetch);
  const scope = { programme, book, month, wallet };
  if (payable) {
    const isSale = payable === 'sale';
    const asked = { ...scope, is_sale: isSale ? ('true' as const) : ('false' as const) };
    const [handedOut, rows] = await Promise.all([
      answerOf(liability['payable-events'].$get({ query: { ...asked, limit: '100' } })),
      answerOf(
        liability.payables.$get({ query: { programme, book, wallet, from: month, to: month, limit: '10' } }),
      ),
    ]);
    return { month, wallet, asked, handedOut, owed: rows.rows.find((row) => row.is_sale === isSale) };
  }
  const { issuer, redeemer, bearer, without } = query;
  const asked = { ...scope, issuer, redeemer, bearer, without };
  const [settled, rows] = await Promise.all([
    answerOf(liability['settlement-events'].$get({ query: { ...asked, limit: '100' } })),
    answerOf(
      liability.settlement.$get({
        query: { programme, book, wallet, issuer, redeemer, bearer, from: month, to: month, limit: '1000' },
      }),
    ),
  ]);
  const isMeant = (row: (typeof rows.rows)[number]) =>
    (['issuer', 'redeemer', 'bearer'] as const).every((party) => (row[party] ?? undefined) === query[party]);
  return { month, wallet, asked, settled, row: rows.rows.find(isMeant) };
};
