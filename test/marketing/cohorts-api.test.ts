import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import { ENRICHED_CONFIGURATION, enrichedLedger } from '#test/liability/enriched-ledger.ts';
import { lastingBook } from '#test/support/lasting-book.ts';
import { operatorViewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const SEED = Number(process.env.JIHENG_SEED ?? 20260630);
const CONSENTING = ['M0', 'M2'];

let remove: () => Promise<void>;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  const tables = {
    ...enrichedLedger(SEED + 31, 260),
    consents: [
      ...CONSENTING.map((member_id) => ({
        member_id,
        purpose: 'profiling',
        policy_version: 'v1',
        granted_at: '2020-01-01T00:00:00',
        withdrawn_at: null,
      })),
      {
        member_id: 'M1',
        purpose: 'profiling',
        policy_version: 'v1',
        granted_at: '2020-01-01T00:00:00',
        withdrawn_at: '2020-02-01T00:00:00',
      },
    ],
  };
  const built = await lastingBook(tables, Configuration.parse(ENRICHED_CONFIGURATION));
  remove = built.remove;
  const workspace = dirname(built.books);
  books = new Books(workspace);
  api = createApi({ books, workspace, viewerOf: () => operatorViewer({ id: 'test', name: 'test' }) });
}, 60_000);

afterAll(async () => {
  await books.close();
  await remove();
});

async function get(path: string, parameters: Record<string, string>) {
  const response = await api.request(`/api/cohorts${path}?${new URLSearchParams(parameters)}`);
  expect(response.status, `${path} ${JSON.stringify(parameters)}`).toBe(200);
  return response;
}

interface Row {
  cohort: string;
  age: number;
  members: number;
  member_id: string | null;
  points_earned: string;
  points_redeemed: string;
  amount: string;
}
interface Body {
  rows: Row[];
  totals: Omit<Row, 'cohort' | 'age' | 'member_id'>;
}

describe('a cell of the cohorts', () => {
  it.each([
    ['active', ''],
    ['redeeming', 'base'],
    ['points', ''],
    ['value', ''],
  ])('of %s in wallet "%s" opens members that add up to it', async (measure, wallet) => {
    const which = { measure, grid: 'quarter', basis: 'first_event', ...(wallet ? { wallet } : {}) };
    const { rows } = (await (await get('', { ...which, limit: '1000' })).json()) as Body;
    const busy = rows.filter((row) => row.members > 0);
    expect(busy.length).toBeGreaterThan(2);
    for (const cell of busy) {
      const found = (await (
        await get('/members', { ...which, cohort: cell.cohort, age: String(cell.age) })
      ).json()) as Body;
      if (measure === 'points')
        expect([found.totals.points_earned, found.totals.points_redeemed]).toEqual([
          cell.points_earned,
          cell.points_redeemed,
        ]);
      else expect(found.totals.members).toBe(cell.members);
      if (measure === 'value') expect(found.totals.amount).toBe(cell.amount);
      const named = found.rows.map((row) => row.member_id).filter((id) => id !== null);
      expect(named.filter((id) => !CONSENTING.includes(id))).toEqual([]);
    }
  });

  it('of fewer than ten members has no numbers in an export', async () => {
    const csv = await (await get('', { grid: 'month', basis: 'first_event', format: 'csv' })).text();
    const [head, ...lines] = csv.trim().split('\n');
    const columns = head!.replace('\uFEFF', '').trim().split(',');
    expect(lines.length).toBeGreaterThan(5);
    // The ledger has fewer than ten members in all.
    for (const name of ['cohort_members', 'members', 'value', 'points_earned', 'members_left_truncated']) {
      const place = columns.indexOf(name);
      expect(place, name).toBeGreaterThan(-1);
      expect(lines.map((line) => line.split(',')[place]!.trim()).filter((text) => text !== '')).toEqual([]);
    }
  });
});
