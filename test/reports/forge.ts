import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import type { ZipSource } from '#pipelines/reports/zip-files.ts';
import { zipFiles } from '#pipelines/reports/zip-files.ts';
import { unpack } from '#pipelines/reports/pack/unpack.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';

/** The files of a pack, to be tampered with. */
export type Files = Map<string, Buffer>;

/** Reads a pack into memory. */
export async function filesOf(pack: string): Promise<Files> {
  const folder = await temporaryFolder();
  const names = await unpack(pack, folder);
  return new Map(
    await Promise.all(
      [...names.keys()].map(async (name) => [name, await readFile(join(folder, name))] as const),
    ),
  );
}

/** Writes files as a pack again. */
export async function zipped(files: Files): Promise<string> {
  const out = join(await temporaryFolder(), 'forged.zip');
  const sources = [...files].map(([path, from]): ZipSource => ({ path, from }));
  await zipFiles(sources, out);
  return out;
}

/** Brings the manifest in line with what the files are now, as somebody would who has read it; the signature stays. */
export function restate(
  files: Files,
  more: (manifest: Record<string, never>) => void = () => undefined,
): void {
  const manifest = JSON.parse(files.get('manifest.json')!.toString()) as {
    files: { path: string; bytes: number; sha256: string; rows?: number }[];
  };
  const kept = manifest.files.filter(({ path }) => files.has(path));
  const known = new Set([...kept.map(({ path }) => path), 'manifest.json', 'manifest.sig']);
  const added = [...files.keys()]
    .filter((path) => !known.has(path))
    .map((path) => ({ path, bytes: 0, sha256: '' }));
  manifest.files = [...kept, ...added].map((file) => {
    const bytes = files.get(file.path)!;
    return { ...file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  more(manifest as unknown as Record<string, never>);
  files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
}

/** Signs with a key of the forger's own, and puts it into the pack. */
export function resign(files: Files): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  files.set('public-key.pem', Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }) as string));
  const fingerprint = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  restate(files, (manifest) => Object.assign(manifest, { key_fingerprint: fingerprint }));
  files.set(
    'manifest.sig',
    Buffer.from(sign(null, files.get('manifest.json')!, privateKey).toString('base64')),
  );
}

/** Writes bytes to a temporary file and gives its path. */
export async function written(name: string, bytes: Buffer): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}
