/** Names under which a server that is bound to loopback may be spoken to; any other is DNS rebinding. */
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a request is refused before anything reads it; `undefined`: it may pass. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly code: 'foreign_host' | 'foreign_origin';
  readonly message: string;
}

/**
 * Refuses a request that did not come from a page of this server.
 *
 * The `Host` must be the one of the public address, or a loopback name where there is none: a page elsewhere can point
 * its own name at 127.0.0.1 and would then read everything. Every method that changes something must carry an `Origin`
 * of this server, whatever its content type (a form can send `text/plain`, and a request without `Origin` proves nothing).
 *
 * @param publicOrigin address under which other machines see this server; undefined: it answers its own machine only
 */
export function refuse(request: Request, publicOrigin?: string): Refusal | undefined {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  const isOurs = publicOrigin
    ? host.toLowerCase() === new URL(publicOrigin).host
    : LOOPBACK_NAMES.has(nameOf(host));
  if (!isOurs) {
    return {
      status: 421,
      code: 'foreign_host',
      message: publicOrigin
        ? `This server answers only as ${publicOrigin}; open it there.`
        : 'This server answers only to 127.0.0.1 and localhost; open it under one of these names.',
    };
  }
  if (SAFE_METHODS.has(request.method)) return undefined;
  const origin = request.headers.get('origin');
  if (origin !== (publicOrigin ?? `http://${host}`)) {
    return {
      status: 403,
      code: 'foreign_origin',
      message: 'This request did not come from a page of this server; repeat it there.',
    };
  }
  return undefined;
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** Whether an address of a peer is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** Headers of every answer, beside the content security policy that the pages carry. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};
