import { createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack } from '#pipelines/reports/pack/check-pack.ts';
import { rebuild, type Rebuilt } from '#pipelines/reports/pack/rebuild.ts';
import { unpack } from '#pipelines/reports/pack/unpack.ts';
import { WrongPack } from '#pipelines/reports/pack/wrong-pack.ts';
import { UserError } from '#engine/user-error.ts';
import { action, subcommand } from './command.ts';

interface Options {
  key?: string;
  rebuild?: boolean;
  source?: string;
}

const command = subcommand('verify', 'check an audit pack offline and name the first thing that is wrong')
  .argument('<pack>', 'the .zip that `report audit` wrote')
  .option(
    '--key <file>',
    "the signer's public key (PEM) from elsewhere: the one in the pack proves nothing by itself",
  )
  .option('--rebuild', 'also recompute the book from the source store and compare the fingerprints')
  .option('--source <dir>', 'with --rebuild: a workspace, or its source folder');

/** `verify PACK`: signature, hashes, chain, decisions, control totals; with `--rebuild` the book itself. */
export const verify = action<Options>(command, async ([pack], options, { progress, signal }) => {
  if ((options.rebuild === true) !== (options.source !== undefined))
    throw new UserError('--rebuild and --source belong together: --rebuild --source DIR.');
  const trusted = options.key === undefined ? undefined : await publicKey(options.key);
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-verify-'));
  try {
    progress.step('unpacking');
    const files = await unpack(pack!, folder);
    progress.step('checking');
    const { manifest, keyFingerprint, isKeyTrusted } = await checkPack(folder, files, trusted);
    const rebuilt = options.source
      ? await rebuild(folder, manifest, options.source, {
          signal,
          progress: (step, fraction) => progress.step(step, fraction),
        })
      : null;
    return {
      json: {
        ok: true,
        files: manifest.files.length,
        key_fingerprint: keyFingerprint,
        key_is_trusted: isKeyTrusted,
        book: manifest.book,
        chain: manifest.chain,
        decisions: manifest.decisions,
        totals: manifest.totals,
        rebuilt: rebuilt && {
          book_id: rebuilt.bookId,
          content_fingerprint: rebuilt.contentFingerprint,
          is_same_engine: rebuilt.isSameEngine,
        },
      },
      text: [
        `${pack} is what was signed: ${manifest.files.length} files, ${manifest.totals.findings} findings, ${manifest.totals.rows_read} rows read.`,
        `  book ${manifest.book.book_id}, as of ${manifest.book.as_of}`,
        `  chain of ${manifest.chain.manifests} batches, head ${manifest.chain.head}`,
        `  log of ${manifest.decisions.seq} decisions, head ${manifest.decisions.hash}`,
        `  signed by the key ${keyFingerprint}`,
        isKeyTrusted
          ? '  which is the one you gave'
          : '  which came with the pack: compare it with one that you got elsewhere, or give --key FILE',
        ...(rebuilt ? [rebuiltLine(rebuilt)] : []),
      ].join('\n'),
    };
  } catch (error) {
    if (error instanceof WrongPack)
      throw new UserError(`${pack} is not what was signed: ${error.message}.`, { exitCode: 1, cause: error });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function rebuiltLine({ contentFingerprint, isSameEngine }: Rebuilt): string {
  return `  recomputed from the source store: the same content ${contentFingerprint}${isSameEngine ? '' : ', by another engine than made the pack'}`;
}

async function publicKey(file: string): Promise<KeyObject> {
  try {
    return createPublicKey(await readFile(file));
  } catch (cause) {
    throw new UserError(`${file} is no public key in PEM: ${(cause as Error).message}.`, { cause });
  }
}
