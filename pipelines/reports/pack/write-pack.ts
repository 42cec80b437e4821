import { sign } from 'node:crypto';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportSource } from '#engine/reports/report-source.ts';
import { fileSha256 } from '#pipelines/store/write-batch.ts';
import { zipFiles } from '../zip-files.ts';
import { gatherPack } from './gather-pack.ts';
import { MANIFEST_FILE, PackManifest, SIGNATURE_FILE } from './pack-manifest.ts';
import { ensureSigningKey, readSigningKey } from './signing-key.ts';

export interface WrittenPack {
  readonly manifest: PackManifest;
  readonly keyFingerprint: string;
}

/**
 * Makes the audit pack of a book: everything an auditor needs to follow its figures, hashed, signed and zipped. The file
 * appears whole or not at all.
 *
 * @param createdBy who made it, as it will stand in the manifest
 * @param createdAt ISO 8601; what the maker says, nothing proves it
 */
export async function writePack(
  workspace: string,
  source: ReportSource,
  out: string,
  made: { readonly createdBy: string; readonly createdAt: string },
  onStep: (step: string) => void,
): Promise<WrittenPack> {
  await ensureSigningKey(workspace);
  const key = await readSigningKey(workspace);
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-pack-'));
  const draft = `${out}.${process.pid}.draft`;
  try {
    const { files, facts } = await gatherPack(workspace, source, key, folder, onStep);
    onStep('sign');
    const hashed = [];
    for (const { path, rows } of files) {
      const file = join(folder, path);
      hashed.push({ path, bytes: (await stat(file)).size, sha256: await fileSha256(file), rows });
    }
    const manifest = PackManifest.parse({
      format: 'jiheng-audit-pack',
      version: 1,
      created_at: made.createdAt,
      created_by: made.createdBy,
      language: source.language,
      ...facts,
      files: hashed,
    });
    const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    const signature = `${sign(null, bytes, key.privateKey).toString('base64')}\n`;
    await zipFiles(
      [
        { path: MANIFEST_FILE, from: bytes },
        { path: SIGNATURE_FILE, from: Buffer.from(signature) },
        ...manifest.files.map(({ path }) => ({ path, from: join(folder, path) })),
      ],
      draft,
    );
    await rename(draft, out);
    return { manifest, keyFingerprint: key.fingerprint };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(draft, { force: true });
  }
}
