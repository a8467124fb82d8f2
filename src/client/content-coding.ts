/** Decodes `Content-Encoding`, with a limit on the size of the result. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { bodyTooLarge } from './failure.ts';

/** The encodings offered to a deployment: those that `decodeContent` decodes. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

type Decoder = (bytes: Uint8Array, bound: { readonly maxOutputLength: number }) => Uint8Array;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['deflate', inflateEither],
]);

/** `deflate` means a zlib stream, but some servers send raw deflate data. Both are read. */
function inflateEither(bytes: Uint8Array, bound: { readonly maxOutputLength: number }): Uint8Array {
  const looksLikeZlib = ((bytes[0] ?? 0) & 0x0f) === 8;
  return looksLikeZlib ? inflateSync(bytes, bound) : inflateRawSync(bytes, bound);
}

export interface Decoded {
  readonly body: Uint8Array;
  /** The encoding that is unknown or that the bytes are not in; `body` is then as given. */
  readonly undecodable?: string;
}

/**
 * Decodes a body by its `Content-Encoding`. An empty body is empty under every encoding.
 * @throws TransportFailure (body-too-large) if the result is larger than `maxBodyBytes`
 */
export function decodeContent(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBodyBytes: number,
): Decoded {
  if (encoding === undefined || bytes.length === 0) return { body: bytes };
  let body = bytes;
  for (const name of encodingsOf(encoding).reverse()) {
    const decode = DECODERS.get(name);
    if (decode === undefined) return { body: bytes, undecodable: name };
    try {
      body = decode(body, { maxOutputLength: maxBodyBytes });
    } catch (error) {
      if (isTooLarge(error)) throw bodyTooLarge(maxBodyBytes);
      return { body: bytes, undecodable: name };
    }
  }
  return { body };
}

/** Returns the named encodings, in the order in which they were applied. */
function encodingsOf(header: string): string[] {
  return header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
