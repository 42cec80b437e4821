import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { CAPABILITIES, CAPABILITIES_OF, ROLES, SECTIONS, type Role } from '#pipelines/people/role.ts';
import { EVERYTHING } from '#pipelines/people/scope.ts';
import { testWorkspace, type TestWorkspace } from '#test/support/workspace.ts';
import { closedTo, openDeeds, openPages, pageRoute } from '../../web/lib/server/access/allow.ts';
import { ACCESS } from '../../web/lib/server/access/table.ts';
import type { Viewer } from '../../web/lib/server/access/viewer.ts';
import { createApi } from '../../web/lib/server/api/app.ts';
import { Books } from '../../web/lib/server/books.ts';
import { Jobs } from '../../web/lib/server/jobs/jobs.ts';

let workspace: TestWorkspace;
let books: Books;
let jobs: Jobs;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  workspace = await testWorkspace();
  books = new Books(workspace.path);
  jobs = new Jobs(workspace.path);
  api = createApi({
    books,
    workspace: workspace.path,
    jobs,
    viewerOf: (context) => context.env.viewer ?? null,
  });
});
afterAll(async () => {
  // One that a role may start would otherwise write of its end into a workspace that is gone.
  await jobs.close();
  await books.close();
  await workspace.remove();
});

const viewerAs = (role: Role, scope = EVERYTHING): Viewer => ({
  person: { id: role, name: role },
  role,
  scope,
  seesIdentities: true,
  session: { id: 'S', role, viewingAs: null, identitiesUntil: null },
  address: '127.0.0.1',
});
const EVERYBODY: readonly [string, Viewer | null][] = [
  ['nobody', null],
  ...ROLES.map((role): [string, Viewer] => [role, viewerAs(role)]),
];

/** Every route that the API answers to, as the table names it. */
function apiRoutes(): string[] {
  const routes = api.routes.filter(({ method }) => method !== 'ALL');
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];
}

/** Every page and endpoint of SvelteKit but the one that hands requests to the API. */
function webRoutes(): string[] {
  const folder = join(PACKAGE_ROOT, 'web/routes');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const id = `/${dirname(file)}`.replace(/^\/\.$/, '/').replaceAll('\\', '/');
    if (file.endsWith('+page.svelte')) return [`PAGE ${id}`];
    if (!file.endsWith('+server.ts') || id === '/api/[...path]') return [];
    const listed = Object.keys(ACCESS).filter((route) => route.endsWith(` ${id}`));
    return listed.length > 0 ? listed : [`POST ${id}`];
  });
}

const openPage = (each: string) => (SECTIONS as readonly string[]).includes(each);

describe('the table of routes and roles', () => {
  it('lists every route of the API and every page', () => {
    const missing = [...apiRoutes(), ...webRoutes()].filter((route) => !Object.hasOwn(ACCESS, route));
    expect(
      missing,
      missing
        .map(
          (route) =>
            `${route} is closed to everybody: add to ACCESS in web/lib/server/access/table.ts a row like\n` +
            `  '${route}': ${route.startsWith('PAGE') ? 'free' : 'cut'}('<capability>'),\n` +
            `capability: ${CAPABILITIES.join(' | ')} | signed_in | anyone. Take cut(…) where all it tells is read from ` +
            'a book by its reader, whole(…) where it tells of everything (source store, jobs, files, state), free(…) ' +
            'where nothing in it belongs to a programme, merchant or member, and for pages.',
        )
        .join('\n'),
    ).toEqual([]);
  });

  it('lists nothing that is gone', () => {
    const there = new Set([...apiRoutes(), ...webRoutes()]);
    const gone = Object.keys(ACCESS).filter((route) => !there.has(route));
    expect(
      gone,
      `take these rows out of ACCESS in web/lib/server/access/table.ts: ${gone.join(', ')}`,
    ).toEqual([]);
  });

  it('is what the API does, for every route, role and for nobody', async () => {
    const odd: string[] = [];
    for (const route of apiRoutes()) {
      const [method, path] = route.split(' ') as [string, string];
      const address = path.replaceAll(/:\w+(\{[^}]*\})?/g, 'unknown');
      for (const [name, viewer] of EVERYBODY) {
        const answer = await api.request(address, { method }, { viewer });
        const closed = closedTo(viewer, route);
        const refused = [401, 403].includes(answer.status);
        const code = refused ? ((await answer.json()) as { error: { code: string } }).error.code : undefined;
        if (code !== closed)
          odd.push(`${route} as ${name}: ${answer.status} ${code}, the table says ${closed}`);
      }
    }
    expect(odd).toEqual([]);
  });

  it('opens to each role what it is for, and changes nothing for the auditor', () => {
    const open = (role: Role) => Object.keys(ACCESS).filter((route) => !closedTo(viewerAs(role), route));
    expect(open('administrator')).toEqual(Object.keys(ACCESS));
    expect(open('auditor').filter((route) => /^(PUT|PATCH|DELETE) (?!\/api\/session\/)/.test(route))).toEqual(
      [],
    );
    for (const deed of ['decide', 'approve', 'compute', 'ingest', 'configure', 'people'] as const)
      expect(CAPABILITIES_OF.auditor).not.toContain(deed);
    expect(open('finance')).toContain('GET /api/liability');
    expect(open('finance')).not.toContain('GET /api/findings');
    expect(open('marketing')).not.toContain('GET /api/accounts');
    expect(open('compliance')).not.toContain('GET /api/liability');
  });

  it('refuses whoever has a scope where only everything can be told', () => {
    const partner = viewerAs('finance', { ...EVERYTHING, merchants: ['S1'] });
    expect(closedTo(partner, 'GET /api/batches')).toBe('outside_scope');
    expect(closedTo(partner, 'GET /api/liability/settlement')).toBeUndefined();
  });

  it('says what pages may offer: nothing that would be refused', () => {
    expect(openDeeds(viewerAs('auditor'))).toEqual(['identities', 'export', 'access_log']);
    const partner = viewerAs('compliance', { ...EVERYTHING, merchants: ['S1'] });
    expect(openDeeds(partner)).toContain('decide');
    expect(openDeeds(partner)).not.toContain('compute');
    const administrator = viewerAs('administrator');
    expect(openDeeds(administrator)).toEqual(CAPABILITIES_OF.administrator.filter((each) => !openPage(each)));
    const lookingOn = { ...administrator, session: { ...administrator.session!, viewingAs: '李薇' } };
    expect(openDeeds(lookingOn)).toEqual(['export', 'access_log']);
    expect(openDeeds(null)).toEqual([]);
  });

  it('opens to nobody but what needs no account', () => {
    const open = Object.keys(ACCESS).filter((route) => !closedTo(null, route));
    expect(open).toEqual(Object.keys(ACCESS).filter((route) => ACCESS[route]!.needs === 'anyone'));
    expect(openPages(null).every((path) => ACCESS[`PAGE ${path}`]!.needs === 'anyone')).toBe(true);
  });

  it('names a form by its page, and an endpoint by its method', () => {
    expect(pageRoute('POST', '/compliance/findings')).toBe('PAGE /compliance/findings');
    expect(pageRoute('POST', '/preferences')).toBe('POST /preferences');
  });
});
