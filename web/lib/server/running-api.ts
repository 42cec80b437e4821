import { resolve } from 'node:path';
import { withState } from '#pipelines/state/open.ts';
import { readOperator } from '#pipelines/state/operator.ts';
import { operatorViewer, type Viewer } from './access/viewer.ts';
import { Books } from './books.ts';
import { createApi } from './api/app.ts';
import { Jobs } from './jobs/jobs.ts';

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

/** Whom a request of a browser acts for. */
export function viewerOf(): Viewer | null {
  return operatorViewer(withState(workspace, readOperator));
}

process.once('sveltekit:shutdown', () => {
  void books.close();
  void jobs.close();
});
