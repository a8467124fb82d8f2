/** Connections through a proxy: a CONNECT to the deployment's host, and TLS inside. */
import type { LookupFunction, Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import type { TlsOptions } from './certificates.ts';
import { classify, TransportFailure } from './failure.ts';
import type { HttpProxy } from './proxy.ts';

/** How a connection is opened. */
export interface ConnectOptions extends TlsOptions {
  /** Milliseconds to connect, TLS included. */
  readonly timeout: number;
  readonly autoSelectFamilyAttemptTimeout: number;
  readonly lookup: LookupFunction;
}

/**
 * Returns what opens connections to the proxy itself. undici takes the name that is sent with TLS from the `Host` header,
 * which names the deployment here.
 */
export function toProxy(options: ConnectOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return ({ servername: _ofDeployment, ...target }, callback) => connect(target, callback);
}

export interface Tunnel {
  readonly connect: buildConnector.connector;
  close(): Promise<void>;
}

/** Returns what opens tunnels. Each connection to the deployment has a tunnel of its own. */
export function tunnelThrough(proxy: HttpProxy, options: ConnectOptions): Tunnel {
  const proxies = new Pool(proxy.origin, {
    connect: toProxy(options),
    headersTimeout: options.timeout,
  });
  const secure = buildConnector(options);

  const socketTo = async (authority: string) => {
    const { statusCode, socket } = await proxies.connect({
      path: authority,
      headers: { host: authority, ...proxyHeaders(proxy) },
    });
    if (statusCode >= 200 && statusCode < 300) return socket;
    socket.on('error', () => undefined).destroy();
    throw refusedByProxy(proxy, statusCode, `CONNECT ${authority}`);
  };
  return {
    connect(target, callback) {
      const authority = `${bracketed(target.hostname)}:${target.port === '' ? '443' : target.port}`;
      socketTo(authority).then(
        // The types of undici say Duplex; it is the socket to the proxy.
        (socket) => secure({ ...target, httpSocket: socket as Socket }, callback),
        (error: unknown) => callback(unreachableProxy(error, proxy), null),
      );
    },
    close: () => proxies.destroy(),
  };
}

/** Returns the headers by which the proxy knows its client. */
export function proxyHeaders({ authorization }: HttpProxy): Readonly<Record<string, string>> {
  return authorization === undefined ? {} : { 'Proxy-Authorization': authorization };
}

/** Returns the failure for an error on the way to the proxy. */
export function unreachableProxy(error: unknown, { origin }: HttpProxy): TransportFailure {
  const failure = classify(error, { host: origin });
  if (failure.kind === 'proxy' || failure.kind === 'closed') return failure;
  return new TransportFailure(
    'proxy',
    `the proxy ${origin} could not be reached (${failure.kind}): check HTTPS_PROXY or HTTP_PROXY, or name the target in NO_PROXY`,
  );
}

/** Returns the failure for a status that is the proxy's own. @param request what the proxy was asked */
export function refusedByProxy({ origin }: HttpProxy, status: number, request: string): TransportFailure {
  return new TransportFailure(
    'proxy',
    `the proxy ${origin} answered ${status} to ${request}: ${remedyOf(status)}`,
  );
}

function remedyOf(status: number): string {
  if (status === 407)
    return 'it asks for a user and a password; write http://user:password@host:port in HTTPS_PROXY or HTTP_PROXY';
  if (status >= 500) return 'it cannot reach the target; check host and port of --target';
  return 'it does not allow the target; ask its operator, or name the target in NO_PROXY';
}

function bracketed(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
