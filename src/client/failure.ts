/** Why a request got no answer: a kind, and one line that says what happened and what to try. It contains no secret. */
import type { Destination, FailureKind } from './failure-kind.ts';
import { remedyFor } from './remedy.ts';

export type { Destination, FailureKind } from './failure-kind.ts';

/** A request that got no answer. */
export class TransportFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, reason: string) {
    super(reason);
    this.name = 'TransportFailure';
    this.kind = kind;
  }
}

const MEBIBYTE = 1024 * 1024;

export function bodyTooLarge(maxBodyBytes: number): TransportFailure {
  const limit =
    maxBodyBytes < MEBIBYTE ? `${maxBodyBytes} bytes` : `${Math.round(maxBodyBytes / MEBIBYTE)} MiB`;
  return new TransportFailure('body-too-large', `the answer's body is larger than ${limit}`);
}

export function timedOut(timeoutMs: number): TransportFailure {
  return new TransportFailure(
    'timeout',
    `no complete answer within ${timeoutMs / 1000} s: ${remedyFor('timeout', '')}`,
  );
}

const KIND_OF_CODE: ReadonlyMap<string, FailureKind> = new Map([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['EAI_NODATA', 'dns'],
  ['EAI_NONAME', 'dns'],
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'reset'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'body-too-large'],
  ['HPE_INVALID_EOF_STATE', 'reset'],
  ['UND_ERR_HEADERS_OVERFLOW', 'protocol'],
  ['HTTPParserError', 'protocol'],
  ['UND_ERR_DESTROYED', 'closed'],
  ['UND_ERR_CLOSED', 'closed'],
  ['UND_ERR_ABORTED', 'closed'],
  ['EPROTO', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['HOSTNAME_MISMATCH', 'tls'],
]);

/** Kinds of codes with a common prefix, such as `ERR_TLS_CERT_ALTNAME_INVALID` or `CERT_HAS_EXPIRED`. */
const KIND_OF_PREFIX: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|INVALID_CA)/, 'tls'],
  [/^HPE_/, 'protocol'],
];

/** Returns the failure for an error of the HTTP client or of a socket. */
export function classify(error: unknown, at: Destination): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = codeOf(error);
  const kind =
    KIND_OF_CODE.get(code) ?? KIND_OF_PREFIX.find(([prefix]) => prefix.test(code))?.[1] ?? 'network';
  const remedy = remedyFor(kind, code, at, certifiedNames(error));
  const reason = reasonOf(kind, code, at.host);
  return new TransportFailure(kind, remedy === undefined ? reason : `${reason}: ${remedy}`);
}

/** Returns the hosts that a certificate is for, where the error is about it. */
function certifiedNames(error: unknown): string | undefined {
  if (!(error instanceof Error && 'cert' in error)) return undefined;
  const { cert } = error;
  if (typeof cert !== 'object' || cert === null || !('subjectaltname' in cert)) return undefined;
  const names = String(cert.subjectaltname ?? '').replaceAll(/[^\x21-\x7e]+/g, ' ');
  return names === '' ? undefined : names.slice(0, 120);
}

/** Returns the error's code, or its name if it has no code. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function reasonOf(kind: FailureKind, code: string, host: string): string {
  switch (kind) {
    case 'dns':
      return `the name of ${host} could not be resolved (${code})`;
    case 'refused':
      return `${host} refused the connection, nothing listens there`;
    case 'unreachable':
      return `no connection to ${host} could be made in time (${code})`;
    case 'tls':
      return `no secure connection to ${host} (${code})`;
    case 'proxy':
      return `the proxy ${host} gave no connection (${code})`;
    case 'timeout':
      return `${host} did not answer in time`;
    case 'reset':
      return `${host} closed the connection before the answer was complete`;
    case 'protocol':
      return `${host} sent an answer that is not HTTP/1.1 (${code})`;
    case 'body-too-large':
      return "the answer's body is too large";
    case 'closed':
      return 'the client was closed';
    case 'not-sent':
      return 'the request was not sent';
    case 'network':
      return `no answer from ${host} (${code || 'unknown error'})`;
  }
}
