/**
 * Texts that make careless code fail: format directives, templates, paths, line ends, and more of a text than anybody
 * expects. Single odd characters are the edits' part (src/query/edits).
 */
import type { ListOperation } from '../contract/operation.ts';
import { type WireQuery, withPair } from '../contract/wire.ts';

/** Each on the wire. */
const ODD_TEXTS = {
  format: '%25s%25n%25d%25x',
  template: '%24%7B1%7D%7B0%7D%7B%7Bx%7D%7D%23%7B1%7D',
  quotes: '%22%27%60%5C%22',
  dots: '..%2F..%2F..%2Fx%5C..%5Cx',
  brackets: '%5B%28%7B%3C%2A%2B%3F',
  'line-ends': 'x%0D%0Ax%3A%20x%0D%0A%0D%0A',
  surrogate: '%ED%A0%80%ED%B0%80',
  statement: '1%27%20OR%20%271%27%3D%271%27%20--%20',
  'nul-first': '%00x',
  astral: '%F0%9F%92%BE%F0%9F%92%BE',
} as const;

/** Characters of a text that takes a whole request line to its usual limit of 8 kB. */
const LONG = 7_600;
/** Parameters of a query that no form has. */
const MANY = 400;

/** Returns queries with odd texts: each text in the places in turn, so that every place has one. */
export function oddQueries(operation: ListOperation, base: WireQuery): readonly WireQuery[] {
  const places = placesIn(operation);
  const texts = Object.values(ODD_TEXTS);
  return [
    ...texts.map((text, round) => withPair(base, places[round % places.length] ?? '', text)),
    ...tooMuch(operation, base),
  ];
}

/** Returns queries with every odd text at every place. */
export function everyOddQuery(operation: ListOperation, base: WireQuery): readonly WireQuery[] {
  return placesIn(operation).flatMap((place) =>
    [...Object.values(ODD_TEXTS), 'x'.repeat(LONG), '9'.repeat(LONG)].map((text) =>
      withPair(base, place, text),
    ),
  );
}

/** Every parameter, the ends of a window too, and a name that no edition has. */
function placesIn({ parameters }: ListOperation): readonly string[] {
  return [...parameters.map(({ name }) => name), '%22%5C%00'];
}

function tooMuch({ instance, id, limit }: ListOperation, base: WireQuery): readonly WireQuery[] {
  return [
    withPair(base, instance, 'x'.repeat(LONG)),
    withPair(base, id.parameter, 'x'.repeat(300)),
    withPair(base, id.parameter, '%E4%B8%AD'.repeat(LONG / 9)),
    withPair(base, limit.parameter, '9'.repeat(LONG)),
    [...base, ...Array.from({ length: MANY }, (_, place) => ({ name: `p${place}`, text: 'x' }))],
    [...base, ...Array.from({ length: MANY }, () => ({ name: limit.parameter, text: '1' }))],
  ];
}
