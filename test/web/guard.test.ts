import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, refuse } from '../../web/lib/server/guard.ts';

const asked = (method: string, headers: Record<string, string>) =>
  refuse(new Request('http://127.0.0.1:4173/preferences', { method, headers }))?.code;

describe('guard', () => {
  it.each(['127.0.0.1:4173', 'localhost:4173', '[::1]:4173', 'LOCALHOST'])(
    'answers to the host %s',
    (host) => {
      expect(asked('GET', { host })).toBeUndefined();
    },
  );

  it.each([
    'evil.example',
    '127.0.0.1.evil.example:4173',
    'localhost.evil.example',
    '10.0.0.7:4173',
    '[::1].evil',
  ])('refuses the host %s, which a rebound name would send', (host) => {
    expect(asked('GET', { host })).toBe('foreign_host');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'lets %s pass only from its own origin, whatever the type',
    (method) => {
      const host = 'localhost:4173';
      expect(asked(method, { host, origin: 'http://localhost:4173' })).toBeUndefined();
      for (const origin of ['http://evil.example', 'http://localhost:9', 'null', 'https://localhost:4173'])
        expect(asked(method, { host, origin, 'content-type': 'text/plain' })).toBe('foreign_origin');
      expect(asked(method, { host, 'content-type': 'application/json' })).toBe('foreign_origin');
    },
  );

  it('knows the addresses of this machine', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.8.8'].map(isLoopbackAddress)).toEqual(
      Array(4).fill(true),
    );
    expect(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1'].map(isLoopbackAddress)).toEqual(Array(3).fill(false));
  });
});
