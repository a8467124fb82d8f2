/** Which boundaries of the contract, and which pairs of query features, the requests of a run visited. */
import { Stale } from '../clauses/clause-errors.ts';
import { instanceOf, type Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import { parseTime } from '../contract/time.ts';
import { decodeText, readQuery, type WireQuery } from '../contract/wire.ts';
import type { Coverage } from './result.ts';

/** Numbers of requests by what they visited. Plain data: processes add theirs up. */
export type Visits = Readonly<Record<string, number>>;

const SEPARATOR = ' x ';

/** Returns the class of each feature of a query: pairs are made of these. */
export function featuresOf(query: WireQuery, contract: Contract): readonly string[] {
  const { operation } = contract;
  const has = (name: string) => query.find((pair) => pair.name === name)?.text;
  const number = (name: string, edges: readonly (readonly [string, number])[]) => {
    const text = has(name);
    if (text === undefined) return 'absent';
    return edges.find(([, edge]) => String(edge) === text)?.[0] ?? 'between';
  };
  const { limit, offset } = operation;
  return [
    `id ${has(operation.id.parameter) === undefined ? 'absent' : 'given'}`,
    `type ${has(operation.type.parameter) ?? 'absent'}`,
    `window ${has(operation.window.begin) === undefined ? 'absent' : 'given'}`,
    `offset ${number(offset.parameter, [['first', offset.minimum]])}`,
    `limit ${number(limit.parameter, [
      ['least', limit.minimum],
      ['most', limit.maximum],
    ])}`,
  ];
}

/** Returns what one request visits. Only valid queries count for pairs. @param known undefined before the survey is done */
export function visitsOf(queryText: string, contract: Contract, known: Known | undefined): readonly string[] {
  const query = readQuery(queryText);
  const visits = boundariesOf(query, contract, known);
  if (contract.judgeQuery(query).kind !== 'valid') return visits;
  const features = featuresOf(query, contract);
  const pairs = features.flatMap((one, place) =>
    features.slice(place + 1).map((other) => one + SEPARATOR + other),
  );
  return [...visits, ...pairs];
}

function boundariesOf(query: WireQuery, contract: Contract, known: Known | undefined): readonly string[] {
  const { operation } = contract;
  const visits: string[] = [];
  for (const { name, text } of query) {
    if (name === operation.limit.parameter && limitEdges(contract).includes(text))
      visits.push(`limit ${text}`);
    if (name === operation.type.parameter)
      visits.push(`type ${operation.type.values.includes(text) ? text : 'outside'}`);
    if (name === operation.offset.parameter) visits.push(...offsetClasses(text, query, contract, known));
    if (name === operation.window.begin || name === operation.window.end) {
      const time = decodeText(text) ?? '';
      if (parseTime(time) !== undefined) visits.push(`zone ${time.slice(-5)}`);
    }
  }
  return [...visits, ...pairClasses(query, contract)];
}

function limitEdges(contract: Contract): readonly string[] {
  const { minimum, maximum } = contract.operation.limit;
  return [minimum - 2, minimum - 1, minimum, minimum + 1, maximum - 1, maximum, maximum + 1].map(String);
}

const OFFSET_EDGES = ['-1', '0', '1', '2147483647', '2147483648', '9223372036854775807'];

/** By the distance from the total. */
const TOTAL_EDGES: ReadonlyMap<number, string> = new Map([
  [-1, 'total-1'],
  [0, 'total'],
  [1, 'total+1'],
]);

function offsetClasses(
  text: string,
  query: WireQuery,
  contract: Contract,
  known: Known | undefined,
): readonly string[] {
  const edges = OFFSET_EDGES.includes(text) ? [`offset ${text}`] : [];
  const total = known && totalOf(query, contract, known);
  const distance = total === undefined ? undefined : Number(text) - total;
  const name = distance === undefined ? undefined : TOTAL_EDGES.get(distance);
  return name === undefined ? edges : [...edges, `offset ${name}`];
}

function totalOf(query: WireQuery, contract: Contract, known: Known): number | undefined {
  const instance = query.find((pair) => pair.name === contract.operation.instance)?.text;
  try {
    return instance === undefined ? undefined : instanceOf(known, decodeText(instance) ?? '').total;
  } catch (problem) {
    if (problem instanceof Stale) return undefined;
    throw problem;
  }
}

function pairClasses(query: WireQuery, contract: Contract): readonly string[] {
  const { begin, end } = contract.operation.window;
  const [from, to] = [begin, end].map((name) => query.find((pair) => pair.name === name)?.text);
  if (from === undefined && to === undefined) return [];
  if (to === undefined) return ['pair begin alone'];
  if (from === undefined) return ['pair end alone'];
  const [first, last] = [from, to].map((text) => parseTime(decodeText(text) ?? ''));
  if (first === undefined || last === undefined) return ['pair malformed'];
  const seconds = last - first;
  if (seconds < 0) return ['pair reversed'];
  if (seconds === 0) return ['pair equal'];
  return seconds === 1 ? ['pair one second', 'pair ordered'] : ['pair ordered'];
}

/** Returns the sum of visits, sorted by name. */
export function addVisits(all: readonly Visits[]): Visits {
  const sum = new Map<string, number>();
  for (const visits of all)
    for (const [name, count] of Object.entries(visits)) sum.set(name, (sum.get(name) ?? 0) + count);
  return Object.fromEntries([...sum].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Returns the coverage that a report states. */
export function coverageOf(visits: Visits, contract: Contract): Coverage {
  const boundaries = Object.entries(visits).filter(([name]) => !name.includes(SEPARATOR));
  const possible = possiblePairs(contract);
  const missing = possible.filter((pair) => visits[pair] === undefined);
  const visited = possible.flatMap((name) => {
    const requests = visits[name];
    return requests === undefined ? [] : [{ name, requests }];
  });
  return {
    boundaries: boundaries.map(([name, requests]) => ({ name, requests })),
    pairs: { covered: possible.length - missing.length, possible: possible.length, missing, visited },
  };
}

/** Returns the classes of queries, by feature, each as `feature class`. */
export function featureClasses(contract: Contract): readonly (readonly string[])[] {
  return [
    ['id absent', 'id given'],
    ['type absent', ...contract.operation.type.values.map((value) => `type ${value}`)],
    ['window absent', 'window given'],
    ['offset absent', 'offset first', 'offset between'],
    ['limit absent', 'limit least', 'limit between', 'limit most'],
  ];
}

/** Returns the name of a pair of classes. @param one of the earlier feature */
export function pairOf(one: string, other: string): string {
  return one + SEPARATOR + other;
}

function possiblePairs(contract: Contract): readonly string[] {
  const classes = featureClasses(contract);
  return classes.flatMap((ones, place) =>
    classes
      .slice(place + 1)
      .flatMap((others) => ones.flatMap((one) => others.map((other) => pairOf(one, other)))),
  );
}

/** Returns the boundary classes that any run could visit, without zones: their number is not limited. */
export function boundaryClasses(contract: Contract): readonly string[] {
  return [
    ...limitEdges(contract).map((edge) => `limit ${edge}`),
    ...[...OFFSET_EDGES, ...TOTAL_EDGES.values()].map((edge) => `offset ${edge}`),
    ...PAIR_CLASSES.map((name) => `pair ${name}`),
    ...[...contract.operation.type.values, 'outside'].map((value) => `type ${value}`),
  ];
}

const PAIR_CLASSES = ['ordered', 'one second', 'equal', 'reversed', 'begin alone', 'end alone', 'malformed'];
