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
  credentialHeaders(headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, this.digest([value].flat().join(', '))]),
    );
  }

  /** Returns what removes every part of these texts that is long enough to be one. */
  fragments(texts: readonly string[]): Fragments {
    return new Fragments(texts, this.digest(texts.join('\n')));
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
      if (this.#hidden.size < 100) this.#hidden.set(secret, hidden);
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

/**
 * Removes what an answer repeats of a credential that was changed: every run of SHORTEST_SECRET characters that stands in
 * it, in whichever case of its letters.
 */
class Fragments {
  readonly #digest: string;
  readonly #parts = new Set<string>();

  constructor(texts: readonly string[], digest: string) {
    this.#digest = digest;
    for (const text of texts.flatMap(spellingsOf)) {
      for (let from = 0; from + SHORTEST_SECRET <= text.length; from++)
        this.#parts.add(text.slice(from, from + SHORTEST_SECRET));
    }
  }

  headers(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, this.#without(value)]));
  }

  body(body: Uint8Array): Uint8Array {
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
    const rest = this.#without(text);
    return rest === text ? body : Buffer.from(rest, 'latin1');
  }

  #without(text: string): string {
    const folded = folding(text);
    let rest = '';
    let from = 0;
    for (let at = 0; at + SHORTEST_SECRET <= text.length; ) {
      if (!this.#parts.has(folded.slice(at, at + SHORTEST_SECRET))) {
        at += 1;
        continue;
      }
      let end = at + SHORTEST_SECRET;
      while (this.#parts.has(folded.slice(end - SHORTEST_SECRET + 1, end + 1))) end += 1;
      rest += text.slice(from, at) + this.#digest;
      from = end;
      at = end;
    }
    return rest + text.slice(from);
  }
}

/** Folds the case of ASCII letters alone, so that every character keeps its place. */
function folding(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Returns a header's text as its bytes, as those bytes written again in UTF-8, and escaped for JSON or a URL. */
function spellingsOf(text: string): readonly string[] {
  const again = Buffer.from(text, 'utf8').toString('latin1');
  const inJson = JSON.stringify(text).slice(1, -1);
  return [...new Set([text, again, inJson, encodeURIComponent(text)].map(folding))];
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
