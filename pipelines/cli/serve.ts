import { once } from 'node:events';
import { linkForStart } from '#pipelines/people/one-time-links.ts';
import { withState } from '#pipelines/state/open.ts';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { workspaceDay } from '#pipelines/store/workspace-day.ts';
import { action, subcommand, write, type Surroundings } from './command.ts';
import { requireReadiness } from './reachability.ts';
import { addressOf, DEFAULT_PORT, isPublic, startWebServer, type Address } from './web-server.ts';

interface Options {
  port?: string;
  host?: string;
  origin?: string;
}

export const serve = action<Options>(
  subcommand('serve', 'serve the web workbench on this machine')
    .option('--port <n>', `port; default PORT of the environment, else ${DEFAULT_PORT} or the next free one`)
    .option(
      '--host <host>',
      'where to listen; another than 127.0.0.1 once accounts, secret and folder are in order',
    )
    .option('--origin <address>', 'address that browsers use, e.g. https://points.example.cn behind a proxy'),
  async (_, options, surroundings) => {
    const address = addressOf(options);
    requireWorkspace(surroundings.workspace);
    await serveUntilInterrupted(surroundings, address, []);
    return undefined;
  },
);

/**
 * Serves until the user interrupts. Says where, after the lines of `summary`: on loopback by a link, good once and for
 * this machine alone, that signs its administrator in.
 */
export async function serveUntilInterrupted(
  { workspace, json, signal }: Surroundings,
  address: Address,
  summary: readonly string[],
): Promise<void> {
  const today = await workspaceDay(workspace);
  requireReadiness(workspace, address, today);
  const server = await startWebServer(workspace, address);
  const moved = !address.isPortFixed && server.port !== address.port;
  if (moved) process.stderr.write(`Port ${address.port} is in use; ${server.port} is taken instead.\n`);
  const link = isPublic(address) ? null : localLink(workspace, server.url, today);
  const { url, port } = server;
  const lines = [...summary, ...(link ? [HINT, link] : [address.origin ?? url])];
  await write(json ? `${JSON.stringify({ url, port, link })}\n` : `${lines.join('\n')}\n`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
}

const HINT = '登录链接，只能用一次，只在本机有效 / sign-in link, good once, on this machine only:';

/** The link that signs the administrator of this machine in; null where no administrator's account can be used. */
export function localLink(workspace: string, url: string, today: string): string | null {
  const token = withState(workspace, (state) => linkForStart(state, today));
  return token && `${url}/enter?link=${token}`;
}
