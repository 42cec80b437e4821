import type { Books } from './books.ts';

/** Older books that are looked through; before them the oldest of these stands for the answer. */
const BOOKS_BACK = 30;

/** Answers do not change: books are immutable. Keyed by book and finding. */
const known = new Map<string, string>();

/**
 * The first book in which each of some findings matches no longer: the oldest of the unbroken run of books, ending at
 * `bookId`, that have it not. `bookId` itself must have none of them.
 */
export async function goneSince(
  books: Books,
  bookId: string,
  findingIds: readonly string[],
): Promise<Map<string, string>> {
  const since = new Map<string, string>();
  const open = new Set<string>();
  for (const id of findingIds) {
    const answer = known.get(`${bookId}/${id}`);
    if (answer) since.set(id, answer);
    else open.add(id);
  }
  if (open.size === 0) return since;
  let newer = bookId;
  for (const older of await olderBooks(books, bookId)) {
    if (open.size === 0) break;
    for (const id of await present(books, older, [...open])) {
      since.set(id, newer);
      open.delete(id);
    }
    newer = older;
  }
  for (const id of open) since.set(id, newer);
  for (const id of findingIds) known.set(`${bookId}/${id}`, since.get(id)!);
  return since;
}

/** The newest book before `bookId`, or of all where it is not listed, that has a finding; null where none has. */
export async function lastBookWith(books: Books, bookId: string, findingId: string): Promise<string | null> {
  for (const older of await olderBooks(books, bookId))
    if ((await present(books, older, [findingId])).length > 0) return older;
  return null;
}

/** Ids of the books older than one, the newest first. */
async function olderBooks(books: Books, bookId: string): Promise<string[]> {
  const ids = (await books.list()).map((each) => each.book_id);
  return ids.slice(ids.indexOf(bookId) + 1).slice(0, BOOKS_BACK);
}

async function present(books: Books, bookId: string, findingIds: readonly string[]): Promise<string[]> {
  const found = await books.read(bookId, (reader) =>
    reader.rows<{ finding_id: string }>(
      `select finding_id from rules.findings
       where finding_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))`,
      { ids: JSON.stringify(findingIds) },
    ),
  );
  return found.map((each) => each.finding_id);
}
