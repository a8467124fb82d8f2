/** The wire: undici's Pool, kept alive, one request a connection at a time. The only place where sockets are opened. */
import { type Dispatcher, Pool } from 'undici';
import { readBaseUrl } from '../contract/base-url.ts';
import { decodeContent } from './content-coding.ts';
import { bodyTooLarge, classify, TransportFailure, timedOut } from './failure.ts';
import type { Transport, WireAnswer, WireRequest } from './transport.ts';

export interface PoolOptions {
  /** Most connections at once: the concurrency of the run. */
  readonly connections: number;
  /** From sending to the last byte of the answer; 30 000 unless said. */
  readonly timeoutMs?: number;
  /** For a connection to stand, TLS included; 10 000 unless said. */
  readonly connectTimeoutMs?: number;
  /** Largest body read, as sent and as decoded; 16 MiB unless said. */
  readonly maxBodyBytes?: number;
  /** Certificates (PEM) to trust in place of the system's, for a deployment under a private authority. */
  readonly ca?: string;
}

/** How long one of a host's several addresses may take before the next is tried: Node's own 250 ms suits no far host. */
const ADDRESS_ATTEMPT_MS = 1000;

/** What the request line can carry as it stands: printable ASCII without a blank. */
const SENDABLE = /^\/[\x21-\x7e]*$/;

/**
 * A transport to the deployment at `baseUrl`. The targets it is given go on the wire as they are, and are expected to
 * carry the base URL's path prefix already.
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
  const pool = new Pool(base.origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: {
      timeout: connectTimeoutMs,
      autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
      ...(ca === undefined ? {} : { ca }),
    },
  });
  return {
    base,
    async exchange(request, signal) {
      if (!SENDABLE.test(request.target))
        throw new TypeError(`not a request target: ${JSON.stringify(request.target)}`);
      const received = await receive(pool, base.host, request, {
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

/** Sends one GET and gathers its answer, as received. */
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
      { method: 'GET', path: request.target, headers: request.headers },
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

function joinRepeated(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
