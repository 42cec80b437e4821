import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#engine/user-error.ts';
import { syncPath, writeFileDurably } from '#pipelines/store/durable.ts';

/** The workspace's key for signing audit packs. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** PEM, SPKI. */
  readonly publicPem: string;
  /** SHA-256 (hex) of the public key's DER: what is read out over the telephone. */
  readonly fingerprint: string;
}

/** Where the keys of a workspace lie; the private one is for its owner's eyes only. */
export function keyPaths(workspace: string): { folder: string; privateKey: string; publicKey: string } {
  const folder = join(workspace, 'keys');
  return { folder, privateKey: join(folder, 'signing-key.pem'), publicKey: join(folder, 'public-key.pem') };
}

/** Makes an Ed25519 key for a workspace that has none; one that exists is never replaced. */
export async function ensureSigningKey(workspace: string): Promise<void> {
  const paths = keyPaths(workspace);
  if (existsSync(paths.privateKey)) return;
  await mkdir(paths.folder, { recursive: true, mode: 0o700 });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // `wx`: of two that make a key at the same time one wins, and the other's is never seen.
  const handle = await open(paths.privateKey, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!handle) return;
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(paths.privateKey, 0o600);
  await writeFileDurably(paths.publicKey, publicKey.export({ type: 'spki', format: 'pem' }) as string);
  await syncPath(paths.folder);
}

/**
 * Reads the key that signs.
 *
 * @throws UserError where others than its owner may read the private key, or it is none.
 */
export async function readSigningKey(workspace: string): Promise<SigningKey> {
  const { privateKey: path } = keyPaths(workspace);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    throw new UserError(
      `Others may read the private key ${path}; run chmod 600 on it, and make a new key if somebody did.`,
    );
  try {
    const privateKey = createPrivateKey(await readFile(path, 'utf8'));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it is no Ed25519 key');
    const publicKey = createPublicKey(privateKey);
    return {
      privateKey,
      publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
      fingerprint: keyFingerprint(publicKey),
    };
  } catch (cause) {
    throw new UserError(
      `${path} cannot be used to sign: ${(cause as Error).message}; restore it from a backup.`,
      {
        exitCode: 1,
        cause,
      },
    );
  }
}

/** SHA-256 (hex) of a public key's DER. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
