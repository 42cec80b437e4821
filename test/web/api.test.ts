import { copyFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookPath, makeCurrent } from '#engine/books/shelf.ts';
import { openDatabase, rows } from '#engine/database.server.ts';
import { workspacePaths } from '#pipelines/store/workspace.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

const EVENTS = `event_id,member_id,event_type,points,occurred_at,balance_after,reason,colour
E1,M1,earn,100.50,2024-01-10T10:00:00+08:00,100.50,purchase,red
E2,M1,earn,50,2024-02-10T10:00:00+08:00,151,purchase,
E3,M1,redeem,120,2024-03-10T10:00:00+08:00,30.50,,
E4,=1+1,earn,9007199.25,2024-03-31T23:30:00+08:00,,signup,
E5,M2,earn,ten,2024-03-31T23:30:00+08:00,,signup,
E6,M3,redeem,20,2024-04-01T00:30:00+08:00,,,
`;

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;
let first: string;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed({ 'point_events.csv': EVENTS });
  first = await workspace.compute();
  books = new Books(workspace.path);
  api = createApi({ books, workspace: workspace.path });
});

afterAll(async () => {
  await books.close();
  await workspace.remove();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await api.request(`/api${path}`, { headers });
  const body = (await response.json()) as Record<string, never> & {
    error?: { code: string; message: string };
  };
  return { status: response.status, body };
}

const TABLES = [
  '/accounts',
  '/events',
  '/mismatches',
  '/trace/events?member=M1',
  '/trace/lots?member=M1',
  '/trace/uses?member=M1',
  '/rejects',
];

describe('tables', () => {
  it.each(TABLES)('%s says the same as JSON, CSV and Arrow, decimals exact', async (path) => {
    const json = (await (await api.request(`/api${path}`)).json()) as {
      rows: Record<string, unknown>[];
      total: number;
    };
    expect(json.rows.length).toBe(json.total);
    expect(json.total).toBeGreaterThan(0);

    const csv = await api.request(`/api${path}`, { headers: { accept: 'text/csv' } });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines[0]).toBe(Object.keys(json.rows[0]!).join(','));

    const arrow = await api.request(`/api${path}`, {
      headers: { accept: 'application/vnd.apache.arrow.stream' },
    });
    const table = tableFromIPC(new Uint8Array(await arrow.arrayBuffer()));
    expect(table.numRows).toBe(json.total);
    expect(table.schema.fields.map((field) => field.name)).toEqual(Object.keys(json.rows[0]!));
  });

  it('keep decimals as they are', async () => {
    const { body } = await get('/accounts?sort=points_balance&limit=1');
    expect(body).toMatchObject({ rows: [{ member_id: '=1+1', points_balance: '9007199.25' }] });
    const arrow = await api.request('/api/accounts?format=arrow&q==1&limit=1');
    const table = tableFromIPC(new Uint8Array(await arrow.arrayBuffer()));
    expect(String(table.schema.fields.find((field) => field.name === 'earned')!.type)).toContain('Decimal');
  });

  it('disarm formulas in CSV and leave numbers alone', async () => {
    const text = await (await api.request('/api/accounts?format=csv')).text();
    expect(text).toContain(",'=1+1,");
    expect(text).toMatch(/,-20\.00,/);
  });

  it('are workbooks and Parquet files too, all rows with exact decimals', async () => {
    const exported = async (format: string) =>
      Buffer.from(
        await (await api.request(`/api/accounts?format=${format}&sort=member_id&order=asc`)).arrayBuffer(),
      );
    const book = await readXlsx(await exported('xlsx'));
    expect(book.sheets.map(({ name }) => name)).toEqual(['about', expect.stringMatching(/^accounts/)]);
    const [head, ...lines] = book.sheets[1]!.rows as unknown[][];
    const [member, earned] = ['member_id', 'earned'].map((name) => head!.indexOf(name));
    expect(lines.map((line) => [line[member!], Number(line[earned!])])).toEqual([
      ["'=1+1", 9007199.25],
      ['M1', 150.5],
      ['M3', 0],
    ]);

    const file = join(workspace.path, 'accounts.parquet');
    await writeFile(file, await exported('parquet'));
    const database = await openDatabase(':memory:');
    const read = await rows(
      database.connection,
      `select member_id, earned from '${file}' order by member_id`,
    );
    database.close();
    expect(read).toEqual([
      { member_id: '=1+1', earned: '9007199.25' },
      { member_id: 'M1', earned: '150.50' },
      { member_id: 'M3', earned: '0.00' },
    ]);
  });

  it('give a window and the sums over all rows', async () => {
    const { body } = await get('/accounts?limit=1&offset=1&sort=member_id&order=asc');
    expect(body).toMatchObject({ total: 3, offset: 1, limit: 1, rows: [{ member_id: 'M1' }] });
    expect(body).toMatchObject({ totals: { points_balance: '9007209.75', points_debt: '20.00' } });
  });

  it('filter by month in the zone of the programme', async () => {
    const march = await get('/events?month=2024-03&sort=effective_at&order=asc');
    expect((march.body as never as { rows: { event_id: string }[] }).rows.map((row) => row.event_id)).toEqual(
      ['E3', 'E4'],
    );
  });

  it('refuse a media type that they do not speak', async () => {
    expect(await get('/accounts', { accept: 'image/png' })).toMatchObject({
      status: 406,
      body: { error: { code: 'not_acceptable' } },
    });
  });
});

