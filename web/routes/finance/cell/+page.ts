import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

const BALANCES = ['closing', 'pending_closing'];

export const load: PageLoad = async ({ fetch, url }) => {
  const query = parametersOf(url);
  const { month, movement } = query;
  if (!month || !movement)
    error(400, { code: 'bad_request', message: 'The address names no month and movement.' });
  const { liability } = apiClient(fetch);
  const { movement: _movement, month: _month, sort: _sort, ...cell } = query;
  const row = answerOf(
    liability.rollforward.$get({ query: { ...cell, from: month, to: month, limit: '1', offset: '0' } }),
  );
  const asked = { ...cell, month, limit: '100' };
  if (BALANCES.includes(movement)) {
    const part = movement === 'pending_closing' ? 'pending' : 'all';
    return {
      query,
      month,
      movement,
      row: await row,
      lots: await answerOf(liability.lots.$get({ query: { ...asked, part } })),
    };
  }
  if (movement === 'debt_closing')
    return {
      query,
      month,
      movement,
      row: await row,
      debts: await answerOf(liability.debts.$get({ query: asked })),
    };
  if (movement === 'change_in_estimate' || movement === 'prior_period')
    return {
      query,
      month,
      movement,
      row: await row,
      changes: await answerOf(liability.changes.$get({ query: { ...asked, movement } })),
    };
  return {
    query,
    month,
    movement,
    row: await row,
    events: await answerOf(liability.events.$get({ query: { ...asked, movement: movement as 'issued' } })),
  };
};
