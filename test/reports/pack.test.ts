import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditReport } from '#engine/reports/audit/audit-report.ts';
import { checkPack } from '#pipelines/reports/pack/check-pack.ts';
import { VERIFIER_SOURCE } from '#pipelines/reports/pack/gather-pack.ts';
import { rebuild } from '#pipelines/reports/pack/rebuild.ts';
import { keyPaths } from '#pipelines/reports/pack/signing-key.ts';
import { unpack } from '#pipelines/reports/pack/unpack.ts';
import { WrongPack } from '#pipelines/reports/pack/wrong-pack.ts';
import { writePack } from '#pipelines/reports/pack/write-pack.ts';
import { temporaryFolder } from '#test/support/temporary-folder.ts';
import { seeded } from '#test/support/seeded.ts';
import { auditedWorkspace, HOSTILE_MEMBER, sourceOf } from './audited-workspace.ts';
import { filesOf, resign, restate, written, zipped, type Files } from './forge.ts';

let workspace: Awaited<ReturnType<typeof auditedWorkspace>>;
let pack: string;
const watcher = { signal: new AbortController().signal, progress() {} };

beforeAll(async () => {
  workspace = await auditedWorkspace();
  pack = join(workspace.path, 'pack.zip');
  await makePack(pack);
}, 120_000);

afterAll(() => workspace.remove());

async function makePack(out: string): Promise<void> {
  const source = await sourceOf(workspace.path, workspace.bookId, 'zh-CN');
  try {
    const made = { createdBy: '李薇', createdAt: '2025-04-03T00:00:00Z' };
    await writePack(workspace.path, source, out, made, () => undefined);
  } finally {
    source.book.close();
  }
}

/** What the product's own check says: null where the pack is right. */
async function own(file: string, key?: string): Promise<string | null> {
  const folder = await temporaryFolder();
  try {
    const trusted = key === undefined ? undefined : createPublicKey(await readFile(key));
    await checkPack(folder, await unpack(file, folder), trusted);
    return null;
  } catch (error) {
    if (error instanceof WrongPack) return error.message;
    throw error;
  }
}

