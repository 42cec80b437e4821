import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { buildWeb } from '#pipelines/cli/build-web.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';
import { findChromium } from './find-chromium.ts';

/** The workbench as `npm start` brings it up from nothing, and a browser beside it. */
export interface Workbench {
  readonly url: string;
  /** A fresh reader; what the browser complains about is collected. */
  open(options?: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }>;
  close(): Promise<void>;
}

export async function startWorkbench(): Promise<Workbench> {
  return workbenchOf(['start'], (await emptyFolder()).folder);
}

/** The workbench on a workspace in which there is nothing yet. What the server says is collected. */
export async function emptyWorkbench(): Promise<Workbench & { workspace: string; said(): string }> {
  const { folder, workspace } = await emptyFolder();
  await buildWeb(new AbortController().signal);
  await initWorkspace(workspace);
  return { ...(await workbenchOf(['serve'], folder)), workspace };
}

async function emptyFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-browser-'));
  return { folder, workspace: join(folder, 'workspace') };
}

async function workbenchOf(command: string[], folder: string): Promise<Workbench & { said(): string }> {
  const server = spawn(
    process.execPath,
    [
      join(PACKAGE_ROOT, 'pipelines/cli/jiheng.mjs'),
      ...[...command, '--json', '--port', '0', '--workspace', join(folder, 'workspace')],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const { url, link } = await addressFrom(server);
  const signedIn = await enter(link);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  return {
    url,
    said: () => said,
    open: (options) => openPage(browser, url, signedIn, options),
    async close() {
      await browser.close();
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      const [code] = (await ended) as [number | null];
      await rm(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`The workbench ended with exit code ${code}.`);
    },
  };
}

type Cookies = NonNullable<Exclude<BrowserContextOptions['storageState'], string | undefined>>['cookies'];

/** Opens the one-time link as a visitor does, lets member ids be seen, and gives the cookies of the session. */
async function enter(link: string): Promise<Cookies> {
  const { origin, hostname } = new URL(link);
  const answer = await fetch(link, { redirect: 'manual' });
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  const shown = await fetch(`${origin}/api/session/identities`, {
    method: 'PUT',
    headers: { origin, cookie: pairs.join('; '), 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'walking through all pages' }),
  });
  if (!shown.ok) throw new Error(`The link did not sign in: ${answer.status}, then ${shown.status}.`);
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    return {
      ...{ name: pair.slice(0, at), value: pair.slice(at + 1), domain: hostname, path: '/', expires: -1 },
      ...{ httpOnly: true, secure: false, sameSite: 'Lax' },
    };
  });
}

function addressFrom(server: ChildProcess): Promise<{ url: string; link: string }> {
  return new Promise((found, fail) => {
    let words = '';
    let output = '';
    server.stderr!.on('data', (data: Buffer) => (words += data.toString()));
    server.stdout!.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('\n')) found(JSON.parse(output) as { url: string; link: string });
    });
    server.once('exit', (code) => fail(new Error(`The workbench ended with exit code ${code}: ${words}`)));
  });
}

async function openPage(
  browser: Browser,
  url: string,
  cookies: Cookies,
  options: BrowserContextOptions = {},
) {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    storageState: { cookies, origins: [] },
    ...options,
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
  return { page, complaints };
}
