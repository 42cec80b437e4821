import { resolve } from 'node:path';
import { Books } from './books.ts';
import { createApi } from './api/app.ts';

const workspace = resolve(process.env.JIHENG_WORKSPACE ?? './workspace');
const books = new Books(workspace);

/** The API of this server's workspace. */
export const api = createApi({ books, workspace });

process.once('sveltekit:shutdown', () => void books.close());
