import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '#engine/rules/catalogue.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';

// M1's reported balance is off in February; M2 spends what it never had in April.
const EVENTS = `event_id,member_id,event_type,points,occurred_at,balance_after
E1,M1,earn,100,2024-01-10T10:00:00+08:00,100
E2,M1,earn,50,2024-02-29T23:30:00+08:00,151
E3,M2,redeem,20,2024-04-01T00:30:00+08:00,
`;
const TERMS = `terms_id,published_at,effective_from,validity_kind,validity_months
T1,2023-12-01T00:00:00+08:00,2024-01-01T00:00:00+08:00,months,12
`;

interface Row {
  finding_id: string;
  rule_id: string;
  nature: string;
  severity: string;
}
type Body = Record<string, unknown> & {
  rows: Row[];
  total: number;
  totals: Record<string, number>;
  error?: { code: string; message: string };
};

let workspace: TestWorkspace;
let books: Books;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  await workspace.feed({ 'point_events.csv': EVENTS, 'terms.csv': TERMS });
  await workspace.compute('2024-06-30');
  books = new Books(workspace.path);
  api = createApi({ books, workspace: workspace.path });
});

afterAll(async () => {
  await books.close();
  await workspace.remove();
});

async function get(path: string): Promise<{ status: number; body: Body }> {
  const response = await api.request(`/api${path}`);
  return { status: response.status, body: (await response.json()) as Body };
}

async function mismatch(): Promise<Row> {
  return (await get('/findings?rule=balance-mismatch')).body.rows[0]!;
}

describe('findings', () => {
  it('are listed, the gravest first, violations and indicators counted apart', async () => {
    const { body } = await get('/findings?limit=1000');
    const ids = body.rows.map((row) => row.rule_id);
    expect(ids).toContain('balance-mismatch');
    expect(ids).toContain('overdrawn');
    const rank = ['critical', 'high', 'medium', 'low', 'info'];
    const ranks = body.rows.map((row) => rank.indexOf(row.severity));
    expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
    expect(body.totals).toEqual({
      violations: body.rows.filter((row) => row.nature === 'violation').length,
      indicators: body.rows.filter((row) => row.nature === 'indicator').length,
      undecided: body.rows.length,
    });
  });

  it('are found by month of the programme’s calendar, rule, group, law and subject', async () => {
    for (const query of ['month=2024-02', 'rule=balance-mismatch', 'q=base/m1'])
      expect((await get(`/findings?${query}`)).body.rows.map((row) => row.rule_id)).toContain(
        'balance-mismatch',
      );
    expect((await get('/findings?month=2024-03')).body.rows).toEqual([]);
    expect((await get('/findings?group=cards')).body.rows).toEqual([]);
    expect((await get(`/findings?law=${encodeURIComponent("' or 1=1 --")}`)).body.rows).toEqual([]);
  });

  it.each(['/findings', '/rules'])('%s says the same as JSON, CSV and Arrow', async (path) => {
    const { body } = await get(`${path}?limit=1000`);
    const csv = await (await api.request(`/api${path}?format=csv`)).text();
    expect(csv.trim().split('\r\n').length - 1).toBe(body.total);
    const arrow = tableFromIPC(
      new Uint8Array(await (await api.request(`/api${path}?format=arrow`)).arrayBuffer()),
    );
    expect(arrow.numRows).toBe(body.total);
    expect(arrow.schema.fields.map((field) => field.name)).toEqual(Object.keys(body.rows[0]!));
  });

  it('are counted by severity, group, law and month as the list counts them', async () => {
    const { body } = await get('/findings/summary');
    type Counts = { violations: number; indicators: number };
    const sum = (key: string) =>
      (body[key] as Counts[]).reduce((total, row) => total + row.violations + row.indicators, 0);
    const { total } = (await get('/findings')).body;
    expect(['severities', 'groups', 'months'].map(sum)).toEqual([total, total, total]);
    for (const { law_zh: law, violations, indicators } of body.laws as (Counts & { law_zh: string })[])
      expect((await get(`/findings?law=${encodeURIComponent(law)}`)).body.total).toBe(
        violations + indicators,
      );
    expect(body.totals.rules).toBe(RULES.length);
  });

  it.each(['rule', 'group', 'severity', 'subject', 'law', 'month'])(
    'are gathered by %s into groups that each open the findings they count',
    async (by) => {
      const { body } = await get(`/findings/groups?by=${by}&limit=1000`);
      const groups = body.rows as unknown as {
        key: string;
        subject_type: string | null;
        findings: number;
        violations: number;
        gravest: string;
      }[];
      expect(groups.length).toBeGreaterThan(0);
      for (const group of groups) {
        const type = group.subject_type ? `&subject_type=${group.subject_type}` : '';
        const list = (await get(`/findings?limit=1000&${by}=${encodeURIComponent(group.key)}${type}`)).body;
        expect([list.total, list.totals.violations]).toEqual([group.findings, group.violations]);
        expect(list.rows[0]!.severity).toBe(group.gravest);
      }
      const { total } = (await get('/findings')).body;
      const counted = groups.reduce((sum, { findings }) => sum + findings, 0);
      if (by === 'law') expect(counted).toBeGreaterThanOrEqual(total);
      else expect(counted).toBe(total);
    },
  );

  it('are counted for the book of each as-of day', async () => {
    const { body } = await get('/findings/trend');
    const { totals } = (await get('/findings')).body;
    expect(body).toMatchObject({
      recomputed: 0,
      books: [{ as_of: '2024-06-30', violations: totals.violations, indicators: totals.indicators }],
    });
  });

  it('say for one of them the law, the terms then in force and the evidence down to its record', async () => {
    const { finding_id: id } = await mismatch();
    const { body } = await get(`/findings/${id}`);
    expect(body).toMatchObject({
      finding: { finding_id: id, rule_id: 'balance-mismatch', title_en: expect.stringMatching(/./) },
      terms: [{ terms_id: 'T1', wallet: 'base', validity_months: 12, source_file: 'terms.csv' }],
    });
    expect(body.citations).not.toEqual([]);
    expect((await get(`/findings/${id}/evidence`)).body).toMatchObject({
      total: 1,
      rows: [
        {
          member_id: 'M1',
          wallet: 'base',
          event_id: 'E2',
          source_file: 'point_events.csv',
          source_record: 2,
          observed: '151.00',
          expected: '150.00',
        },
      ],
    });
  });
});

