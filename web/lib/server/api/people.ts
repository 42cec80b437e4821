import { createRoute, z } from '@hono/zod-openapi';
import { UserError } from '#engine/user-error.ts';
import { createLink } from '#pipelines/people/one-time-links.ts';
import {
  AccountTerms,
  changeAccount,
  createAccount,
  endSessions,
  findAccount,
  forgetCredentials,
  listAccounts,
} from '#pipelines/people/people.ts';
import { Capability, CAPABILITIES_OF, Role, ROLES } from '#pipelines/people/role.ts';
import { Scope } from '#pipelines/people/scope.ts';
import { withState, type State } from '#pipelines/state/open.ts';
import { logged } from '../access/logged.ts';
import { Problem } from '../problem.ts';
import { REFUSALS, resource, type ApiContext } from './environment.ts';

const Account = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    scope: Scope,
    ends_on: z.string().nullable().openapi({ description: 'Last local day on which it may be used' }),
    disabled_at: z.string().nullable(),
    created_at: z.string(),
    has_password: z.boolean(),
    has_second_factor: z.boolean(),
    has_single_sign_on: z.boolean(),
    open_sessions: z.number().int(),
    last_seen_at: z.string().nullable(),
  })
  .openapi('Account');
const one = { description: 'The account', content: { 'application/json': { schema: Account } } };
const params = z.object({ id: z.string().max(100) });

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All accounts, and what each role may',
  responses: {
    200: {
      description: 'Accounts',
      content: {
        'application/json': {
          schema: z.object({
            people: z.array(Account),
            roles: z.array(z.object({ role: Role, capabilities: z.array(Capability) })),
          }),
        },
      },
    },
    ...REFUSALS,
  },
});

const WithLink = z
  .object({
    account: Account,
    path: z.string().openapi({ description: 'Address of the link, from the root' }),
  })
  .openapi('AccountWithLink');
const withLink = {
  200: { description: 'The account and a link', content: { 'application/json': { schema: WithLink } } },
  ...REFUSALS,
};

const invite = createRoute({
  method: 'post',
  path: '/',
  summary: 'Make an account and a link, good for seven days, by which its person chooses a password',
  request: { body: { required: true, content: { 'application/json': { schema: AccountTerms } } } },
  responses: withLink,
});

const change = createRoute({
  method: 'patch',
  path: '/{id}',
  summary: 'Change an account; where that touches what it may do, its sessions end at once',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: z.string().trim().min(1).max(100).optional(),
            email: z.email().max(200).optional(),
            role: Role.optional(),
            scope: Scope.optional(),
            ends_on: z.iso.date().nullable().optional(),
            is_disabled: z.boolean().optional(),
          }),
        },
      },
    },
  },
  responses: { 200: one, ...REFUSALS },
});

const reset = createRoute({
  method: 'post',
  path: '/{id}/reset',
  summary: 'Take away password, second factor and sessions, and make a link for a new password',
  request: { params },
  responses: withLink,
});

const end = createRoute({
  method: 'delete',
  path: '/{id}/sessions',
  summary: 'End all sessions of an account at once',
  request: { params },
  responses: {
    200: {
      description: 'How many there were',
      content: { 'application/json': { schema: z.object({ ended: z.number().int() }) } },
    },
    ...REFUSALS,
  },
});

/** `/people` */
export const people = resource()
  .openapi(list, (context) =>
    context.json(
      {
        people: withState(context.var.workspace, (state) => listAccounts(state, context.var.now())),
        roles: ROLES.map((role) => ({ role, capabilities: [...CAPABILITIES_OF[role]] })),
      },
      200,
    ),
  )
  .openapi(invite, (context) => {
    const terms = context.req.valid('json');
    const made = writing(context, (state) => {
      const account = createAccount(state, terms, context.var.now());
      return { account, path: linkFor(state, account.id, context) };
    });
    logged(context, 'invited', made.account.email, `${terms.role} ${JSON.stringify(terms.scope)}`);
    return context.json(made, 200);
  })
  .openapi(change, (context) => {
    const { id } = context.req.valid('param');
    const asked = context.req.valid('json');
    if (asked.is_disabled && id === context.var.viewer.person.id)
      throw new Problem(
        409,
        'not_changed',
        'You cannot disable your own account; another administrator can.',
      );
    const account = writing(context, (state) => {
      known(state, id);
      return changeAccount(state, id, asked as never, context.var.now());
    });
    logged(context, 'account_changed', account.email, JSON.stringify(asked));
    return context.json(account, 200);
  })
  .openapi(reset, (context) => {
    const { id } = context.req.valid('param');
    const made = writing(context, (state) => {
      known(state, id);
      forgetCredentials(state, id);
      return { account: known(state, id), path: linkFor(state, id, context) };
    });
    logged(context, 'link_made', made.account.email);
    return context.json(made, 200);
  })
  .openapi(end, (context) => {
    const { id } = context.req.valid('param');
    const { email, ended } = writing(context, (state) => ({
      email: known(state, id).email,
      ended: endSessions(state, id),
    }));
    logged(context, 'sessions_ended', email, `${ended}`);
    return context.json({ ended }, 200);
  });

function known(state: State, id: string) {
  const account = findAccount(state, id);
  if (!account) throw new Problem(404, 'not_found', 'There is no such account; see the list of people.');
  return account;
}

function linkFor(state: State, id: string, context: ApiContext): string {
  const token = createLink(state, { kind: 'invitation', person_id: id }, context.var.now());
  return `/enter?link=${token}`;
}

/** What stands against a change is an answer to whoever asked, not a fault of the server. */
function writing<Result>(context: ApiContext, write: (state: State) => Result): Result {
  try {
    return withState(context.var.workspace, write);
  } catch (error) {
    if (error instanceof UserError) throw new Problem(409, 'not_changed', error.message);
    if (error instanceof z.ZodError)
      throw new Problem(400, 'bad_request', error.issues.map(({ message }) => message).join('; '));
    throw error;
  }
}
