/**
 * The fingerprint of a violation: the same for one fault whatever the seed, the data and the ids; another for another
 * fault of the same clause. A waiver names the violation that it is about by it.
 */
import { createHash } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import { readQuery, type WirePair } from '../contract/wire.ts';

/** What a fingerprint is made of; a counterexample and a sighting both have it. */
export interface SeenViolation {
  readonly expected: string;
  readonly observed: string;
  readonly pointer?: string | undefined;
  /** Path and query of the request whose answer shows it. */
  readonly target: string;
  readonly status: number;
}

/** Names the way in which fingerprints are made: those of another way cannot be compared with these. */
export const SCHEME = 'v1';

/** `v1:` and 16 hexadecimal digits. */
export function fingerprintOf(slug: string, seen: SeenViolation, contract: Contract): string {
  const digest = createHash('sha256').update(JSON.stringify([slug, ...kindOf(seen, contract)]));
  return `${SCHEME}:${digest.digest('hex').slice(0, 16)}`;
}

/** The kind of a violation, apart from the values in which it showed. */
export function kindOf(seen: SeenViolation, contract: Contract): readonly string[] {
  const query = readQuery(/\?(.*)$/s.exec(seen.target)?.[1] ?? '');
  const { faults } = contract.judgeQuery(query);
  return [
    withoutValues(seen.expected, contract),
    String(seen.status),
    ...faults.map(({ parameter, constraint }) => `${parameter} ${constraint}`),
    ...shownIn(seen, query, contract),
  ];
}

function shownIn(
  { expected, observed, pointer }: SeenViolation,
  query: readonly WirePair[],
  contract: Contract,
): readonly string[] {
  // A refusal says itself what it is about; which of many queries met it first is a matter of the data.
  if (REFUSAL.test(observed)) return [/"error_?code" ?: ?"([^"]*)"/i.exec(observed)?.[1] ?? ''];
  // One row is at fault, and stands where the data have it.
  if (pointer !== undefined) {
    return [withoutPlaces(pointer), shapeOf(observed, contract), ...filtersOf(query, contract)];
  }
  const told = observed.replace(/[{[<"].*$/s, '');
  return [
    withoutValues(told, contract),
    compared(told, expected),
    ...filtersOf(query, contract),
    ...pagingOf(query, contract),
  ];
}

/** A status and the beginning of a body. */
const REFUSAL = /^\d{3} (?!with a list|\d*,? ?backups)/;

/** A name of a thing, and then the name that a deployment gave it: `backup 43e4…`. */
const NAMED = /\b(backup|instance|project) (?!twice|with|which|first|and|in |of |to )\S+/g;

/** Whatever holds a digit is a value: an id, a number, a time. */
const VALUES = /\S*\d\S*/g;

/** Which of a row's types and statuses it was is a matter of the data too. */
function withoutValues(text: string, { operation }: Contract): string {
  const choices = new Set([...operation.type.values, ...operation.statuses]);
  return text
    .replace(NAMED, '$1 #')
    .replace(VALUES, '#')
    .replace(/[A-Za-z_]+/g, (word) => (choices.has(word) ? '#' : word));
}

/** JSON pointer with the places in lists left out. */
function withoutPlaces(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/#');
}

/** What stands in the offending place: a word as it is; a known one in another spelling, or a value, by its shape. */
function shapeOf(observed: string, contract: Contract): string {
  const [first = ''] = observed.split(' (');
  if (first.startsWith('{')) return 'object';
  if (first.startsWith('[')) return 'array';
  if (/\s/.test(first)) return withoutValues(first.split(':')[0] ?? '', contract).slice(0, 60);
  const { type, statuses, engines } = contract.operation;
  const known = [...type.values, ...statuses, ...engines].map((word) => word.toLowerCase());
  const word = /^"?([A-Za-z_-]{1,40})"?$/.exec(first)?.[1];
  if (word !== undefined && !known.includes(word.toLowerCase())) return first;
  return first
    .slice(0, 60)
    .replace(/\d+/g, '#')
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a');
}

/** Whether fewer, as many or more were observed than expected, where both name numbers. */
function compared(observed: string, expected: string): string {
  const [some, due] = [observed, expected].map((text) => /(?<![\w-])\d+(?![\w:-])/.exec(text)?.[0]);
  if (some === undefined || due === undefined) return '';
  const difference = Number(some) - Number(due);
  return difference < 0 ? 'fewer' : difference > 0 ? 'more' : 'as many';
}

/** The filters asked for; of a type only whether it is one. */
function filtersOf(query: readonly WirePair[], { operation }: Contract): readonly string[] {
  const { offset, limit, type, instance } = operation;
  const others = [instance, offset.parameter, limit.parameter];
  return query
    .filter(({ name }) => !others.includes(name))
    .map(({ name, text }) =>
      name === type.parameter && !type.values.includes(text) ? `${name} other` : name,
    )
    .sort();
}

/** The page asked for, by class. */
function pagingOf(query: readonly WirePair[], { operation }: Contract): readonly string[] {
  const { offset, limit } = operation;
  const textOf = (parameter: string) => query.find(({ name }) => name === parameter)?.text;
  const [start, size] = [textOf(offset.parameter), textOf(limit.parameter)];
  return [
    start === undefined ? '' : start === '0' ? 'from the first' : 'from a later one',
    size === undefined || size === '1' || size === String(limit.maximum) ? (size ?? '') : 'some',
  ];
}
