import { error } from '@sveltejs/kit';
import { answerOf, apiClient } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { programme, wallet, book, basis, bucket } = parametersOf(url);
  if (!bucket || (basis !== 'months_since_issue' && basis !== 'expiry'))
    error(400, {
      code: 'bad_request',
      message: 'The address names no span of ages or of months until expiry.',
    });
  const asked = { programme, wallet, book, basis, bucket } as const;
  const { liability } = apiClient(fetch);
  const found = await answerOf(liability['bucket-lots'].$get({ query: { ...asked, limit: '100' } }));
  return { asked, basis, bucket, found };
};
