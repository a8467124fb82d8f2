/** The network transport: undici's Pool, with keep-alive and without pipelining. Only this file opens sockets. */
import { type Dispatcher, Pool } from 'undici';
import { readBaseUrl } from '../contract/base-url.ts';
import { decodeContent } from './content-coding.ts';
import { bodyTooLarge, classify, TransportFailure, timedOut } from './failure.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

export interface PoolOptions {
  /** Maximum of connections: the concurrency of the run. */
  readonly connections: number;
  /** Milliseconds from sending to the last byte of the answer; 30,000 by default. */
  readonly timeoutMs?: number;
  /** Milliseconds to connect, TLS included; 10,000 by default. */
  readonly connectTimeoutMs?: number;
  /** Size limit of a body, as sent and as decoded; 16 MiB by default. */
  readonly maxBodyBytes?: number;
  /** Certificates (PEM) to trust in place of the system's, for a deployment with a private certificate authority. */
  readonly ca?: string;
}

/** Milliseconds before the next address of a host is tried. Node's default of 250 ms is too short for distant hosts. */
const ADDRESS_ATTEMPT_MS = 1000;

/** What a request line can contain: printable ASCII without blanks. */
const SENDABLE = /^\/[\x21-\x7e]*$/;

/**
 * Returns a transport to the deployment at `baseUrl`. It sends targets unchanged: they already contain the base URL's
 * path prefix.
 * @throws BaseUrlError
 */
export function poolTransport(baseUrl: URL, options: PoolOptions): Transport {
  const base = readBaseUrl(baseUrl.href);
  const {
    connections,
    timeoutMs = 30_000,
    connectTimeoutMs = 10_000,
    maxBodyBytes = 16 * 1024 * 1024,
    ca,
  } = options;
  const open = (most: number) =>
    new Pool(base.origin, {
      connections: most,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: {
        timeout: connectTimeoutMs,
        autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
        ...(ca === undefined ? {} : { ca }),
      },
    });
  const pool = open(connections);
  /** Sends on a connection of the pool, or on one of the request's own. */
  const receiveOn = async (request: WireRequest, bounds: Bounds): Promise<WireAnswer> => {
    if (request.isFirstOnConnection !== true) return receive(pool, base.host, request, bounds);
    const own = open(1);
    try {
      return await receive(own, base.host, request, bounds);
    } finally {
      await own.destroy();
    }
  };
  return {
    base,
    async exchange(request, signal) {
      if (!SENDABLE.test(request.target))
        throw new TypeError(`not a request target: ${JSON.stringify(request.target)}`);
      const received = await receiveOn(request, {
        timeoutMs: Math.min(timeoutMs, request.timeoutMs ?? timeoutMs),
        maxBodyBytes,
        signal,
      });
      const { body, undecodable } = decodeContent(
        received.body,
        received.headers['content-encoding'],
        maxBodyBytes,
      );
      return undecodable === undefined ? { ...received, body } : { ...received, body, undecodable };
    },
    close: () => pool.destroy(),
  };
}

interface Bounds {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Sends one GET and returns the answer as received. */
function receive(pool: Pool, host: string, request: WireRequest, bounds: Bounds): Promise<WireAnswer> {
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
      reject(classify(failure ?? error, host));
    };
    const giveUp = (why: TransportFailure) => {
      failure = why;
      fail(why);
      controller?.abort(why);
    };
    const onAbort = () => giveUp(new TransportFailure('closed', 'the client was closed'));
    const timer = setTimeout(() => giveUp(timedOut(bounds.timeoutMs)), bounds.timeoutMs);
    if (bounds.signal?.aborted) return onAbort();
    bounds.signal?.addEventListener('abort', onAbort);

    pool.dispatch(
      { method: 'GET', path: request.target, headers: listed(request.headers) },
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
