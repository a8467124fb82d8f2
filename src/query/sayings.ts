/** The same query in other escapes and in another order. */
import { decodeText, type WireQuery } from '../contract/wire.ts';

/** Returns the query with the digits of its escapes in lower case. */
export function inLowerCaseEscapes(query: WireQuery): WireQuery {
  return query.map(({ name, text }) => ({
    name,
    text: text.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
  }));
}

/** Returns the query with its colons as they are. */
export function withRawColons(query: WireQuery): WireQuery {
  return query.map(({ name, text }) => ({ name, text: text.replaceAll(/%3a/gi, ':') }));
}

/** Returns the query with its escapes escaped once more: another text for who decodes once. */
export function escapedTwice(query: WireQuery): WireQuery {
  return query.map(({ name, text }) => ({ name, text: text.replaceAll('%', '%25') }));
}

/** Which letters, digits and marks are escaped that need no escape. */
export type Escaping = 'first' | 'last' | 'all';

/** Returns the query with letters, digits, `-`, `.`, `_`, `~` of one value escaped. */
export function withEscapedValue(query: WireQuery, parameter: string, which: Escaping): WireQuery {
  return query.map((pair) =>
    pair.name === parameter ? { name: pair.name, text: escaped(decodeText(pair.text) ?? '', which) } : pair,
  );
}

/** Returns the query with characters of one name escaped. */
export function withEscapedName(query: WireQuery, parameter: string, which: Escaping): WireQuery {
  return query.map((pair) =>
    pair.name === parameter ? { name: escaped(decodeText(pair.name) ?? '', which), text: pair.text } : pair,
  );
}

function escaped(text: string, which: Escaping): string {
  const units = [...text].map(encodeURIComponent);
  const last = units.length - 1;
  return units
    .map((unit, place) => {
      const isMeant = which === 'all' || place === (which === 'first' ? 0 : last);
      return isMeant && !unit.startsWith('%') ? `%${unit.charCodeAt(0).toString(16).toUpperCase()}` : unit;
    })
    .join('');
}

/** Returns the pairs in other orders: the last first, one further, and by name. */
export function otherOrders(query: WireQuery): readonly WireQuery[] {
  const byName = [...query].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [[...query].reverse(), [...query.slice(1), ...query.slice(0, 1)], byName].filter(
    (order) => order.length > 1,
  );
}
