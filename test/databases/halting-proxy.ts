import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands between a client and a server and fails when told to, by bytes and not by time. */
export interface HaltingProxy {
  /** A URL with this proxy's host and port. */
  through(url: string): string;
  /** After so many bytes from the server connections are cut, or hang; null lets everything through. */
  limit(bytes: number | null, manner?: 'cut' | 'hang'): void;
  /** Resolves when a connection has met the limit. */
  readonly halted: Promise<void>;
}

export async function haltingProxy(url: string): Promise<HaltingProxy> {
  const target = new URL(url);
  let most: number | null = null;
  let how: 'cut' | 'hang' = 'cut';
  let tell: () => void = () => undefined;
  const halted = new Promise<void>((done) => (tell = done));
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let passed = 0;
    open.add(client).add(upstream);
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (most === null || passed < most) {
        if (!client.write(chunk)) {
          upstream.pause();
          client.once('drain', () => upstream.resume());
        }
        return;
      }
      if (how === 'cut') client.destroy();
      upstream.pause();
      tell();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    through(text) {
      const changed = new URL(text);
      changed.port = String((server.address() as AddressInfo).port);
      return changed.href;
    },
    limit(bytes, manner = 'cut') {
      most = bytes;
      how = manner;
    },
    halted,
  };
}
