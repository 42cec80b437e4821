import { rows } from '../database.server.ts';
import type { ReportSource } from './report-source.ts';

/** The names of a programme's merchants, by id; one without a name goes by its id. */
export async function merchantNames(
  { book }: ReportSource,
  programme: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ merchant_id: string; name: string }>(
    book.connection,
    `select merchant_id, name from data.merchants
     where programme_id = $programme and name is not null order by merchant_id`,
    { programme },
  );
  return new Map(found.map(({ merchant_id: id, name }) => [id, name]));
}
