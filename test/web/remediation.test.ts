import { afterAll, beforeAll, expect, it } from 'vitest';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

// Earned under terms that promise lifetime, and expired all the same: 100 points of M1, 40 of M2. M3 overdraws.
const FILES = {
  'point_events.csv': `event_id,member_id,event_type,points,occurred_at,expires_at
E1,M1,earn,100,2024-02-10T10:00:00+08:00,2025-02-11T00:00:00+08:00
E2,M2,earn,40,2024-02-10T10:00:00+08:00,2025-02-11T00:00:00+08:00
E4,M3,redeem,5,2025-06-01T10:00:00+08:00,
`,
  'terms.csv': `terms_id,published_at,effective_from,validity_kind
T1,2023-12-01T00:00:00+08:00,2024-01-01T00:00:00+08:00,lifetime
`,
};

interface Row {
  finding_id: string;
  rule_id: string;
  subject_id: string;
}
interface Owed {
  credits: number;
  members: number;
  confirmed: number;
  owed: { member_id: string; points: string; title_en: string }[];
  by_other_means: { rule_id: string }[];
}

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed(FILES);
  await workspace.compute('2025-12-31');
  books = new Books(workspace.path);
  api = createApi({ books, workspace: workspace.path });
});
afterAll(async () => {
  await books.close();
  await workspace.remove();
});

const get = async <Body>(path: string) => (await (await api.request(`/api${path}`)).json()) as Body;

it('offers no file before anything is confirmed, and says what to do', async () => {
  expect(await get('/remediation')).toMatchObject({ confirmed: 0, credits: 0, owed: [] });
  const refused = await api.request('/api/remediation/file');
  expect(refused.status).toBe(404);
  expect(((await refused.json()) as { error: { message: string } }).error.message).toContain(
    'confirm findings first',
  );
});

it('lists what confirmed findings owe, all or one, and gives it as events that can be imported', async () => {
  const { rows } = await get<{ rows: Row[] }>('/findings?limit=1000');
  const chosen = rows.filter(({ rule_id }) => ['lifetime-points-expired', 'overdrawn'].includes(rule_id));
  const decided = await api.request('/api/decisions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      finding_ids: chosen.map(({ finding_id }) => finding_id),
      decision: { action: 'set_status', status: 'confirmed', reason: '属实' },
    }),
  });
  expect(decided.status).toBe(200);

  const all = await get<Owed>('/remediation');
  expect(all).toMatchObject({ confirmed: chosen.length, credits: 2, members: 2 });
  expect(all.owed.map(({ member_id, points }) => [member_id, points]).sort()).toEqual([
    ['M1', '100.00'],
    ['M2', '40.00'],
  ]);
  expect(all.owed[0]!.title_en).toMatch(/./);
  expect(all.by_other_means.map(({ rule_id }) => rule_id)).toEqual(['overdrawn']);

  const [lifetime] = chosen.filter(({ rule_id }) => rule_id === 'lifetime-points-expired');
  const one = await get<Owed>(`/remediation?finding=${lifetime!.finding_id}`);
  expect(one.confirmed).toBe(1);
  const file = await api.request(`/api/remediation/file?finding=${lifetime!.finding_id}`);
  expect(file.headers.get('content-disposition')).toContain('point_events-remediation-2025-12-31.csv');
  const lines = (await file.text()).trim().split('\n');
  expect(lines[0]).toContain('event_type');
  expect(lines.length - 1).toBe(one.credits);
});
