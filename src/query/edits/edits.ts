/**
 * Edits of a text: one family of operators over any text at any place of a request. An edit says nothing of what the
 * result means: the contract reads the text on the wire and decides that.
 */
import { Memory } from '../../contract/memory.ts';
import { type Character, type CharacterClass, charactersInRounds } from './characters.ts';

export const OPERATORS = [
  'suffix',
  'prefix',
  'insert',
  'replace',
  'delete',
  'change-case',
  'repeat',
  'swap',
  'pad',
  'quote',
  'join',
  'transliterate',
  'negate',
  'substitute',
  'encode',
  'decode',
] as const;

export type Operator = (typeof OPERATORS)[number];

export interface Edit {
  readonly operator: Operator;
  /** The class of the characters that the edit brings in; absent where it brings in none. */
  readonly characters?: CharacterClass;
  /** The edited text as it goes on the wire, percent-encoded. */
  readonly wire: string;
}

/** Characters of texts whose edits are remembered. */
const REMEMBERED = 10_000;

/** A text as a list of its characters, each percent-encoded. */
type Units = readonly string[];

/**
 * Returns every deterministic edit of `text`, in rounds: the most telling edit of each operator first, then the next of
 * each. Edits that leave the wire text as it was, and repetitions, are left out.
 * @param text the valid text, decoded
 * @param others other valid texts for the same place, to join with
 */
export function editsOf(text: string, others: readonly string[] = []): readonly Edit[] {
  return EDITS.once(JSON.stringify([text, others]), () => everyEdit(text, others));
}

/** Generators ask for the edits of the same text with every case that they draw. */
const EDITS = new Memory<readonly Edit[]>(REMEMBERED);

/** An edit by its place among those of its operator: the same place for every text. */
export interface NumberedEdit extends Edit {
  readonly number: number;
}

/** Returns every edit of `text` with its number; some may leave it as it was. There are as many for every text. */
export function numberedEdits(
  text: string,
  operators: readonly Operator[] = OPERATORS,
): readonly NumberedEdit[] {
  const units = [...text].map(encodeURIComponent);
  return operators.flatMap((operator) =>
    [...EDITORS[operator](units, text, [])].map((each, number) => ({ ...each, number })),
  );
}

function everyEdit(text: string, others: readonly string[]): readonly Edit[] {
  const units = [...text].map(encodeURIComponent);
  const byOperator = OPERATORS.map((operator) => [...EDITORS[operator](units, text, others)]);
  const most = Math.max(...byOperator.map((edits) => edits.length));
  const rounds = Array.from({ length: most }, (_, round) =>
    byOperator.flatMap((edits) => edits.slice(round, round + 1)),
  );
  const seen = new Set([encodeURIComponent(text)]);
  return rounds.flat().filter(({ wire }) => seen.size !== seen.add(wire).size);
}

/**
 * Returns the edits that a standard run makes at every place: the first two of every operator, and for those that bring
 * in characters at the end or in the middle of the text the first of every class.
 */
export function tellingEdits(text: string, others: readonly string[] = []): readonly Edit[] {
  const edits = editsOf(text, others);
  const counts = new Map<string, number>();
  const nth = (key: string) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  return edits.filter(({ operator, characters }) => {
    const isEarly = nth(operator) <= (operator === 'substitute' ? 4 : 2);
    const isFirstOfClass =
      (operator === 'suffix' || operator === 'insert') && nth(`${operator} ${characters}`) === 1;
    return isEarly || isFirstOfClass;
  });
}

type Editor = (units: Units, text: string, others: readonly string[]) => Iterable<Edit>;