describe('rules', () => {
  it('are all listed; one that lacks its tables is not evaluable and names them', async () => {
    const { body } = await get('/rules?limit=1000');
    expect(body.total).toBe(RULES.length);
    const lacking = (await get('/rules?outcome=not_evaluable&group=cards')).body.rows as unknown as {
      missing: string;
    }[];
    expect(lacking.length).toBeGreaterThan(0);
    for (const row of lacking) expect(row.missing).not.toBe('');
  });

  it('say for one of them law, query and cases', async () => {
    const { body } = await get('/rules/balance-mismatch');
    expect(body).toMatchObject({
      runs: [{ outcome: 'findings' }],
      definition: { sql: expect.stringContaining('balances.mismatches') },
    });
    expect(body.citations).not.toEqual([]);
    expect((body.definition as { cases: unknown[] }).cases.length).toBeGreaterThan(2);
  });
});

describe('what is not usable', () => {
  it.each([
    ['/findings?severity=grave', 400],
    ['/findings?month=2024-13', 400],
    ["/findings?sort=rule_id'--", 400],
    ['/findings/xyz', 400],
    [`/findings/${'0'.repeat(64)}`, 404],
    ['/rules/nothing', 404],
    ['/rules?outcome=maybe', 400],
  ])('%s is answered by %d and one sentence', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.error!.message).toMatch(/^[^\n]+[.]$/);
  });
});

describe('promises and changes', () => {
  it('say for each version of the terms when it was in force, from which record, and what was found about it', async () => {
    const { body } = await get('/promises');
    expect(body.versions).toMatchObject([
      {
        terms_id: 'T1',
        wallet: 'base',
        starts_at: '2023-12-31T16:00:00.000Z',
        ends_at: null,
        validity_months: 12,
        is_adverse: false,
        source_file: 'terms.csv',
        source_record: 1,
      },
    ]);
    expect((await get('/promises?wallet=other')).body.versions).toEqual([]);
    const onTerms = (body.findings as { terms_id: string }[]).map((each) => each.terms_id);
    expect(new Set(onTerms)).toEqual(new Set(onTerms.length ? ['T1'] : []));
  });

  it('name the law that begins or ends after the as-of day with its rules, and no book before the first', async () => {
    const { body } = await get('/findings/changes');
    expect(body).toMatchObject({ before: null, added: [], dropped: [] });
    const law = body.law as {
      day: string;
      begins: boolean;
      rules: { rule_id: string }[];
      is_next_quarter: boolean;
    }[];
    expect(law.length).toBeGreaterThan(0);
    expect(law.every((each) => each.day > '2024-06-30' && each.rules.every((rule) => rule.rule_id))).toBe(
      true,
    );
    // The competition law of 2025-10-15 lies beyond the quarter that follows 30 June 2024; order 778 begins next day.
    const next = law.filter((each) => each.is_next_quarter).map((each) => each.day);
    expect(next).toContain('2024-07-01');
    expect(next.every((day) => day < '2024-10-01')).toBe(true);
    expect(law.map((each) => each.day)).toContain('2025-10-15');
  });
});
