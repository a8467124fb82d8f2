/** Undoes `Content-Encoding`, within a bound on what comes out. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { bodyTooLarge } from './failure.ts';

/** The encodings offered to a deployment: those that `decodeContent` undoes. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

type Decoder = (bytes: Uint8Array, bound: { readonly maxOutputLength: number }) => Uint8Array;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['deflate', inflateEither],
]);

/** Some servers send bare deflate data where the name promises a zlib stream around it; both are read. */
function inflateEither(bytes: Uint8Array, bound: { readonly maxOutputLength: number }): Uint8Array {
  const looksLikeZlib = ((bytes[0] ?? 0) & 0x0f) === 8;
  return looksLikeZlib ? inflateSync(bytes, bound) : inflateRawSync(bytes, bound);
}

export interface Decoded {
  readonly body: Uint8Array;
  /** The encoding that the bytes were not in, or that is unknown here: `body` is then what was given. */
  readonly undecodable?: string;
}

/**
 * Decodes a body by its `Content-Encoding`. An empty body is empty under every encoding.
 * @throws TransportFailure (body-too-large) where more than `maxBodyBytes` would come out
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

/** The encodings named, in the order in which they were applied. */
function encodingsOf(header: string): string[] {
  return header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