const EDITORS: Readonly<Record<Operator, Editor>> = {
  suffix: (units) => withEach('suffix', (each) => [...units, each]),
  prefix: (units) => withEach('prefix', (each) => [each, ...units]),
  insert: (units) => withEach('insert', (each) => spliced(units, middleOf(units), 0, each)),
  replace: (units) => withEach('replace', (each, round) => spliced(units, placeIn(units, round), 1, each)),
  delete: (units) =>
    plain('delete', [
      units.slice(0, -1),
      units.slice(1),
      spliced(units, middleOf(units), 1),
      units.slice(0, middleOf(units)),
      units.slice(middleOf(units)),
    ]),
  'change-case': (_, text) =>
    plain('change-case', [
      [...text.toUpperCase()].map(encodeURIComponent),
      [...text.toLowerCase()].map(encodeURIComponent),
      [...otherCaseOfFirstLetter(text)].map(encodeURIComponent),
    ]),
  repeat: (units) =>
    plain('repeat', [
      [...units, ...units.slice(-1)],
      [...units.slice(0, 1), ...units],
      [...units, ...units],
    ]),
  swap: (units) =>
    plain('swap', [swapped(units, units.length - 2), swapped(units, 0), swapped(units, middleOf(units))]),
  pad: (units) => withEach('pad', (each) => [each, ...units, each], isPadding),
  quote: (units) => QUOTES.map(([open, close]) => edit('quote', [open, ...units, close], 'quote')),
  join: (_, text, others) =>
    [...others.slice(0, 1), text].flatMap((other) =>
      JOINERS.map((joiner) => edit('join', [encodeURIComponent(text), joiner, encodeURIComponent(other)])),
    ),
  transliterate: (_, text) =>
    SCRIPTS.map(([script, turn]) => edit('transliterate', [encodeURIComponent(turn(text))], script)),
  negate: (units) => NEGATIONS.map((mark) => edit('negate', [mark, ...units])),
  substitute: () => SUBSTITUTES.map((wire) => edit('substitute', [wire])),
  encode: (units, text) =>
    plain('encode', [
      units.map((unit, place) => (place === units.length - 1 ? escapeOf(unit) : unit)),
      units.map((unit, place) => (place === 0 ? encodeURIComponent(escapeOf(unit)) : unit)),
      units.map((unit) => unit.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase())),
      units.map(escapeOf),
      [encodeURIComponent(encodeURIComponent(text))],
      [encodeURIComponent(`&#${text.codePointAt(0) ?? 0};`), ...units.slice(1)],
      [encodeURIComponent(`\\u${hex(text.charCodeAt(0), 4)}`), ...units.slice(1)],
    ]),
  decode: (units) => plain('decode', [units.map((unit) => RAW.get(unit) ?? unit)]),
};

function* withEach(
  operator: Operator,
  apply: (wire: string, round: number) => Units,
  isUsed: (character: Character) => boolean = () => true,
): Iterable<Edit> {
  for (const [round, character] of charactersInRounds().filter(isUsed).entries())
    yield edit(operator, apply(character.wire, round), character.class);
}

function plain(operator: Operator, results: readonly Units[]): readonly Edit[] {
  return results.map((units) => edit(operator, units));
}

function edit(operator: Operator, units: Units, characters?: CharacterClass): Edit {
  return { operator, wire: units.join(''), ...(characters === undefined ? {} : { characters }) };
}

const isPadding = ({ class: each }: Character) =>
  each === 'blank' ||
  each === 'unicode-blank' ||
  each === 'zero-width' ||
  each === 'control' ||
  each === 'nul';

const QUOTES = [
  ['%22', '%22'],
  ["'", "'"],
  ['%60', '%60'],
  ['%E2%80%9C', '%E2%80%9D'],
  ['%5B', '%5D'],
] as const;

const JOINERS = ['%2C', '%20', '%3B', '%7C', '%2F', '%26', '-', '', '%0A'] as const;

/** What some query languages negate a value with. */
const NEGATIONS = ['!', '-', '~', '%5E', 'not%20', 'ne:', '%3C%3E'] as const;

/** Values of other types, by the first of which a value may also be given: an ordinal, a boolean, nothing. */
const SUBSTITUTES = [
  '0',
  'true',
  '1',
  'false',
  'null',
  '2',
  'NaN',
  'undefined',
  '%5B%5D',
  '%7B%7D',
  '*',
  '%25',
  'all',
] as const;

/** Characters that may stand unescaped in a query and are escaped by most clients. */
const RAW: ReadonlyMap<string, string> = new Map([
  ['%3A', ':'],
  ['%2F', '/'],
  ['%2C', ','],
  ['%40', '@'],
]);

const SCRIPTS: readonly (readonly [CharacterClass, (text: string) => string])[] = [
  [
    'fullwidth',
    (text) => text.replaceAll(/[!-~]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0)),
  ],
  ['foreign-digit', (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
  ['foreign-digit', (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit)))],
  ['accent', (text) => text.replace(/[a-z]/i, (letter) => `${letter}\u0301`).normalize('NFC')],
  ['letter', (text) => text.replaceAll(/[aceo]/g, (letter) => CYRILLIC[letter] ?? letter)],
];

/** Letters of another script that look the same. */
const CYRILLIC: Readonly<Record<string, string>> = { a: '\u0430', c: '\u0441', e: '\u0435', o: '\u043e' };

function escapeOf(unit: string): string {
  return unit.startsWith('%') ? unit : `%${hex(unit.charCodeAt(0), 2)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, '0');
}

function otherCaseOfFirstLetter(text: string): string {
  return text.replace(/[a-z]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function middleOf(units: Units): number {
  return Math.floor(units.length / 2);
}

/** Replacements go round the text: last, first, middle. */
function placeIn(units: Units, round: number): number {
  return [units.length - 1, 0, middleOf(units)][round % 3] ?? 0;
}

function spliced(units: Units, place: number, removed: number, ...added: readonly string[]): Units {
  return [...units.slice(0, place), ...added, ...units.slice(place + removed)];
}

function swapped(units: Units, place: number): Units {
  const [one, other] = [units[place], units[place + 1]];
  if (one === undefined || other === undefined) return units;
  return [...units.slice(0, place), other, one, ...units.slice(place + 2)];
}
