import type { WithdrawalManifest } from '#engine/contract/manifest.ts';
import { UserError } from '#engine/user-error.ts';
import { withLock } from './lock.ts';
import { requireWorkspace } from './workspace.ts';
import { beginBatch, publishBatch, readStoreForWriting } from './write-batch.ts';

/**
 * Says by a new manifest that a batch no longer counts. Nothing is deleted; the same files may be ingested again.
 *
 * @throws UserError for a batch that is not there, was withdrawn already, or is itself a withdrawal.
 */
export async function withdrawBatch(
  workspace: string,
  batchId: string,
  options: { readonly reason?: string; readonly signal?: AbortSignal } = {},
): Promise<WithdrawalManifest> {
  requireWorkspace(workspace);
  return withLock(
    workspace,
    'withdraw',
    async () => {
      const store = await readStoreForWriting(workspace);
      if (!store.batches.some((each) => each.batchId === batchId)) {
        const known = store.manifests.find((each) => each.batch_id === batchId);
        const why = !known
          ? 'does not exist'
          : known.kind === 'ingest'
            ? 'was withdrawn already'
            : 'is a withdrawal itself';
        const ids = store.batches.map((each) => each.batchId).join(', ');
        throw new UserError(`The batch ${batchId} ${why}; batches that count: ${ids || 'none'}.`);
      }
      const folder = await beginBatch(workspace);
      const manifest = await publishBatch(workspace, store, folder, {
        kind: 'withdrawal',
        batch_id: `withdraw-${batchId}`,
        withdraws: batchId,
        reason: options.reason ?? null,
      });
      return manifest as WithdrawalManifest;
    },
    { signal: options.signal },
  );
}
