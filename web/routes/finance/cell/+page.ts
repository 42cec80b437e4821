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
  const {
    movement: _movement,
    month: _month,
    sort: _sort,
    role: _role,
    point_kind: pointKind,
    ...cell
  } = query;
  const row = answerOf(
    liability.rollforward.$get({ query: { ...cell, from: month, to: month, limit: '1', offset: '0' } }),
  );
  const asked = { ...cell, month, limit: '100' };
  const role = movement === 'closing' ? roleOf(query.role) : undefined;
  if (role) {
    const [carried, lots] = await Promise.all([
      answerOf(liability.carried.$get({ query: { ...asked, role } })),
      answerOf(liability.lots.$get({ query: { ...asked, role } })),
    ]);
    return { query, month, movement, role, row: await row, carried, lots };
  }
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
  if (movement === 'prior_period') {
    const late = await answerOf(liability.late.$get({ query: asked }));
    return { query, month, movement, row: await row, late };
  }
  if (movement === 'change_in_estimate')
    return {
      query,
      month,
      movement,
      row: await row,
      changes: await answerOf(liability.changes.$get({ query: { ...asked, movement } })),
    };
  const eventRole = roleOf(query.role);
  const ofKind = {
    ...(eventRole ? { role: eventRole } : {}),
    ...(pointKind ? { point_kind: pointKind } : {}),
  };
  const moving = { ...asked, ...ofKind, movement: movement as 'issued' };
  const [events, late] = await Promise.all([
    answerOf(liability.events.$get({ query: moving })),
    answerOf(liability.late.$get({ query: moving })),
  ]);
  return { query, month, movement, row: await row, events, late, ofKind };
};

/** The account of the general ledger whose part of a balance is asked for. */
function roleOf(text: string | undefined): 'contract_liability' | 'provision' | undefined {
  return text === 'contract_liability' || text === 'provision' ? text : undefined;
}
