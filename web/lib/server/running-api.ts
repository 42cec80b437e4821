import { resolve } from 'node:path';
import { Books } from './books.ts';
import { createApi } from './api/app.ts';
import { Jobs } from './jobs/jobs.ts';

const workspace = resolve(process.env.JIHENG_WORKSPACE ?? './workspace');
const books = new Books(workspace);
const jobs = new Jobs(workspace);

/** The API of this server's workspace. */
export const api = createApi({ books, workspace, jobs });

process.once('sveltekit:shutdown', () => {
  void books.close();
  void jobs.close();
});
