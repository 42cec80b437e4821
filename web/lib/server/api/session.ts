import { createRoute, z } from '@hono/zod-openapi';
import { findAccount } from '#pipelines/people/people.ts';
import { Capability, CAPABILITIES_OF, Role } from '#pipelines/people/role.ts';
import { EVERYTHING, Scope } from '#pipelines/people/scope.ts';
import { withState } from '#pipelines/state/open.ts';
import { logged } from '../access/logged.ts';
import { IDENTITIES_MS, setViewingAs, showIdentities } from '../access/sessions.ts';
import { Problem } from '../problem.ts';
import { REFUSALS, resource, type ApiContext } from './environment.ts';

const Session = z
  .object({
    person: z.object({ id: z.string(), name: z.string() }),
    role: Role,
    capabilities: z.array(Capability),
    scope: Scope,
    viewing_as: z.string().nullable(),
    identities_until: z.string().nullable().openapi({ description: 'Until when member ids are shown' }),
  })
  .openapi('Session');
const answer = (description: string) => ({
  200: { description, content: { 'application/json': { schema: Session } } },
  ...REFUSALS,
});

const read = createRoute({
  method: 'get',
  path: '/',
  summary: 'Who is signed in, and what they may',
  responses: answer('The session'),
});

const show = createRoute({
  method: 'put',
  path: '/identities',
  summary: 'Show who members are for half an hour; the reason goes to the access log',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ reason: z.string().trim().min(3).max(500) }) } },
    },
  },
  responses: answer('The session now'),
});

const hide = createRoute({
  method: 'delete',
  path: '/identities',
  summary: 'Show pseudonyms instead of member ids again',
  responses: answer('The session now'),
});

const viewAs = createRoute({
  method: 'put',
  path: '/viewing-as',
  summary: 'Look at the workbench as a role or a person, without changing anything',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.union([z.object({ person_id: z.string().max(100) }), z.object({ role: Role })]),
        },
      },
    },
  },
  responses: answer('The session now'),
});

const viewSelf = createRoute({
  method: 'delete',
  path: '/viewing-as',
  summary: 'Look as oneself again',
  responses: answer('The session now'),
});

/** `/session` */
export const session = resource()
  .openapi(read, (context) => context.json(described(context), 200))
  .openapi(show, (context) => {
    const until = new Date(context.var.now().getTime() + IDENTITIES_MS);
    withState(context.var.workspace, (state) => showIdentities(state, sessionOf(context).id, until));
    logged(context, 'identities_shown', until.toISOString(), context.req.valid('json').reason);
    return context.json({ ...described(context), identities_until: until.toISOString() }, 200);
  })
  .openapi(hide, (context) => {
    withState(context.var.workspace, (state) => showIdentities(state, sessionOf(context).id, null));
    logged(context, 'identities_hidden', '');
    return context.json({ ...described(context), identities_until: null }, 200);
  })
  .openapi(viewAs, (context) => {
    const asked = context.req.valid('json');
    const { id } = sessionOf(context);
    const as = withState(context.var.workspace, (state) => {
      if ('role' in asked) return { name: asked.role, role: asked.role, scope: EVERYTHING };
      const account = findAccount(state, asked.person_id);
      if (!account) throw new Problem(404, 'not_found', 'There is no such account; see the list of people.');
      return { name: account.name, role: account.role, scope: account.scope };
    });
    withState(context.var.workspace, (state) => setViewingAs(state, id, as));
    logged(context, 'viewing_as', as.name);
    const { role, scope, name } = as;
    return context.json(
      { ...described(context), role, scope, capabilities: [...CAPABILITIES_OF[role]], viewing_as: name },
      200,
    );
  })
  .openapi(viewSelf, (context) => {
    const { id, role } = sessionOf(context);
    withState(context.var.workspace, (state) => setViewingAs(state, id, null));
    logged(context, 'viewing_as', '');
    return context.json(
      {
        ...described(context),
        role,
        scope: EVERYTHING,
        capabilities: [...CAPABILITIES_OF[role]],
        viewing_as: null,
      },
      200,
    );
  });

function described({ var: { viewer } }: ApiContext) {
  const { person, role, scope, session } = viewer;
  return {
    person,
    role,
    capabilities: [...CAPABILITIES_OF[role]],
    scope,
    viewing_as: session?.viewingAs ?? null,
    identities_until: session?.identitiesUntil ?? null,
  };
}

function sessionOf({ var: { viewer } }: ApiContext) {
  if (!viewer.session)
    throw new Problem(409, 'no_session', 'This is a matter of a session; sign in in a browser.');
  return viewer.session;
}
