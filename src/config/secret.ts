/** A text that is never printed or written: a token, a key, a header of a gateway. */
import { inspect } from 'node:util';

const REDACTED = '[redacted]';

export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns the text. Whoever calls this keeps it out of every output. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
