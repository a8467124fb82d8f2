/** Queries that break exactly one constraint of the document, in exactly one place of a valid query, and name it. */
import * as fc from 'fast-check';
import type { Pair } from '../contract/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import type { ListOperation, TimeWindow } from '../contract/operation.ts';
import { type QueryParameter, usualValue } from '../contract/parameters.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { TIME_FORMAT } from '../contract/time.ts';
import { decodeText, type WireQuery, withoutPair, withPair, writeQuery } from '../contract/wire.ts';
import { type Disorder, disorder, disorders } from './disorder.ts';
import {
  anyEditedQuery,
  type EditedQuery,
  editedQueries,
  type Thoroughness,
} from './edits/edited-queries.ts';
import { type FaultyText, faultyText } from './faulty-text.ts';
import type { Pools } from './pools.ts';
import { shrinkingTo } from './shrinking.ts';
import { smallerQueries } from './smaller-query.ts';
import type { WindowEnd } from './time-fields.ts';
import { validQuery } from './valid-query.ts';
import { WHOLE_HISTORY, windowOf } from './window.ts';
import { hasForm, wrongForms } from './wrong-form.ts';
import { wrongNumber, wrongNumbers } from './wrong-number.ts';
import { type TimeInPlace, wrongTime, wrongTimes } from './wrong-time.ts';
import { wrongWord, wrongWords } from './wrong-word.ts';

/**
 * A valid query and its faulty neighbour. They differ in one place: one parameter is absent, present, or has
 * another text. Where the fault is a SHOULD, the neighbour is valid by the letter and better refused.
 */
export interface BrokenQuery {
  readonly base: WireQuery;
  readonly query: WireQuery;
  readonly fault: QueryFault;
}

/**
 * Returns every fixed neighbour of a valid query that breaks one constraint: of a parameter on its own, whether the base has
 * it or not; of the window's form, calendar and order, where the base has a window; half a pair, always.
 */
export function breaks(
  contract: Contract,
  base: WireQuery,
  thoroughness: Thoroughness = 'telling',
): readonly BrokenQuery[] {
  const { operation } = contract;
  const window = windowOf(operation, base);
  return [
    ...operation.parameters.filter(({ required }) => required).map((parameter) => lacking(base, parameter)),
    ...operation.parameters
      .flatMap((parameter) => [
        ...wrongTexts(parameter),
        ...(hasForm(parameter) ? wrongForms(contract, base, parameter) : []),
      ])
      .filter(({ fault }) => hasPartners(operation, base, fault.parameter))
      .map((wrong) => replaced(base, wrong)),
    ...operation.pairs.flatMap((pair) => halved(operation, base, pair)),
    ...timesIn(operation, base)
      .flatMap(wrongTimes)
      .map((wrong) => replaced(base, wrong)),
    ...(window === undefined
      ? []
      : disorders(window).map((wrong) => disordered(operation, base, window, wrong))),
    ...editedQueries(contract, base, thoroughness).flatMap(onlyFault),
  ].filter(firstOfQuery());
}

/** The edited query where it has exactly one fault; none where it is valid or open, or wrong in two ways. */
function onlyFault({ base, query, faults: [fault, ...others] }: EditedQuery): readonly BrokenQuery[] {
  return fault === undefined || fault.level === 'OBSERVE' || others.length > 0
    ? []
    : [{ base, query, fault }];
}

/** Keeps the first of several breaks with the same query. */
function firstOfQuery(): (broken: BrokenQuery) => boolean {
  const seen = new Set<string>();
  return ({ query }) => seen.size !== seen.add(writeQuery(query)).size;
}

/**
 * Neighbours of any valid query, with random wrong texts among them. Shrinks as a valid query does, and the wrong text
 * towards the first fixed one that breaks the same constraint.
 */
