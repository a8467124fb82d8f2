/** Queries that break exactly one constraint of the document, in exactly one place of a valid query, and name it. */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { ListOperation } from '../contract/operation.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import type { QueryFault } from '../contract/query-judgement.ts';
import { TIME_FORMAT } from '../contract/time.ts';
import { type WireQuery, withoutPair, withPair } from '../contract/wire.ts';
import { type Disorder, disordering, disorders } from './disorder.ts';
import type { FaultyText } from './faulty-text.ts';
import type { Pools } from './pools.ts';
import type { WindowEnd } from './time-fields.ts';
import { validQuery } from './valid-query.ts';
import { type TimeWindow, WIDEST_WINDOW, windowOf } from './window.ts';
import { wrongNumber, wrongNumbers } from './wrong-number.ts';
import { spoiling, wrongTimes } from './wrong-time.ts';
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
 * Every deterministic neighbour of a valid query that breaks one constraint: of a parameter on its own, whether the
 * base has it or not; of the window's form, calendar and order, where the base has a window; half a pair, always.
 */
export function breaks(contract: Contract, base: WireQuery): readonly BrokenQuery[] {
  const { operation } = contract;
  const window = windowOf(contract, base);
  return [
    ...operation.parameters.filter(({ required }) => required).map((parameter) => lacking(base, parameter)),
    ...operation.parameters.flatMap(wrongTexts).map((wrong) => replaced(base, wrong)),
    ...ENDS.map((end) => halved(operation, base, end)),
    ...(window === undefined ? [] : breaksOfWindow(operation, base, window)),
  ];
}

function breaksOfWindow(
  operation: ListOperation,
  base: WireQuery,
  window: TimeWindow,
): readonly BrokenQuery[] {
  return [
    ...endsOfForm(operation)
      .flatMap((end) => wrongTimes(placeOf(operation, window, end)))
      .map((wrong) => replaced(base, wrong)),
    ...disorders(window).map((wrong) => disordered(operation, base, window, wrong)),
  ];
}

/**
 * Neighbours of any valid query, with random wrong texts among them. Shrinks as `validQuery` does, and the wrong
 * text towards one just beyond its constraint.
 */
export function invalidQuery(contract: Contract, pools: Pools): fc.Arbitrary<BrokenQuery> {
  const { operation } = contract;
  const base = validQuery(contract, pools);
  const wrong = operation.parameters.flatMap(anyWrongText);
  const alone = fc.tuple(base, fc.oneof(...wrong)).map(([valid, text]) => replaced(valid, text));
  const half = fc.tuple(base, fc.constantFrom(...ENDS)).map(([valid, end]) => halved(operation, valid, end));
  const absent = operation.parameters
    .filter(({ required }) => required)
    .map((parameter) => base.map((valid) => lacking(valid, parameter)));
  const windowed = validQuery(contract, pools, 'given').map((valid) => ({
    valid,
    window: windowOf(contract, valid) ?? WIDEST_WINDOW,
  }));
  const disorderly = fc
    .tuple(windowed, disordering())
    .map(([{ valid, window }, disorder]) => disordered(operation, valid, window, disorder(window)));
  const spoilt = endsOfForm(operation).map((end) =>
    fc
      .tuple(windowed, spoiling())
      .map(([{ valid, window }, spoil]) => replaced(valid, spoil(placeOf(operation, window, end)))),
  );
  return fc.oneof({ arbitrary: alone, weight: 6 }, half, ...absent, disorderly, ...spoilt);
}

const ENDS: readonly WindowEnd[] = ['begin', 'end'];

/** The ends of the window that the document binds to its form of time. */
function endsOfForm({ parameters, window }: ListOperation): readonly WindowEnd[] {
  const bound = new Set(parameters.filter(({ format }) => format === TIME_FORMAT).map(({ name }) => name));
  return ENDS.filter((end) => bound.has(window[end]));
}

function wrongTexts(parameter: QueryParameter): readonly FaultyText[] {
  if (parameter.type === 'integer') return wrongNumbers(parameter);
  if (parameter.enum !== undefined) return wrongWords(parameter);
  return parameter.required ? [emptied(parameter)] : [];
}

function anyWrongText(parameter: QueryParameter): readonly fc.Arbitrary<FaultyText>[] {
  if (parameter.type === 'integer') return [wrongNumber(parameter)];
  if (parameter.enum !== undefined) return [wrongWord(parameter)];
  return parameter.required ? [fc.constant(emptied(parameter))] : [];
}

function emptied({ name }: QueryParameter): FaultyText {
  return {
    text: '',
    fault: { parameter: name, constraint: 'empty', level: 'SHOULD', says: `${name} is required and empty` },
  };
}

function replaced(base: WireQuery, { text, fault }: FaultyText): BrokenQuery {
  return { base, query: withPair(base, fault.parameter, text), fault };
}

function lacking(base: WireQuery, { name }: QueryParameter): BrokenQuery {
  const fault: QueryFault = {
    parameter: name,
    constraint: 'required',
    level: 'MUST',
    says: `${name} is required and absent`,
  };
  return { base, query: withoutPair(base, name), fault };
}

/** Leaves this end of the pair alone in the query: the other is taken away, or this one added where there is no window. */
function halved({ window }: ListOperation, base: WireQuery, end: WindowEnd): BrokenQuery {
  const [alone, missing] = [window[end], window[end === 'begin' ? 'end' : 'begin']];
  const paired = base.some(({ name }) => name === missing);
  const query = paired
    ? withoutPair(base, missing)
    : withPair(base, alone, encodeURIComponent(WIDEST_WINDOW[end]));
  const says = `${alone} stands without ${missing}`;
  return { base, query, fault: { parameter: missing, constraint: 'pair', level: 'MUST', says } };
}

function placeOf(operation: ListOperation, window: TimeWindow, end: WindowEnd) {
  return { parameter: operation.window[end], end, text: window[end] };
}

function disordered(
  operation: ListOperation,
  base: WireQuery,
  valid: TimeWindow,
  wrong: Disorder,
): BrokenQuery {
  const { begin, end }: TimeWindow =
    wrong.end === 'begin' ? { ...valid, begin: wrong.text } : { ...valid, end: wrong.text };
  const names = operation.window;
  const says = `${names.end} ${end} is ${wrong.what} ${names.begin} ${begin}`;
  const fault: QueryFault = { parameter: names.end, constraint: 'order', level: 'MUST', says };
  return { base, query: withPair(base, names[wrong.end], encodeURIComponent(wrong.text)), fault };
}
