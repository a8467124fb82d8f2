/**
 * Removes secrets from recordings. Each is replaced by a digest with a key of this run: equal values have equal digests,
 * and no value can be guessed from its digest.
 */
import { createHmac, randomBytes } from 'node:crypto';

/** A shorter text is no secret, and may occur in an answer by chance. */
const SHORTEST_SECRET = 8;

interface Hidden {
  readonly bytes: Buffer;
  readonly text: string;
  readonly digest: string;
}

export class Redactor {
  readonly #key: Uint8Array;
  readonly #digests = new Map<string, string>();
  readonly #hidden = new Map<string, readonly Hidden[]>();

  /** @param key of the run; random by default */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key;
  }

  /** Returns the text that replaces a secret value. */
  digest(value: string): string {
    const known = this.#digests.get(value);
    if (known !== undefined) return known;
    const digest = `[redacted ${createHmac('sha256', this.#key).update(value).digest('hex').slice(0, 16)}]`;
    if (this.#digests.size < 100) this.#digests.set(value, digest);
    return digest;
  }

  /** Returns `headers` with every value replaced by its digest. */
  credentialHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, this.digest(value)]));
  }

  /** Returns `headers` with every secret in a value replaced. */
  headers(
    headers: Readonly<Record<string, string>>,
    secrets: readonly string[],
  ): Readonly<Record<string, string>> {
    const hidden = this.#hiddenForms(secrets);
    const values = Object.values(headers);
    if (!values.some((value) => hidden.some(({ text }) => value.includes(text)))) return headers;
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        hidden.reduce((rest, { text, digest }) => rest.replaceAll(text, digest), value),
      ]),
    );
  }

  /** Returns `body` with every secret in it replaced. */
  body(body: Uint8Array, secrets: readonly string[]): Uint8Array {
    let bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    let found = false;
    for (const { bytes: secret, digest } of this.#hiddenForms(secrets)) {
      if (!bytes.includes(secret)) continue;
      bytes = replaceAll(bytes, secret, Buffer.from(digest));
      found = true;
    }
    return found ? bytes : body;
  }

  #hiddenForms(secrets: readonly string[]): readonly Hidden[] {
    return secrets.flatMap((secret) => {
      const known = this.#hidden.get(secret);
      if (known !== undefined) return known;
      const digest = this.digest(secret);
      const hidden = formsOf(secret).map((text) => ({ text, bytes: Buffer.from(text), digest }));
      this.#hidden.set(secret, hidden);
      return hidden;
    });
  }
}

/** Returns the forms in which an answer may contain a secret: plain, in a JSON string, in a URL. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, inJson, inJson.replaceAll('/', '\\/'), encodeURIComponent(secret)])];
}

function replaceAll(bytes: Buffer, secret: Buffer, digest: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(secret); at !== -1; at = bytes.indexOf(secret, from)) {
    parts.push(bytes.subarray(from, at), digest);
    from = at + secret.length;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}
