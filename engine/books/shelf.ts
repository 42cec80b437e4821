import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../user-error.ts';

const BOOK_ID = /^[0-9a-f]{64}$/;

/** Where the book of an id lies. The id is checked: no path is ever made from anything else. */
export function bookPath(books: string, id: string): string {
  if (!BOOK_ID.test(id))
    throw new UserError(`${JSON.stringify(id)} is no book id; \`jiheng books\` lists them.`);
  return join(books, `${id}.duckdb`);
}

/** The id that the `current` pointer beside the books names; null where no book has been published. */
export async function currentBook(books: string): Promise<string | null> {
  const pointer = join(dirname(books), 'current');
  if (!existsSync(pointer)) return null;
  const id = (await readFile(pointer, 'utf8')).trim();
  return BOOK_ID.test(id) ? id : null;
}

/** Ids of the books on the shelf, the newest first. */
export async function listBooks(books: string): Promise<string[]> {
  if (!existsSync(books)) return [];
  const ids = (await readdir(books))
    .filter((name) => name.endsWith('.duckdb') && BOOK_ID.test(name.slice(0, -7)))
    .map((name) => name.slice(0, -7));
  const aged = await Promise.all(
    ids.map(async (id) => ({ id, at: (await stat(bookPath(books, id))).mtimeMs })),
  );
  return aged.sort((left, right) => right.at - left.at || (left.id < right.id ? -1 : 1)).map(({ id }) => id);
}

/**
 * The id that a user means by all or the beginning of one, or by `current`.
 *
 * @throws UserError where none or more than one begins so.
 */
export async function resolveBook(books: string, wanted: string | undefined): Promise<string> {
  if (wanted === undefined || wanted === 'current') {
    const id = await currentBook(books);
    if (!id) throw new UserError('There is no book yet; run `jiheng compute` first.');
    return id;
  }
  const found = (await listBooks(books)).filter((id) => id.startsWith(wanted));
  if (found.length === 1) return found[0]!;
  throw new UserError(
    found.length
      ? `More than one book begins with ${wanted}; give more of its id.`
      : `There is no book ${wanted}; \`jiheng books\` lists those there are.`,
  );
}

/**
 * Publishes a closed, checked book: no write-ahead log may be left, its bytes are forced to the disk, and two renames
 * put it on the shelf and make it current. A process killed at any moment leaves the old current book or the new one.
 */
export async function publishBook(draft: string, books: string, id: string): Promise<void> {
  if (existsSync(`${draft}.wal`))
    throw new Error(`The book ${id} was closed with a write-ahead log left over.`);
  await sync(draft);
  await rename(draft, bookPath(books, id));
  await sync(books);
  await makeCurrent(books, id);
}

/** Lets `current` name a book that is on the shelf. */
export async function makeCurrent(books: string, id: string): Promise<void> {
  const pointer = join(dirname(books), 'current');
  const draft = `${pointer}.${process.pid}.draft`;
  await writeFile(draft, `${id}\n`);
  await sync(draft);
  await rename(draft, pointer);
  await sync(dirname(pointer));
}

/** Removes all but the `keep` newest books, the current one and those to be kept. Gives the ids of those removed. */
export async function pruneBooks(
  books: string,
  keep: number,
  kept: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const current = await currentBook(books);
  const removed = (await listBooks(books)).slice(keep).filter((id) => id !== current && !kept.has(id));
  for (const id of removed) {
    await rm(bookPath(books, id));
    await rm(runPath(books, id), { force: true });
  }
  return removed;
}

/** Durations of a book's build lie beside it: they differ from run to run, the book does not. */
export function runPath(books: string, id: string): string {
  return bookPath(books, id).replace(/\.duckdb$/, '.run.json');
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