describe('resources', () => {
  it('overview: figures agree with the flows', async () => {
    const { body } = await get('/overview');
    const { figures, flows } = body as unknown as {
      figures: Record<string, unknown>;
      flows: { points_change: string }[];
    };
    expect(figures).toMatchObject({ members: 3, mismatches: 1, diverging_accounts: 1, points_debt: '20.00' });
    const cents = flows.reduce((sum, flow) => sum + BigInt(flow.points_change.replace('.', '')), 0n);
    expect(cents).toBe(BigInt(String(figures.points_balance).replace('.', '')));
  });

  it('overview: what waits, with its page, and nothing where nothing does', async () => {
    const { body } = await get('/overview/work');
    const { items } = body as unknown as { items: { kind: string; count: number; points: string | null }[] };
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'mismatches', area: 'data', count: 1, path: '/ledger/reconciliation' }),
    );
    expect(items).toContainEqual(expect.objectContaining({ kind: 'debt', count: 1, points: '20.00' }));
    expect(items.every(({ count }) => count > 0)).toBe(true);
  });

  it('reconciliation: the first divergent event', async () => {
    const { body } = await get('/mismatches?first=true');
    expect(body).toMatchObject({
      rows: [
        { event_id: 'E2', reported: '151.00', recomputed: '150.50', difference: '0.50', event_type: 'earn' },
      ],
    });
  });

  it('trace: running balance down to file and record, ending at the balance of the account', async () => {
    const { body } = await get('/trace/events?member=M1');
    expect(body).toMatchObject({
      rows: [
        { event_id: 'E1', balance: '100.50', source_file: 'point_events.csv', source_record: 1 },
        { event_id: 'E2', balance: '150.50', difference: '0.50' },
        { event_id: 'E3', balance: '30.50', difference: null },
      ],
    });
    expect((await get('/trace?member=M1')).body).toMatchObject({
      accounts: [{ points_balance: '30.50', open_lots: 1 }],
    });
    expect((await get('/trace/uses?member=M1&event=E3')).body).toMatchObject({
      total: 2,
      totals: { points: '120.00' },
    });
  });

  it('data: batches with their chain, and rejects with all reasons', async () => {
    expect((await get('/batches')).body).toMatchObject({
      chain: { is_intact: true, manifests: 1 },
      batches: [{ rows_read: 6, accepted: 5, rejected: 1, unknown_columns: [{ columns: ['colour'] }] }],
    });
    const { body } = await get('/rejects');
    expect(body).toMatchObject({ total: 1, rows: [{ source_record: 5, table: 'point_events' }] });
    expect(JSON.stringify(body)).toContain('points');
  });

  it('books: all of them, the current one marked, and their programmes', async () => {
    expect((await get('/books')).body).toMatchObject({ books: [{ book_id: first, is_current: true }] });
    expect((await get('/books/programmes')).body).toMatchObject({
      has_fractions: true,
      programmes: [{ id: 'default', time_zone: 'Asia/Shanghai' }],
    });
  });
});

describe('bad input', () => {
  it.each([
    ['/accounts?limit=0', 400],
    ['/accounts?limit=1e9', 400],
    ['/accounts?offset=-1', 400],
    ["/accounts?sort=member_id'--", 400],
    ['/accounts?order=sideways', 400],
    ['/accounts?book=../../etc/passwd', 400],
    ['/accounts?book=00000000', 404],
    ['/events?month=2024-13', 400],
    ['/trace', 400],
    ['/trace?member=nobody', 404],
    ['/rejects?batch=../x', 404],
    ['/nothing', 404],
  ])('%s is answered by %d and one sentence without paths', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.error!.message).toMatch(/^[^\n]+[.]$/);
    expect(JSON.stringify(answer.body)).not.toContain(workspace.path);
  });

  it('is bound, never spliced', async () => {
    const injected = encodeURIComponent("' or 1=1 --");
    expect((await get(`/accounts?q=${injected}`)).body).toMatchObject({ total: 0 });
    expect((await get(`/trace?member=${injected}`)).status).toBe(404);
  });

  it('counts the bytes of a body while they stream', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const response = await api.request('/api/accounts', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect([404, 413]).toContain(response.status);
    expect(sent).toBeLessThan(1_000_000);
  });
});

