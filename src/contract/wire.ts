/** A query as text on the wire. Its validity depends on this text, not on the values it was written from. */

/** One `name=text` of a query, both exactly as on the wire, percent-encoded. */
export interface WirePair {
  readonly name: string;
  readonly text: string;
}

export type WireQuery = readonly WirePair[];

/** A query as values: what is written to the wire, or what could be read off it. */
export type QueryValues = Readonly<Record<string, string | number>>;

/** Joins pairs into the text after the question mark. */
export function writeQuery(query: WireQuery): string {
  return query.map(({ name, text }) => `${name}=${text}`).join('&');
}

/** Splits the text after the question mark, decoding nothing. A name without `=` has an empty text. */
export function readQuery(text: string): WireQuery {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? { name: part, text: '' }
        : { name: part.slice(0, equals), text: part.slice(equals + 1) };
    });
}

/** Writes values in the order of their keys, percent-encoded throughout; a plus sign travels as `%2B`. */
export function encodeQuery(values: QueryValues): WireQuery {
  return Object.entries(values).map(([name, value]) => ({
    name: encodeURIComponent(name),
    text: encodeURIComponent(value),
  }));
}

/** Percent-decodes once. `+` stays `+`. Undefined where an escape is malformed or the bytes are not UTF-8. */
export function decodeText(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Returns the query with this pair in place of the first one of that name, or at the end. */
export function withPair(query: WireQuery, name: string, text: string): WireQuery {
  const place = query.findIndex((pair) => pair.name === name);
  if (place < 0) return [...query, { name, text }];
  return query.map((pair, index) => (index === place ? { name, text } : pair));
}

/** The query without any pair of that name. */
export function withoutPair(query: WireQuery, name: string): WireQuery {
  return query.filter((pair) => pair.name !== name);
}