/** What the independent verifier says, alone in an empty folder, with no environment: null where the pack is right. */
async function independent(file: string, key?: string): Promise<string | null> {
  const folder = await temporaryFolder();
  await copyFile(VERIFIER_SOURCE, join(folder, 'verify-pack.mjs'));
  const run = spawnSync(process.execPath, ['verify-pack.mjs', file, ...(key ? ['--key', key] : [])], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(run.stdout.includes('WRONG') ? 1 : 0);
  return /WRONG {2}(.*)/.exec(run.stdout)?.[1] ?? null;
}

/** Forges the pack and gives what both verifiers say. */
async function forged(tamper: (files: Files) => void, key?: string): Promise<(string | null)[]> {
  const files = await filesOf(pack);
  tamper(files);
  const file = await zipped(files);
  return [await own(file, key), await independent(file, key)];
}

const canLeaveTheMachine =
  process.getuid?.() === 0 && ['/usr/sbin/chroot', '/usr/bin/ldd'].every((path) => existsSync(path));

/** A folder that holds Node, the libraries it is linked with, the verifier, and nothing else. */
async function emptyMachine(): Promise<string> {
  const root = await temporaryFolder();
  const linked = spawnSync('/usr/bin/ldd', [process.execPath], { encoding: 'utf8' });
  const libraries = linked.stdout.match(/\/\S+/g) ?? [];
  for (const library of libraries) {
    await mkdir(dirname(join(root, library)), { recursive: true });
    await copyFile(await realpath(library), join(root, library));
  }
  await copyFile(process.execPath, join(root, 'node'));
  await chmod(join(root, 'node'), 0o755);
  await copyFile(VERIFIER_SOURCE, join(root, 'verify-pack.mjs'));
  return root;
}

/** Verifies its pack there, with no environment. */
function onMachine(root: string) {
  const { status, stdout, stderr } = spawnSync(
    '/usr/sbin/chroot',
    [root, '/node', '/verify-pack.mjs', '/pack.zip'],
    { env: {}, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const edit = (files: Files, path: string, change: (text: string) => string) => {
  const before = files.get(path)!.toString();
  const after = change(before);
  expect(after).not.toBe(before);
  files.set(path, Buffer.from(after));
};

describe('an audit pack', () => {
  it('is found right by both verifiers, with the key from elsewhere too', async () => {
    const { publicKey } = keyPaths(workspace.path);
    expect([await own(pack), await independent(pack)]).toEqual([null, null]);
    expect([await own(pack, publicKey), await independent(pack, publicKey)]).toEqual([null, null]);
  });

  it.skipIf(!canLeaveTheMachine)(
    canLeaveTheMachine
      ? 'is found right on an empty machine with Node alone, and a forged one wrong'
      : 'NOT RUN: an empty machine is made by chroot and ldd, as root',
    async () => {
      const machine = await emptyMachine();
      await copyFile(pack, join(machine, 'pack.zip'));
      expect(onMachine(machine)).toMatchObject({ status: 0, stderr: '' });
      expect(onMachine(machine).stdout).toMatch(/^ok {2}signature by the key/);
      const files = await filesOf(pack);
      edit(files, 'data/findings.csv', (text) => text.replace('系统多记', '系统少记'));
      await copyFile(await zipped(files), join(machine, 'pack.zip'));
      expect(onMachine(machine)).toMatchObject({ status: 1, stderr: '' });
      expect(onMachine(machine).stdout).toContain('WRONG  data/findings.csv');
    },
  );

  it('is the same bytes each time but for what its maker says of himself', async () => {
    const again = join(workspace.path, 'again.zip');
    await makePack(again);
    expect((await readFile(again)).equals(await readFile(pack))).toBe(true);
  });

  it('holds findings with decisions, rejects, and text that no spreadsheet runs', async () => {
    const files = await filesOf(pack);
    const findings = files.get('data/findings.csv')!.toString();
    expect(findings).toContain('已确认,系统多记 1 分,李薇,2025-04-02T02:00:00.000Z');
    expect(findings).toContain('E3');
    const evidence = files.get('data/evidence.csv')!.toString();
    expect(evidence).toContain(`"'${HOSTILE_MEMBER.replaceAll('"', '""')}"`);
    expect(files.get('data/rejects.csv')!.toString()).toContain('E4,乙,earn,abc');
    expect(files.get('decisions/decisions.jsonl')!.toString().trim().split('\n')).toHaveLength(2);
    expect([...files.keys()].filter((path) => path.startsWith('source/manifests/'))).toHaveLength(2);
    expect(files.has('rules/integrity/overdrawn/rule.sql')).toBe(true);
  });

  it('is written in both languages', async () => {
    for (const [language, title, rows] of [
      ['zh-CN', '积分计划审计报告', '记录：读取 5 = 接受 4 + 重复 0 + 冲突 0 + 声明跳过 0 + 拒收 1'],
      [
        'en',
        'Audit report on the points programme',
        'Rows: read 5 = accepted 4 + duplicates 0 + conflicts 0 + declared skips 0 + rejected 1',
      ],
    ] as const) {
      const source = await sourceOf(workspace.path, workspace.bookId, language);
      const document = await auditReport(source);
      source.book.close();
      expect(document.title).toBe(title);
      expect(document.head.controlTotals[0]).toBe(rows);
    }
  });
});

describe('a forged pack is told by both verifiers', () => {
  it('a byte changed', async () => {
    const said = await forged((files) =>
      edit(files, 'data/findings.csv', (text) => text.replace('系统多记', '系统少记')),
    );
    expect(said).toEqual([
      'data/findings.csv was altered after it was signed',
      'data/findings.csv was altered: its SHA-256 is not the one in manifest.json.',
    ]);
  });

  it('a row dropped and the manifest brought in line', async () => {
    const said = await forged((files) => {
      edit(files, 'data/findings.csv', (text) => `${text.split('\r\n').slice(0, -2).join('\r\n')}\r\n`);
      restate(files);
    });
    expect(said[0]).toContain('manifest.sig is no signature of manifest.json');
    expect(said[1]).toContain('The signature (manifest.sig) is not that of manifest.json');
  });

  it('a file taken away, one added', async () => {
    expect(await forged((files) => files.delete('rules/integrity/overdrawn/rule.sql'))).toEqual([
      'rules/integrity/overdrawn/rule.sql is missing',
      'rules/integrity/overdrawn/rule.sql is missing.',
    ]);
    expect(await forged((files) => files.set('data/more.csv', Buffer.from('a\r\n')))).toEqual([
      'data/more.csv was added after it was signed',
      'data/more.csv was added: manifest.json does not list it.',
    ]);
  });

  it('the signature of another pack', async () => {
    const other = await filesOf(pack);
    resign(other);
    const said = await forged((files) => files.set('manifest.sig', other.get('manifest.sig')!));
    expect(said[0]).toContain('manifest.sig is no signature');
    expect(said[1]).toContain('The signature (manifest.sig) is not that of');
  });

  it('another key, consistently: only whoever has the key from elsewhere can tell', async () => {
    const { publicKey } = keyPaths(workspace.path);
    expect(await forged(resign)).toEqual([null, null]);
    const said = await forged(resign, publicKey);
    expect(said[0]).toMatch(/^its public key \(\w{64}\) is not the one given with --key/);
    expect(said[1]).toMatch(/^The pack's public key \(\w{64}\) is not the one you gave/);
  });

  // The forger signs with a key of his own from here on: what the signature no longer tells, the contents do.
  it('the chain cut off at its end', async () => {
    const said = await forged((files) => {
      files.delete(
        [...files.keys()]
          .filter((path) => path.startsWith('source/manifests/'))
          .sort()
          .at(-1)!,
      );
      resign(files);
    });
    expect(said[0]).toBe('the chain has 1 manifests instead of 2');
    expect(said[1]).toBe('The chain has 1 manifests and should have 2.');
  });

  it('the chain reordered', async () => {
    const said = await forged((files) => {
      const [first, second] = [...files.keys()].filter((path) => path.startsWith('source/manifests/')).sort();
      const kept = files.get(first!)!;
      files.set(first!, files.get(second!)!);
      files.set(second!, kept);
      resign(files);
    });
    expect(said[0]).toMatch(/is number 2 of the chain, not 1$/);
    expect(said[1]).toMatch(/is number 2 of the chain where number 1 should stand/);
  });

  it('a batch altered in the chain', async () => {
    const said = await forged((files) => {
      const first = [...files.keys()].filter((path) => path.startsWith('source/manifests/')).sort()[0]!;
      edit(files, first, (text) => text.replace('"rejected": 1', '"rejected": 0'));
      resign(files);
    });
    expect(said[0]).toMatch(/000002-\w+\.json does not follow the manifest before it$/);
    expect(said[1]).toMatch(/do not add up\.$/);
  });

  it('a decision altered, and the last one taken away', async () => {
    const altered = await forged((files) => {
      edit(files, 'decisions/decisions.jsonl', (text) => text.replace('系统多记 1 分', '误会'));
      resign(files);
    });
    expect(altered).toEqual(['decision 2 was altered', 'Decision 2 was altered after it was written.']);
    const cut = await forged((files) => {
      edit(files, 'decisions/decisions.jsonl', (text) => `${text.split('\n')[0]}\n`);
      resign(files);
    });
    expect(cut[0]).toBe('the log of decisions does not end where the manifest says');
    expect(cut[1]).toContain('The log of decisions is not the one');
  });

  it('evidence dropped, points that no longer add up', async () => {
    const evidence = await forged((files) => {
      files.delete('data/evidence.parquet');
      files.set('data/evidence.parquet', files.get('data/rejects.parquet')!);
      edit(files, 'data/evidence.csv', (text) => `${text.split('\r\n').slice(0, -2).join('\r\n')}\r\n`);
      resign(files);
    });
    expect(evidence[0]).toMatch(/^data\/evidence\.parquet has 1 rows, the manifest says/);
    expect(evidence[1]).toMatch(/^data\/evidence\.csv does not have the/);
    const points = await forged((files) => {
      edit(files, 'book/book.json', (text) =>
        text.replace('"points_remaining": "67.50"', '"points_remaining": "76.50"'),
      );
      resign(files);
    });
    expect(points[0]).toBe('the points of default/base do not add up');
    expect(points[1]).toBe('data/points_by_wallet.csv and book/book.json differ for default/base.');
  });

  it('wherever in the archive a byte is changed, the independent verifier tells, or nothing of the content differs', async () => {
    const bytes = await readFile(pack);
    const { below } = seeded(7);
    for (let nth = 0; nth < 12; nth += 1) {
      const changed = Buffer.from(bytes);
      const at = below(bytes.length);
      changed[at] = changed[at]! ^ (1 + below(255));
      const file = await written('changed.zip', changed);
      if ((await independent(file)) === null) {
        const [before, after] = [await filesOf(pack), await filesOf(file)];
        expect([...after].every(([path, content]) => content.equals(before.get(path)!))).toBe(true);
      }
    }
  });
});

describe('recomputing a pack from the source store', () => {
  it('gives the same content, and tells where the store is another', async () => {
    const folder = await temporaryFolder();
    const { manifest } = await checkPack(folder, await unpack(pack, folder));
    const rebuilt = await rebuild(folder, manifest, workspace.path, watcher);
    expect(rebuilt).toEqual({
      bookId: workspace.bookId,
      contentFingerprint: manifest.book.content_fingerprint,
      isSameEngine: true,
    });
    const other = { ...manifest, book: { ...manifest.book, content_fingerprint: '0'.repeat(64) } };
    await expect(rebuild(folder, other, join(workspace.path, 'source'), watcher)).rejects.toThrow(
      /the recomputed book has the content fingerprint \w{64}, the pack 0{64}/,
    );
  });
});
