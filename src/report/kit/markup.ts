/** HTML that has been escaped: what `html` of hono makes. Whatever a template is given else is text. */
import { html, raw } from 'hono/html';

export { html };

export type Markup = ReturnType<typeof html>;

/** Several pieces one after the other. */
export function join(pieces: readonly Markup[]): Markup {
  return html`${pieces}`;
}

/** A style sheet or a script of our own: the two places where nothing is escaped, and nothing of others may stand. */
export function ownText(text: string): Markup {
  if (/<\/(style|script)/i.test(text))
    throw new Error('a style sheet or script must not end its own element');
  return raw(text);
}
