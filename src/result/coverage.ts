/** Which boundaries of the contract, which pairs of query features and which edits of texts a run's requests visited. */
import { Stale } from '../clauses/clause-errors.ts';
import { instanceOf, type Known } from '../clauses/known.ts';
import type { Contract } from '../contract/contract.ts';
import { INT64 } from '../contract/exact-integer.ts';
import { parseTime } from '../contract/time.ts';
import { decodeText, readQuery, type WireQuery } from '../contract/wire.ts';
import { ABSENT, featuresOf } from '../query/features.ts';
import { edgesOf, FARTHEST } from '../query/parameter-values.ts';
import { editVisitsOf, isEditVisit } from './edit-coverage.ts';
import type { Coverage } from './result.ts';

/** Numbers of requests by what they visited. Plain data: processes add theirs up. */
export type Visits = Readonly<Record<string, number>>;

const SEPARATOR = ' x ';

/** The class of a query without a feature, as `classesOf` names it. */
export const ABSENT_CLASS = ABSENT;

/** Returns what one request visits. Only valid queries count for pairs. @param known undefined before the survey is done */
export function visitsOf(queryText: string, contract: Contract, known: Known | undefined): readonly string[] {
  const query = readQuery(queryText);
  const visits = boundariesOf(query, contract, known);
  if (contract.judgeQuery(query).kind !== 'valid') return visits;
  const classes = classesOf(queryText, contract);
  return [
    ...visits,
    ...classes.flatMap((one, place) => classes.slice(place + 1).map((other) => pairOf(one, other))),
  ];
}

/** Returns the class of a query by each feature, as `feature class`, in the order of `featureClasses`. */
export function classesOf(queryText: string, contract: Contract): readonly string[] {
  const query = readQuery(queryText);
  return featuresOf(contract.operation).map(({ name, classOf }) => `${name} ${classOf(query)}`);
}

function boundariesOf(query: WireQuery, contract: Contract, known: Known | undefined): readonly string[] {
  const { operation } = contract;
  const visits: string[] = [];
  for (const { name, text } of query) {
    if (name === operation.limit.parameter && limitEdges(contract).includes(text))
      visits.push(`limit ${text}`);
    const values = enumOf(contract, name);
    const value = decodeText(text) ?? text;
    if (values !== undefined) visits.push(`${name} ${values.includes(value) ? value : OUTSIDE}`);
    if (name === operation.offset.parameter) visits.push(...offsetClasses(text, query, contract, known));
    if (name === operation.window.begin || name === operation.window.end) {
      const time = decodeText(text) ?? '';
      if (parseTime(time) !== undefined) visits.push(`zone ${time.slice(-5)}`);
    }
  }
  return [...visits, ...pairClasses(query, contract)];
}

function limitEdges(contract: Contract): readonly string[] {
  const { limit } = contract.operation;
  return [limit.minimum - 2, limit.minimum - 1, ...edgesOf(limit), limit.maximum + 1].map(String);
}

/** The edges of the document's bound, and where 31 and 63 bits end. */
function fixedOffsets({ operation }: Contract): readonly string[] {
  const { minimum } = operation.offset;
  return [minimum - 1, minimum, minimum + 1, FARTHEST - 1, FARTHEST, INT64.most].map(String);
}

/** The class of a value that is not in the enumeration. */
const OUTSIDE = 'outside';

function enumOf({ operation }: Contract, name: string): readonly string[] | undefined {
  return operation.parameters.find((parameter) => parameter.name === name)?.enum;
}

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
  const edges = fixedOffsets(contract).includes(text) ? [`offset ${text}`] : [];
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
  const boundaries = Object.entries(visits).filter(
    ([name]) => !name.includes(SEPARATOR) && !isEditVisit(name),
  );
  const edits = Object.entries(visits).filter(([name]) => isEditVisit(name));
  const possible = possiblePairs(contract);
  const missing = possible.filter((pair) => visits[pair] === undefined);
  const visited = possible.flatMap((name) => {
    const requests = visits[name];
    return requests === undefined ? [] : [{ name, requests }];
  });
  return {
    boundaries: boundaries.map(([name, requests]) => ({ name, requests })),
    pairs: { covered: possible.length - missing.length, possible: possible.length, missing, visited },
    edits: {
      covered: edits.filter(([, requests]) => requests > 0).length,
      possible: edits.length,
      requests: editVisitsOf(visits),
    },
  };
}

/** Returns the classes of queries, by feature, each as `feature class`. */
export function featureClasses(contract: Contract): readonly (readonly string[])[] {
  return featuresOf(contract.operation).map(({ name, classes }) => classes.map((each) => `${name} ${each}`));
}

/** Returns how many valid queries of a run had a class: each visited one pair of it with every other feature. */
export function requestsOfClass({ pairs }: Coverage, contract: Contract): (name: string) => number {
  const visited = new Map((pairs.visited ?? []).map(({ name, requests }) => [name, requests]));
  const classes = featureClasses(contract);
  return (name) => {
    const place = classes.findIndex((each) => each.includes(name));
    const others = classes[place === 0 ? 1 : 0] ?? [];
    const names = others.map((other) => (place === 0 ? pairOf(name, other) : pairOf(other, name)));
    return names.reduce((sum, pair) => sum + (visited.get(pair) ?? 0), 0);
  };
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
    ...[...fixedOffsets(contract), ...TOTAL_EDGES.values()].map((edge) => `offset ${edge}`),
    ...PAIR_CLASSES.map((name) => `pair ${name}`),
    ...contract.operation.parameters.flatMap(({ name, enum: values }) =>
      values === undefined ? [] : [...values, OUTSIDE].map((value) => `${name} ${value}`),
    ),
  ];
}

const PAIR_CLASSES = ['ordered', 'one second', 'equal', 'reversed', 'begin alone', 'end alone', 'malformed'];
