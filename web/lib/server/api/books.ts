import { createRoute, z } from '@hono/zod-openapi';
import type { BookReader } from '../book-reader.ts';
import type { Scope } from '#pipelines/people/scope.ts';
import { BookQuery, BookSchema, REFUSALS, resource } from './environment.ts';

const Listed = BookSchema.extend({ is_current: z.boolean() });
const BookList = z
  .object({
    current: z.string().nullable(),
    books: z.array(Listed),
  })
  .openapi('Books');

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All books of the workspace, the newest first',
  responses: {
    200: { description: 'The books', content: { 'application/json': { schema: BookList } } },
    ...REFUSALS,
  },
});

const Names = z.record(z.string(), z.string());
const Programmes = z
  .object({
    book: BookSchema,
    has_fractions: z.boolean().openapi({ description: 'Whether any account has decimals' }),
    programmes: z.array(
      z.object({
        id: z.string(),
        names: Names,
        time_zone: z.string(),
        currency: z.string(),
        wallets: z.array(z.object({ id: z.string(), names: Names })),
      }),
    ),
  })
  .openapi('Programmes');

const listProgrammes = createRoute({
  method: 'get',
  path: '/programmes',
  summary: 'The programmes that a book was computed with',
  request: { query: BookQuery },
  responses: {
    200: { description: 'The programmes', content: { 'application/json': { schema: Programmes } } },
    ...REFUSALS,
  },
});

/** `/books` */
export const books = resource()
  .openapi(list, async (context) => {
    const shelf = context.var.books;
    const current = await shelf.currentId();
    const facts = await shelf.list();
    return context.json(
      { current, books: facts.map((each) => ({ ...each, is_current: each.book_id === current })) },
      200,
    );
  })
  .openapi(listProgrammes, async (context) => {
    const body = await context.var.books.read(context.req.valid('query').book, async (reader) => ({
      book: reader.book,
      has_fractions: await hasFractions(reader, context.var.viewer.scope),
      programmes: reader.programmes.map((each) => ({ ...each, wallets: [...each.wallets] })),
    }));
    return context.json(body, 200);
  });

/**
 * Sums over all accounts have decimals as soon as any balance is moved by a part of a point. Those sums are not told to
 * whoever sees merchants or regions only: their own events say it.
 */
async function hasFractions(reader: BookReader, { merchants, regions }: Scope): Promise<boolean> {
  const table = merchants || regions ? 'ledger.entries' : 'balances.flows';
  const { found } = await reader.one<{ found: boolean }>(
    `select exists (select 1 from ${table} where points % 1 <> 0) as found`,
  );
  return found;
}
