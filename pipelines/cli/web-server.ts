import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { UserError } from '#engine/user-error.ts';

export const DEFAULT_PORT = 4173;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
/** How many ports after the default one are tried when it is busy. */
const PORTS_TRIED = 20;
/** How long answers in flight may take after Ctrl-C. */
const FAREWELL_MS = 2_000;

export interface Address {
  readonly host: string;
  readonly port: number;
  /** The port was named by the user, so that another would be wrong. */
  readonly isPortFixed: boolean;
  /** Address that browsers use, e.g. behind a proxy; undefined: the one listened on. */
  readonly origin?: string;
}

/** Whether other machines can reach a workbench that listens there, directly or through a proxy. */
export function isPublic({ host, origin }: Pick<Address, 'host' | 'origin'>): boolean {
  return !LOOPBACK.has(host) || origin !== undefined;
}

/**
 * Where to listen: options first, then HOST and PORT of the environment, then 127.0.0.1 and the default port.
 *
 * @throws UserError for a port that is none, and for an origin that is none.
 */
export function addressOf(
  options: { host?: string; port?: string; origin?: string },
  environment: NodeJS.ProcessEnv = process.env,
): Address {
  const host = options.host ?? (environment.HOST || '127.0.0.1');
  const named = options.port ?? (environment.PORT || undefined);
  const port = named === undefined ? DEFAULT_PORT : Number(named);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError(`--port takes a number from 0 to 65535, not ${named}.`);
  const origin = options.origin ?? (environment.JIHENG_ORIGIN || undefined);
  return {
    host,
    port,
    isPortFixed: named !== undefined,
    ...(origin === undefined ? {} : { origin: checkedOrigin(origin) }),
  };
}

function checkedOrigin(text: string): string {
  if (/^https?:\/\/[^/?#@]+$/.test(text) && URL.canParse(text)) return new URL(text).origin;
  throw new UserError(
    `--origin takes an address without a path, like https://points.example.cn, not ${text}.`,
  );
}

/** A running workbench. */
export interface WebServer {
  readonly url: string;
  /** Differs from what was asked for where the default port was busy. */
  readonly port: number;
  /** Lets answers in flight end, then closes the server and its books. */
  close(): Promise<void>;
}

/**
 * Listens, and then loads the built web: it must be told its own origin when it is loaded, and the port is known only
 * once it is taken.
 *
 * @throws UserError where the web has not been built or the port is taken.
 */
export async function startWebServer(workspace: string, address: Address): Promise<WebServer> {
  const handlerFile = join(PACKAGE_ROOT, 'build', 'handler.js');
  if (!existsSync(handlerFile))
    throw new UserError('The web has not been built yet; run `npm start`, or `npm run build` first.', {
      exitCode: 1,
    });
  const server = createServer();
  const port = await listen(server, address);
  const name = address.host.includes(':') ? `[${address.host}]` : address.host;
  const url = `http://${name}:${port}`;
  process.env.JIHENG_WORKSPACE = workspace;
  process.env.ORIGIN = address.origin ?? url;
  process.env.JIHENG_PUBLIC = isPublic(address) ? '1' : '';
  // The API counts the bytes of a body itself, while they stream.
  process.env.BODY_SIZE_LIMIT = 'Infinity';
  const { handler } = (await import(pathToFileURL(handlerFile).href)) as {
    handler: Parameters<Server['on']>[1];
  };
  server.on('request', handler);
  return { url, port, close: () => close(server) };
}

/** Takes the port, or the next free one where none was named; gives the port taken. */
export async function listen(server: Server, { host, port, isPortFixed }: Address): Promise<number> {
  for (let tried = port; ; tried++) {
    try {
      server.listen(tried, host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (isPortFixed)
        throw new UserError(`Port ${port} is in use; name another with --port, or leave it out.`, {
          cause: error,
        });
      if (tried - port >= PORTS_TRIED)
        throw new UserError(`The ports ${port} to ${tried} are all in use; name a free one with --port.`, {
          cause: error,
        });
    }
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), FAREWELL_MS);
  await closed;
  clearTimeout(impatience);
  // The books are closed by the code that opened them, which listens for adapter-node's own word of farewell.
  process.emit('sveltekit:shutdown' as 'disconnect');
}