describe('what the floor let go', () => {
  it('comes back at its event, goes at the one that cancels it, and adds up to the balance', async () => {
    const floored = await testWorkspace();
    await floored.feed({
      'programme.yaml': 'programmes:\n- id: default\n  wallets:\n    base: { overdraw: floor }\n',
      'point_events.csv': `event_id,member_id,event_type,points,occurred_at,related_event_id
E1,M1,earn,100,2024-01-10T10:00:00+08:00,
R1,M1,redeem,130,2024-02-10T10:00:00+08:00,
B1,M1,restore,130,2024-03-10T10:00:00+08:00,R1
`,
    });
    await floored.compute();
    const shelf = new Books(floored.path);
    const asked = async (path: string) =>
      (await (
        await createApi({ books: shelf, workspace: floored.path }).request(`/api${path}`)
      ).json()) as never;
    try {
      const traced = (await asked('/trace/events?member=M1&order=asc')) as {
        rows: { kind: string; points_change: string; balance: string }[];
      };
      const listed = (await asked('/events')) as { totals: { points_change: string } };
      const { accounts } = (await asked('/trace?member=M1')) as { accounts: { points_balance: string }[] };
      expect(traced.rows.map((row) => [row.kind, row.points_change, row.balance])).toEqual([
        ['earn', '100.00', '100.00'],
        ['redeem', '-100.00', '0.00'],
        ['restore', '100.00', '100.00'],
      ]);
      expect(accounts[0]!.points_balance).toBe('100.00');
      expect(listed.totals.points_change).toBe('100.00');
    } finally {
      await shelf.close();
      await floored.remove();
    }
  });
});

describe('the description', () => {
  it('lists every endpoint with its refusals', async () => {
    const { body } = await get('/openapi.json');
    const document = body as unknown as {
      openapi: string;
      paths: Record<string, Record<string, { summary: string; responses: Record<string, object> }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    );
    for (const { path, method, operation } of documented) {
      expect(operation.summary, `${method} ${path}`).not.toBe('');
      expect(Object.keys(operation.responses), `${method} ${path}`).toEqual(
        expect.arrayContaining(['400', '404']),
      );
    }
    const routed = api.routes
      .filter((route) => route.method !== 'ALL' && !route.path.endsWith('/openapi.json'))
      .map((route) => `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      [...new Set(routed.map((route) => route.replace(/(.)\/$/, '$1')))].sort(),
    );
  });
});

describe('a new current book', () => {
  it('is read by new requests while those in flight end on the old one', async () => {
    const old = await books.lease();
    const running = Array.from({ length: 30 }, () => get('/accounts?limit=1000'));
    await workspace.feed({
      'point_events.csv':
        'event_id,member_id,event_type,points,occurred_at\nE9,M9,earn,5,2024-05-01T00:00:00+08:00\n',
    });
    const second = await workspace.compute();
    expect(second).not.toBe(first);
    const later = Array.from({ length: 30 }, () => get('/accounts?limit=1000'));
    for (const { status } of await Promise.all(running)) expect(status).toBe(200);
    for (const answer of await Promise.all(later))
      expect(answer.body).toMatchObject({ book: { book_id: second }, total: 4 });
    // The lease taken before still answers from the old book.
    expect(await old.reader.one('select count(*)::integer as accounts from balances.accounts')).toEqual({
      accounts: 3,
    });
    old.release();
    expect((await get(`/accounts?book=${first.slice(0, 12)}`)).body).toMatchObject({ total: 3 });
  });

  it('lets only a few older books stay open', async () => {
    // Copies under other ids: which books they are does not matter here.
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((digit) => digit.repeat(64));
    const { books: folder } = workspacePaths(workspace.path);
    for (const id of ids) await copyFile(bookPath(folder, first), bookPath(folder, id));
    for (const id of ids) expect((await get(`/accounts?book=${id}`)).status).toBe(200);
    await expect.poll(() => books.openCount).toBeLessThanOrEqual(4);
  });
});

describe('a book of another version of the engine', () => {
  let other: TestWorkspace;
  beforeAll(async () => {
    other = await testWorkspace();
    await cp(workspacePaths(workspace.path).books, workspacePaths(other.path).books, { recursive: true });
    await makeCurrent(workspacePaths(other.path).books, first);
    const database = await openDatabase(bookPath(workspacePaths(other.path).books, first));
    await database.connection.run(`update meta.book set engine_hash = 'of another version'`);
    await database.connection.run('drop table members.contacts');
    database.close();
  });
  afterAll(() => other.remove());

  it('says that it is to be computed anew where it lacks what a page asks for, and answers the rest', async () => {
    const shelf = new Books(other.path);
    try {
      const ask = (path: string) => createApi({ books: shelf, workspace: other.path }).request(`/api${path}`);
      const refused = await ask('/overview/work');
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ error: { code: 'other_engine' } });
      expect((await ask('/accounts')).status).toBe(200);
    } finally {
      await shelf.close();
    }
  });
});
