import { answerOf, apiClient } from '$lib/api.ts';
import type { LayoutLoad } from './$types';

/** What the frame shows: all books, the one in the address, and the names of its programmes and wallets. */
export const load: LayoutLoad = async ({ fetch, url, data }) => {
  const api = apiClient(fetch);
  // Nobody has signed in: the frame is bare, and nothing is asked in anybody's name.
  if (!data.viewer)
    return { ...data, books: [], current: null, book: undefined, programmes: [], hasFractions: false };
  const wanted = url.searchParams.get('book') ?? undefined;
  const { books, current } = await answerOf(api.books.$get());
  const book = books.find((each) => (wanted ? each.book_id.startsWith(wanted) : each.book_id === current));
  const { programmes, has_fractions: hasFractions } = book
    ? await answerOf(api.books.programmes.$get({ query: { book: book.book_id } }))
    : { programmes: [], has_fractions: false };
  return { ...data, books, current, book, programmes, hasFractions };
};
