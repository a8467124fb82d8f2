/** The network transport: undici's Pool, with keep-alive and without pipelining. */
import type { Dispatcher } from 'undici';
import { readBaseUrl } from '../contract/base-url.ts';
import { decodeContent } from './content-coding.ts';
import { bodyTooLarge, classify, type Destination, TransportFailure, timedOut } from './failure.ts';
import { connectOptions, type Route, type RouteOptions, routeTo } from './route.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';
import { refusedByProxy, unreachableProxy } from './tunnel.ts';

export interface PoolOptions extends RouteOptions {
  /** Maximum of connections: the concurrency of the run. */
  readonly connections: number;
  /** Size limit of a body, as sent and as decoded; 16 MiB by default. */
  readonly maxBodyBytes?: number;
}

/** What a request line can contain: printable ASCII without blanks. */
const SENDABLE = /^\/[\x21-\x7e]*$/;

const PROXY_AUTHENTICATION_REQUIRED = 407;

/**
 * Returns a transport to the deployment at `baseUrl`. It sends targets unchanged: they already contain the base URL's
 * path prefix.
 * @throws BaseUrlError, CertificatesError
 */
export function poolTransport(baseUrl: URL, options: PoolOptions): Transport {
  const base = readBaseUrl(baseUrl.href);
  const { proxy, connections, timeoutMs = 30_000, maxBodyBytes = 16 * 1024 * 1024 } = options;
  const connect = connectOptions(base, options);
  const route = routeTo(base, options, connect, connections);
  const scheme = base.protocol === 'https:' ? 'https' : 'http';
  let hasAnswered = false;
  const failureOf = (error: unknown): TransportFailure => {
    const at: Destination = { host: base.host, scheme, hasAnswered };
    const failure = classify(error, at);
    if (proxy === undefined || scheme === 'https' || !CONNECTION_FAILURES.includes(failure.kind))
      return failure;
    // Without a tunnel, the connection is one to the proxy.
    return unreachableProxy(error, proxy);
  };
  /** Sends on a connection of the pool, or on one of the request's own. */
  const receiveOn = async (request: WireRequest, bounds: Bounds): Promise<WireAnswer> => {
    if (request.isFirstOnConnection !== true) return receive(route, request, bounds);
    const own = routeTo(base, options, connect, 1);
    try {
      return await receive(own, request, bounds);
    } finally {
      await own.close();
    }
  };
  return {
    base,
    secrets: proxy?.secrets ?? [],
    async exchange(request, signal) {
      if (!SENDABLE.test(request.target))
        throw new TypeError(`not a request target: ${JSON.stringify(request.target)}`);
      const bounds = { timeoutMs: shorter(timeoutMs, request.timeoutMs), maxBodyBytes, signal, failureOf };
      const received = await receiveOn(request, bounds);
      if (proxy !== undefined && received.status === PROXY_AUTHENTICATION_REQUIRED)
        throw refusedByProxy(proxy, received.status, `GET ${base.origin}`);
      hasAnswered = true;
      const { body, undecodable } = decodeContent(
        received.body,
        received.headers['content-encoding'],
        maxBodyBytes,
      );
      return undecodable === undefined ? { ...received, body } : { ...received, body, undecodable };
    },
    close: () => route.close(),
  };
}

/** Failures to make a connection. */
const CONNECTION_FAILURES: readonly string[] = ['dns', 'refused', 'unreachable', 'tls'];

/** Returns the shorter of two limits, of which 0 is none. */
function shorter(one: number, other = 0): number {
  return one === 0 || other === 0 ? one + other : Math.min(one, other);
}

interface Bounds {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly failureOf: (error: unknown) => TransportFailure;
}

/** Sends one GET and returns the answer as received. */
function receive(route: Route, request: WireRequest, bounds: Bounds): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let failure: TransportFailure | undefined;
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let length = 0;

    const settle = () => {
      clearTimeout(timer);
      bounds.signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      settle();
      reject(failure ?? bounds.failureOf(error));
    };
    const giveUp = (why: TransportFailure) => {
      failure = why;
      fail(why);
      controller?.abort(why);
    };
    const onAbort = () => giveUp(new TransportFailure('closed', 'the client was closed'));
    const timer =
      bounds.timeoutMs === 0
        ? undefined
        : setTimeout(() => giveUp(timedOut(bounds.timeoutMs)), bounds.timeoutMs);
    if (bounds.signal?.aborted) return onAbort();
    bounds.signal?.addEventListener('abort', onAbort);

    route.pool.dispatch(
      {
        method: 'GET',
        path: route.before + request.target,
        headers: { ...route.headers, ...listed(request.headers) },
      },
      {
        onRequestStart(started) {
          controller = started;
          if (failure !== undefined) started.abort(failure);
        },
        onResponseStart(_, statusCode, received) {
          status = statusCode;
          headers = joinRepeated(received);
        },
        onResponseData(_, chunk) {
          length += chunk.length;
          if (length > bounds.maxBodyBytes) giveUp(bodyTooLarge(bounds.maxBodyBytes));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          settle();
          const [only] = chunks;
          const body = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, length);
          resolve({ status, headers, body });
        },
        onResponseError: (_, error) => fail(error),
      },
    );
  });
}

function listed(headers: WireRequest['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

function joinRepeated(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