export function invalidQuery(contract: Contract, pools: Pools): fc.Arbitrary<BrokenQuery> {
  const { operation } = contract;
  const base = validQuery(contract, pools).map(operation.write);
  const windowed = validQuery(contract, pools, { window: 'given' }).map(operation.write);
  const wrong = operation.parameters.flatMap(wrongText);
  const hasTimes = operation.parameters.some(({ format }) => format === TIME_FORMAT);
  const badlyTimed = (valid: WireQuery) =>
    fc.oneof(...timesIn(operation, valid).map(wrongTime)).map((text) => replaced(valid, text));
  const drawn = fc.oneof(
    {
      arbitrary: fc
        .tuple(base, fc.oneof(...wrong))
        .map(([valid, text]) => replaced(valid, text))
        .filter((broken) => hasPartners(operation, broken.base, broken.fault.parameter)),
      weight: 6,
    },
    ...(operation.pairs.length === 0
      ? []
      : [
          fc
            .tuple(base, fc.constantFrom(...operation.pairs))
            .map(([valid, pair]) => halved(operation, valid, pair)[0])
            .filter((broken) => broken !== undefined),
        ]),
    ...operation.parameters
      .filter((parameter) => hasForm(parameter) && wrongForms(contract, [], parameter).length > 0)
      .map((parameter) =>
        fc
          .tuple(base, fc.nat())
          .map(([valid, place]) => {
            const wrong = wrongForms(contract, valid, parameter);
            const text = wrong[place % Math.max(1, wrong.length)];
            return text && hasPartners(operation, valid, parameter.name) ? replaced(valid, text) : undefined;
          })
          .filter((broken) => broken !== undefined),
      ),
    {
      arbitrary: fc
        .oneof(base, windowed)
        .chain((valid) => anyEditedQuery(contract, valid))
        .map(onlyFault)
        .filter((broken) => broken.length > 0)
        .map(([broken]) => broken as BrokenQuery),
      weight: 6,
    },
    ...operation.parameters
      .filter(({ required }) => required)
      .map((parameter) => base.map((valid) => lacking(valid, parameter))),
    windowed.chain((valid) => {
      const window = windowOf(operation, valid) ?? WHOLE_HISTORY;
      return disorder(window).map((disordering) => disordered(operation, valid, window, disordering));
    }),
    ...(hasTimes ? [{ arbitrary: windowed.chain(badlyTimed), weight: 2 }] : []),
  );
  return shrinkingTo(drawn, (broken) => smallerBreaks(contract, pools, broken));
}

/** The same fault in a query with fewer parameters, with a plainer window, or by an earlier one of the fixed texts. */
function smallerBreaks(
  contract: Contract,
  pools: Pools,
  { base, query, fault }: BrokenQuery,
): readonly BrokenQuery[] {
  const { operation } = contract;
  const bases = [
    ...smallerQueries(base, [operation.instance]),
    ...ofFirstInstance(operation, pools, base),
    ...plainerWindow(operation, base),
    base,
  ];
  const isSame = (other: QueryFault) =>
    other.parameter === fault.parameter && other.constraint === fault.constraint;
  const fixed = (from: WireQuery) => breaks(contract, from).filter((each) => isSame(each.fault));
  const place = fixed(base).findIndex((each) => writeQuery(each.query) === writeQuery(query));
  const changed = query.find(
    (pair) => !base.some(({ name, text }) => name === pair.name && text === pair.text),
  );
  return bases
    .flatMap((from) => [
      ...(changed === undefined || from === base
        ? []
        : [{ base: from, query: withPair(from, changed.name, changed.text), fault }]),
      ...fixed(from).slice(0, from === base && place >= 0 ? Math.min(place, 1) : 1),
    ])
    .filter(({ base: from, query: broken }) => {
      const { faults } = contract.judgeQuery(broken);
      return contract.judgeQuery(from).kind === 'valid' && faults.length === 1 && faults.every(isSame);
    });
}

/** The query for the first instance; none where it is that already, or names a backup. */
function ofFirstInstance(
  { instance, id }: ListOperation,
  [first]: Pools,
  base: WireQuery,
): readonly WireQuery[] {
  const text = encodeURIComponent(first?.instance ?? '');
  const isFirst = base.some((pair) => pair.name === instance && pair.text === text);
  return isFirst || base.some(({ name }) => name === id.parameter) ? [] : [withPair(base, instance, text)];
}

