import type { BookRequest } from '#engine/build/request.ts';
import { UserError } from '#engine/user-error.ts';
import { readCloses } from './closes.ts';
import { inputBatches } from './input-batches.ts';
import { readOwnRules } from './own-rules.ts';
import { readStore } from './read-store.ts';
import { readConfiguration, workspacePaths } from './workspace.ts';

/** What of a book is not said by the workspace itself. */
export type BookOptions = Pick<BookRequest, 'asOf' | 'knownAt' | 'shards' | 'memoryLimit'>;

/**
 * What a book of the workspace as it stands now is made of.
 *
 * @throws UserError where the chain of batches is broken, or configuration, closes or own rules cannot be read.
 */
export async function bookRequest(workspace: string, options: BookOptions): Promise<BookRequest> {
  const paths = workspacePaths(workspace);
  const store = await readStore(workspace);
  if (!store.chain.ok) {
    throw new UserError(
      `The chain of batches is broken at ${store.chain.firstBroken!.batchId}: ${store.chain.firstBroken!.reason}. ` +
        'Run `jiheng doctor` and restore what was altered before computing.',
      { exitCode: 1 },
    );
  }
  return {
    batches: inputBatches(store.batches),
    configuration: await readConfiguration(workspace),
    closes: await readCloses(workspace),
    ownRules: await readOwnRules(workspace),
    asOf: options.asOf,
    knownAt: options.knownAt,
    books: paths.books,
    temporary: paths.temporary,
    shards: options.shards,
    memoryLimit: options.memoryLimit,
  };
}
