/**
 * What a counterexample shows, as traits that mean the same on every deployment: which rule is broken and where, what
 * the request asks, and how the answer relates to it. No trait depends on a message, an id, a time or a size.
 */
import { placeText } from '../clauses/place.ts';
import type { ListOperation } from '../contract/operation.ts';
import { parseTime } from '../contract/time.ts';
import { decodeText, readQuery } from '../contract/wire.ts';
import type { ShownCounterexample, ShownExchange, ShownRow } from '../result/result.ts';
import { shapeOf, spanClass, timeTraits, valueTraits } from './text-traits.ts';

/** Longer values are objects and lists. Only their kind is a trait. */
const LONGEST_VALUE = 60;

const RULE = 'rule ';

/** Returns whether a trait says which rule is broken. */
export function isRule(trait: string): boolean {
  return trait.startsWith(RULE);
}

/** Returns the traits of a counterexample. @param instances ids of the instances that the run asked about */
export function traitsOf(
  found: ShownCounterexample,
  operation: ListOperation,
  instances: readonly string[],
): readonly string[] {
  const { place, exchange, excerpt } = found;
  const [path = '', query = ''] = exchange.target.split(/\?(.*)/s);
  const asked = new Map(
    readQuery(query).map(({ name, text }) => [decodeText(name) ?? name, decodeText(text) ?? text]),
  );
  const known = [...instances, ...knownIds(found)];
  const values = [...asked].flatMap(([name, text]) => {
    const parameter = operation.parameters.find((one) => one.name === name);
    return valueTraits(parameter, text, known).map(
      (trait) => `${parameter === undefined ? '*' : name}: ${trait}`,
    );
  });
  return [
    `${RULE}${found.rule}`,
    `place ${place === undefined ? 'none' : placeText(place)}`,
    `status ${exchange.status}`,
    `version ${path.split('/')[1]}`,
    `parameters ${[...asked.keys()].sort().join(' ')}`,
    `body ${exchange.body.trimStart().slice(0, 1)}`,
    ...unreadableTraits(exchange),
    ...(excerpt === undefined || excerpt.marked === '' ? [] : markedTraits(excerpt.marked)),
    ...new Set(values),
    ...windowTraits(found, asked, operation),
    ...pageTraits(found, asked, operation),
  ];
}

/** A refusal is no list either: its status is a trait of its own. */
function unreadableTraits({ unreadable }: ShownExchange): readonly string[] {
  return unreadable === undefined || unreadable.code.startsWith('status-')
    ? []
    : [`unreadable ${unreadable.code}`];
}

/** Returns the ids in the answers of the trial, and the id that the trial is about. */
function knownIds({ requests, input }: ShownCounterexample): readonly string[] {
  const listed = requests.flatMap(({ rows = [] }) => rows.map(({ id }) => id));
  const about = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined;
  return typeof about === 'string' ? [about, ...listed] : listed;
}

/** @param marked the offending value as JSON, with its key where it has one */
function markedTraits(marked: string): readonly string[] {
  const json = marked.replace(/^"[^"]*": /, '');
  if (json.length > LONGEST_VALUE) return [`value ${json.slice(0, 1)}`];
  const text = json.replace(/^"(.*)"$/s, '$1');
  const times = timeTraits(text).filter((trait) => trait.startsWith('unreal'));
  return [`value ${shapeOf(json)}`, ...times.map((trait) => `value ${trait}`)];
}

/** Returns how long the window is, and on which side of it the offending row is. */
function windowTraits(
  found: ShownCounterexample,
  asked: ReadonlyMap<string, string>,
  { window }: ListOperation,
): readonly string[] {
  const [from, to] = [window.begin, window.end].map((name) => parseTime(asked.get(name) ?? ''));
  if (from === undefined || to === undefined) return [];
  const row = offendingRow(found);
  if (row?.begin === undefined) return [`window of ${spanClass(to - from)}`];
  const { begin, end = begin } = row;
  const side =
    end < from
      ? `before, by ${spanClass(from - end)}`
      : begin > to
        ? `after, by ${spanClass(begin - to)}`
        : 'inside';
  return [`window of ${spanClass(to - from)}`, `row ${side}`];
}

function offendingRow(found: ShownCounterexample): ShownRow | undefined {
  const place = /^\/[^/]+\/(\d+)/.exec(found.pointer ?? '')?.[1];
  return place === undefined ? found.missing?.[0] : lastAnswer(found)?.rows?.[Number(place)];
}

/** Returns the exchange as the requests of the trial show it: with its rows. */
function lastAnswer({ exchange, requests }: Pick<ShownCounterexample, 'exchange' | 'requests'>) {
  return requests.findLast(({ target }) => target === exchange.target) ?? requests.at(-1);
}

/** Returns how many rows the answer lists, compared with the limit and the total. */
function pageTraits(
  found: ShownCounterexample,
  asked: ReadonlyMap<string, string>,
  { limit, offset }: ListOperation,
): readonly string[] {
  const { rows, total } = lastAnswer(found) ?? {};
  if (rows === undefined || total === undefined) return [];
  const numberOf = (name: string, otherwise: number) => {
    const value = Number(asked.get(name) ?? otherwise);
    return Number.isInteger(value) ? value : otherwise;
  };
  const most = numberOf(limit.parameter, limit.default);
  const due = Math.max(0, Math.min(most, total - numberOf(offset.parameter, offset.default)));
  const ofDue = Math.abs(rows.length - due) === 1 ? rows.length - due : compared(rows.length, due);
  return [
    `rows due ${ofDue}`,
    `rows to limit ${rows.length <= 1 ? rows.length : compared(rows.length, most)}, total ${total === 0 ? 0 : compared(total, rows.length)}`,
  ];
}

function compared(one: number, other: number): string {
  return one === other ? 'equal' : one < other ? 'fewer' : 'more';
}