function plainerWindow({ window }: ListOperation, base: WireQuery): readonly WireQuery[] {
  const whole = ENDS.reduce(
    (query, end) => withPair(query, window[end], encodeURIComponent(WHOLE_HISTORY[end])),
    base,
  );
  const isPlainer = whole.length === base.length && writeQuery(whole) !== writeQuery(base);
  return isPlainer ? [whole] : [];
}

const ENDS: readonly WindowEnd[] = ['begin', 'end'];

/** The times that a wrong one can take the place of: both ends of the base's window, and what else is of that format. */
function timesIn({ parameters, window }: ListOperation, base: WireQuery): readonly TimeInPlace[] {
  return parameters
    .filter(({ format }) => format === TIME_FORMAT)
    .flatMap((parameter) => {
      const { name } = parameter;
      const isEnd = name === window.begin || name === window.end;
      const given = decodeText(base.find((pair) => pair.name === name)?.text ?? '');
      const text = given || (isEnd ? undefined : String(usualValue(parameter)));
      return text === undefined
        ? []
        : [{ parameter: name, end: name === window.end ? 'end' : 'begin', text }];
    });
}

function wrongTexts(parameter: QueryParameter): readonly FaultyText[] {
  if (parameter.type === 'integer') return wrongNumbers(parameter);
  if (parameter.enum !== undefined) return wrongWords(parameter);
  return parameter.required ? [emptied(parameter)] : [];
}

function wrongText(parameter: QueryParameter): readonly fc.Arbitrary<FaultyText>[] {
  if (parameter.type === 'integer') return [wrongNumber(parameter)];
  if (parameter.enum !== undefined) return [wrongWord(parameter)];
  return parameter.required ? [fc.constant(emptied(parameter))] : [];
}

/** Whether a query has all that a parameter may not be given without: a wrong text in it is then the only fault. */
function hasPartners({ pairs }: ListOperation, query: WireQuery, parameter: string): boolean {
  return pairs.every((pair) => pair.parameter !== parameter || query.some(({ name }) => name === pair.needs));
}

function emptied({ name }: QueryParameter): FaultyText {
  return faultyText(name, 'empty', '', `${name} is required and empty`, 'SHOULD');
}

function replaced(base: WireQuery, { text, fault }: FaultyText): BrokenQuery {
  return { base, query: withPair(base, fault.parameter, text), fault };
}

function lacking(base: WireQuery, { name }: QueryParameter): BrokenQuery {
  const { fault } = faultyText(name, 'required', '', `${name} is required and absent`);
  return { base, query: withoutPair(base, name), fault };
}

/** Gives a parameter without the one that it needs: that one is taken away, or this one added; nothing where neither will do. */
function halved(
  { parameters, window }: ListOperation,
  base: WireQuery,
  { parameter, needs }: Pair,
): readonly BrokenQuery[] {
  const has = (wanted: string) => base.some(({ name }) => name === wanted);
  if (has(needs) && !has(parameter)) return [];
  const end = ENDS.find((each) => window[each] === parameter);
  const described = parameters.find(({ name }) => name === parameter);
  const value = end === undefined ? described && usualValue(described) : WHOLE_HISTORY[end];
  const query = has(needs)
    ? withoutPair(base, needs)
    : withPair(base, parameter, encodeURIComponent(value ?? ''));
  const { fault } = faultyText(needs, 'pair', '', `${parameter} is given without ${needs}`);
  return [{ base, query, fault }];
}

function disordered(
  { window: names }: ListOperation,
  base: WireQuery,
  valid: TimeWindow,
  { end: moved, text, what }: Disorder,
): BrokenQuery {
  const { begin, end }: TimeWindow = { ...valid, [moved]: text };
  const { fault } = faultyText(
    names.end,
    'order',
    '',
    `${names.end} ${end} is ${what} ${names.begin} ${begin}`,
  );
  return { base, query: withPair(base, names[moved], encodeURIComponent(text)), fault };
}
