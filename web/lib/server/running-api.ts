import { resolve } from 'node:path';
import { sessionSecret } from '#pipelines/people/session-secret.ts';
import { openState, type State } from '#pipelines/state/open.ts';
import { Door } from './access/door.ts';
import { singleSignOnOf } from './access/sign-in-settings.ts';
import { Books } from './books.ts';
import { createApi } from './api/app.ts';
import { Jobs } from './jobs/jobs.ts';
import { workspaceZone } from '#pipelines/store/workspace-day.ts';

const workspace = resolve(process.env.JIHENG_WORKSPACE ?? './workspace');
const books = new Books(workspace);
const jobs = new Jobs(workspace);

/** The API of this server's workspace. */
export const api = createApi({
  books,
  workspace,
  jobs,
  viewerOf: (context) => context.env.viewer ?? null,
});

/** Where browsers see this server; the command that starts it says so. */
export const origin = process.env.ORIGIN ?? 'http://127.0.0.1:5173';

/** Other machines can reach this server, directly or through a proxy. */
export const isPublic = process.env.JIHENG_PUBLIC === '1';

let state: State | undefined;
let door: Promise<Door> | undefined;

/** The door of this server. Opened by the first visitor: the web is built where there is no workspace. */
export function theDoor(): Promise<Door> {
  door ??= openDoor();
  return door;
}

async function openDoor(): Promise<Door> {
  const zone = await workspaceZone(workspace);
  state = openState(workspace);
  return new Door({
    state,
    secret: sessionSecret(workspace),
    origin,
    singleSignOn: singleSignOnOf(process.env),
    isPublic,
    zone,
    now: () => new Date(),
  });
}

process.once('sveltekit:shutdown', () => {
  void books.close();
  void jobs.close();
  state?.close();
});
