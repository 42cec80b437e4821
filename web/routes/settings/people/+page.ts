import { answerOf, apiClient } from '$lib/api.ts';
import type { PageLoad } from './$types';

/** All accounts, and what each role may. */
export const load: PageLoad = ({ fetch }) => answerOf(apiClient(fetch).people.$get());
