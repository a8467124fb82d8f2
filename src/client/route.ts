/** The way to a host: directly, or through a proxy. */
import { Pool } from 'undici';
import { type Certificates, tlsOptions } from './certificates.ts';
import { lookup } from './lookup.ts';
import type { HttpProxy } from './proxy.ts';
import { type ConnectOptions, proxyHeaders, toProxy, tunnelThrough } from './tunnel.ts';

/** How a deployment is reached. */
export interface Network extends Certificates {
  /** The proxy on the way. */
  readonly proxy?: HttpProxy;
  /** Milliseconds from sending to the last byte of the answer; 30,000 by default, 0 for no limit. */
  readonly timeoutMs?: number;
}

export interface RouteOptions extends Network {
  /** Milliseconds to connect, TLS included; 10,000 by default. */
  readonly connectTimeoutMs?: number;
}

/** Milliseconds before the next address of a host is tried. Node's default of 250 ms is too short for distant hosts. */
const ADDRESS_ATTEMPT_MS = 1000;

/** Where connections go, and what is written before a target on the request line. */
export interface Route {
  readonly pool: Pool;
  readonly before: string;
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @throws CertificatesError */
export function connectOptions(base: URL, options: RouteOptions): ConnectOptions {
  const { proxy, connectTimeoutMs = 10_000 } = options;
  const isSecure = base.protocol === 'https:' || proxy?.url.protocol === 'https:';
  return {
    timeout: connectTimeoutMs,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    lookup,
    ...(isSecure ? tlsOptions(options) : {}),
  };
}

/**
 * Returns the way to a deployment: directly, through a tunnel of the proxy (https), or by asking the proxy (http), which
 * many proxies give no tunnel for.
 */
export function routeTo(
  base: URL,
  options: RouteOptions,
  connect: ConnectOptions,
  connections: number,
): Route {
  const { proxy, timeoutMs = 30_000 } = options;
  const settings = { connections, pipelining: 1, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  if (proxy === undefined) {
    const pool = new Pool(base.origin, { ...settings, connect });
    return { pool, before: '', headers: {}, close: () => pool.destroy() };
  }
  if (base.protocol === 'http:') {
    const pool = new Pool(proxy.origin, { ...settings, connect: toProxy(connect) });
    const headers = { Host: base.host, ...proxyHeaders(proxy) };
    return { pool, before: base.origin, headers, close: () => pool.destroy() };
  }
  const tunnel = tunnelThrough(proxy, connect);
  const pool = new Pool(base.origin, { ...settings, connect: tunnel.connect });
  const close = async () => {
    await Promise.all([pool.destroy(), tunnel.close()]);
  };
  return { pool, before: '', headers: {}, close };
}
