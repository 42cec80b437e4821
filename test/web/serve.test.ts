import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import { addressOf, DEFAULT_PORT, isPublic, listen } from '#pipelines/cli/web-server.ts';

async function busyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function freshServer(): Server {
  const server = createServer();
  onTestFinished(() => void server.close());
  return server;
}

describe('serve', () => {
  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])('knows that other machines reach %s', (host) => {
    expect(isPublic(addressOf({ host }, {}))).toBe(true);
    expect(isPublic(addressOf({}, { HOST: host }))).toBe(true);
    expect(isPublic(addressOf({}, {}))).toBe(false);
    expect(isPublic(addressOf({ origin: 'https://points.example.cn' }, {}))).toBe(true);
  });

  it('takes an origin that is one, and nothing behind it', () => {
    expect(addressOf({ origin: 'https://Points.example.cn:8443' }, {}).origin).toBe(
      'https://points.example.cn:8443',
    );
    for (const origin of ['points.example.cn', 'https://a/b', 'ftp://a', 'https://u@a'])
      expect(() => addressOf({ origin }, {})).toThrow(/--origin/);
  });

  it('takes options before the environment, and the environment before its own default', () => {
    expect(addressOf({}, {})).toEqual({ host: '127.0.0.1', port: DEFAULT_PORT, isPortFixed: false });
    expect(addressOf({}, { PORT: '5000', HOST: 'localhost' })).toMatchObject({
      host: 'localhost',
      port: 5000,
    });
    expect(addressOf({ port: '6000' }, { PORT: '5000' })).toMatchObject({ port: 6000, isPortFixed: true });
    for (const port of ['abc', '-1', '70000', '1.5']) expect(() => addressOf({ port }, {})).toThrow(/--port/);
  });

  it('takes the next port when the default one is busy, but never another than the one named', async () => {
    const port = await busyPort();
    const host = '127.0.0.1';
    expect(await listen(freshServer(), { host, port, isPortFixed: false })).toBeGreaterThan(port);
    await expect(listen(freshServer(), { host, port, isPortFixed: true })).rejects.toThrow(
      `Port ${port} is in use`,
    );
  });
});
