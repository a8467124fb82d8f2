/** SHA-256 digests, as reports and evidence write them. */
import { createHash } from 'node:crypto';

/** SHA-256 of the contents, one after the other, in hexadecimal. */
export function sha256(...contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex');
}

/** `sha256:<hex>` of the contents, one after the other. */
export function digestOf(...contents: readonly (string | Uint8Array)[]): string {
  return `sha256:${sha256(...contents)}`;
}

/** The hexadecimal digits of `sha256:<hex>`. */
export function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}

/** A digest for people: `sha256:` and its first 12 digits. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
