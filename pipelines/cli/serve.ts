import { once } from 'node:events';
import { requireWorkspace } from '#pipelines/store/workspace.ts';
import { action, subcommand, write, type Surroundings } from './command.ts';
import { addressOf, DEFAULT_PORT, startWebServer, type Address } from './web-server.ts';

interface Options {
  port?: string;
  host?: string;
}

export const serve = action<Options>(
  subcommand('serve', 'serve the web workbench on this machine')
    .option('--port <n>', `port; default PORT of the environment, else ${DEFAULT_PORT} or the next free one`)
    .option('--host <host>', 'only 127.0.0.1, localhost or ::1 until there are accounts'),
  async (_, options, surroundings) => {
    const address = addressOf(options);
    requireWorkspace(surroundings.workspace);
    await serveUntilInterrupted(surroundings, address, (url) => url);
    return undefined;
  },
);

/** Serves, says so by `describe`, and returns when the user interrupts. */
export async function serveUntilInterrupted(
  { workspace, json, signal }: Surroundings,
  address: Address,
  describe: (url: string) => string,
): Promise<void> {
  const server = await startWebServer(workspace, address);
  const moved = !address.isPortFixed && server.port !== address.port;
  if (moved) process.stderr.write(`Port ${address.port} is in use; ${server.port} is taken instead.\n`);
  await write(
    json ? `${JSON.stringify({ url: server.url, port: server.port })}\n` : `${describe(server.url)}\n`,
  );
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
}
