/**
 * The fingerprint of a violation: the same for one fault whatever the seed, the data and the ids; another for another
 * fault of the same clause. A waiver names the violation that it is about by it.
 */
import type { Contract } from '../contract/contract.ts';
import { sha256 } from '../contract/digest.ts';
import { readQuery } from '../contract/wire.ts';

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
  const digest = sha256(JSON.stringify([slug, ...kindOf(seen, contract)]));
  return `${SCHEME}:${digest.slice(0, 16)}`;
}

/**
 * The kind of a violation, apart from the values in which it showed. Which of many queries met it is no part of it: one
 * fault shows in any number of them.
 */
export function kindOf(seen: SeenViolation, contract: Contract): readonly string[] {
  const shown = REFUSAL.test(seen.observed) ? refusalIn(seen, contract) : shownIn(seen, contract);
  return [String(seen.status), ...shown];
}

/** A refusal says itself what it is about; a breakdown does not, but what is wrong with the query does. */
function refusalIn(
  { expected, observed, target, status }: SeenViolation,
  contract: Contract,
): readonly string[] {
  const [wanted = ''] = expected.split(':');
  const code = /"error_?code" ?: ?"([^"]*)"/i.exec(observed)?.[1] ?? '';
  if (status < 500) return [withoutValues(wanted, contract), code];
  const query = readQuery(/\?(.*)$/s.exec(target)?.[1] ?? '');
  const faults = contract
    .judgeQuery(query)
    .faults.map(({ parameter, constraint }) => `${parameter} ${constraint}`);
  return [withoutValues(wanted, contract), code, ...faults];
}

function shownIn({ expected, observed, pointer }: SeenViolation, contract: Contract): readonly string[] {
  const wanted = withoutValues(expected, contract);
  if (pointer !== undefined) return [wanted, withoutPlaces(pointer), shapeOf(observed, contract)];
  const told = observed.replace(/[{[<"].*$/s, '');
  return [wanted, withoutValues(told, contract), compared(told, expected)];
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
    .replace(/"[^"]*"/g, '#')
    .replace(' by default', '')
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
  const first = observed.replace(/ \(.*$/s, '').replace(/^"|"$/g, '');
  if (first.startsWith('{')) return 'object';
  if (first.startsWith('[')) return 'array';
  if (/\s/.test(first)) return withoutValues(first.split(':')[0] ?? '', contract).slice(0, 60);
  const { type, statuses, engines } = contract.operation;
  const known = [...type.values, ...statuses, ...engines].map((word) => word.toLowerCase());
  if (/^[A-Za-z_-]{1,40}$/.test(first) && !known.includes(first.toLowerCase())) return first;
  return first
    .slice(0, 60)
    .replace(/\d+/g, '#')
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a');
}

/** Whether fewer, as many or more were observed than expected, where both name numbers. */
function compared(observed: string, expected: string): string {
  const [some, due] = [observed.replace(/^\d{3} /, ''), expected].map((text) =>
    /(?<![\w-])\d{1,15}(?![\w:-])/.exec(text),
  );
  if (!some || !due) return '';
  const difference = Number(some[0]) - Number(due[0]);
  return difference < 0 ? 'fewer' : difference > 0 ? 'more' : 'as many';
}
