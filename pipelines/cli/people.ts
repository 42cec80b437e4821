import { Command } from 'commander';
import { UserError } from '#engine/user-error.ts';
import { logAccess, verifyAccessLog, type AccessAction } from '#pipelines/people/access-log.ts';
import { createLink, isSetupOpen } from '#pipelines/people/one-time-links.ts';
import {
  AccountTerms,
  changeAccount,
  createAccount,
  forgetCredentials,
  isUsable,
  listAccounts,
  requireAccount,
} from '#pipelines/people/people.ts';
import { ROLES } from '#pipelines/people/role.ts';
import { withState, type State } from '#pipelines/state/open.ts';
import { localOperator } from '#pipelines/state/operator.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { workspaceDay } from '#pipelines/store/workspace-day.ts';
import { action, subcommand } from './command.ts';

const list = subcommand('list', 'accounts, their roles and whether they can sign in');
const invite = subcommand('invite', 'make an account, and a link by which its person chooses a password')
  .argument('<email>')
  .requiredOption('--role <role>', ROLES.join(', '))
  .option('--name <name>', 'default: the part of the address before the @')
  .option('--ends-on <day>', 'last day on which it may be used; an auditor needs one')
  .option('--programme <id...>', 'may see these programmes only')
  .option('--merchant <id...>', 'may see these merchants only')
  .option('--region <id...>', 'may see these regions only');
const reset = subcommand(
  'reset',
  'take away password, second factor and sessions; make a link for a new password',
).argument('<email>');
const disable = subcommand('disable', 'close an account and end its sessions at once').argument('<email>');
const enable = subcommand('enable', 'open a disabled account again').argument('<email>');
const log = subcommand('verify-log', 'recompute the hash chain of the access log');

interface Invitation {
  role: string;
  name?: string;
  endsOn?: string;
  programme?: string[];
  merchant?: string[];
  region?: string[];
}

action(list, async (_, __, { workspace }) => {
  const accounts = inState(workspace, (state) => listAccounts(state));
  const today = await workspaceDay(workspace);
  const lines = accounts.map(
    (each) =>
      `${each.email}  ${each.name}  ${each.role}  ${isUsable(each, today) ? 'open' : 'closed'}` +
      `${each.ends_on ? `  until ${each.ends_on}` : ''}  sessions ${each.open_sessions}`,
  );
  return {
    json: { people: accounts },
    text: lines.length
      ? lines.join('\n')
      : 'There is no account yet; the link that `jiheng start` prints makes one.',
  };
});

action<Invitation>(invite, async ([email = ''], options, { workspace }) => {
  const terms = AccountTerms.safeParse({
    email,
    name: options.name ?? email.split('@')[0],
    role: options.role,
    ends_on: options.endsOn ?? null,
    scope: {
      programmes: options.programme ?? null,
      merchants: options.merchant ?? null,
      regions: options.region ?? null,
    },
  });
  if (!terms.success)
    throw new UserError(
      terms.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  const token = inState(workspace, (state) => {
    if (isSetupOpen(state))
      throw new UserError('There is no administrator yet; open the link that `jiheng start` prints first.');
    const account = createAccount(state, terms.data);
    note(state, 'invited', account.email, terms.data.role);
    return createLink(state, { kind: 'invitation', person_id: account.id });
  });
  return linkOutcome(token);
});

action(reset, async ([email = ''], _, { workspace }) => {
  const token = inState(workspace, (state) => {
    const account = requireAccount(state, email);
    forgetCredentials(state, account.id);
    note(state, 'link_made', account.email);
    return createLink(state, { kind: 'invitation', person_id: account.id });
  });
  return linkOutcome(token);
});

const switching = (command: Command, is_disabled: boolean) =>
  action(command, async ([email = ''], _, { workspace }) => {
    const account = inState(workspace, (state) => {
      const changed = changeAccount(state, requireAccount(state, email).id, { is_disabled });
      note(state, 'account_changed', changed.email, JSON.stringify({ is_disabled }));
      return changed;
    });
    return { json: account, text: `${account.email} is ${is_disabled ? 'disabled' : 'open again'}.` };
  });
switching(disable, true);
switching(enable, false);

action(log, async (_, __, { workspace }) => {
  const check = inState(workspace, (state) => verifyAccessLog(state));
  return {
    json: check,
    text: check.ok
      ? `The access log is whole: ${check.links} entries, the last ${check.head.hash}.`
      : `The access log is broken: ${check.reason}.`,
    exitCode: check.ok ? 0 : 1,
  };
});

export const people = new Command('people')
  .description(
    'accounts of the workbench, for whoever operates this machine; also when everybody is locked out',
  )
  .addCommand(list)
  .addCommand(invite)
  .addCommand(reset)
  .addCommand(disable)
  .addCommand(enable)
  .addCommand(log);

function inState<Result>(workspace: string, use: (state: State) => Result): Result {
  requireWorkspace(workspace);
  return withState(workspace, use);
}

function note(state: State, what: AccessAction, subject: string, detail = ''): void {
  const person = localOperator();
  logAccess(state, { at: new Date().toISOString(), person, action: what, subject, detail, address: '' });
}

function linkOutcome(token: string) {
  const path = `/enter?link=${token}`;
  return {
    json: { path },
    text: `Open this on the workbench's address within seven days: ${path}`,
  };
}
