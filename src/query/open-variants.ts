/** Neighbours of a valid query on which the document is silent: a deployment may accept or refuse them. */
import type { Contract } from '../contract/contract.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { decodeText, type WireQuery, withPair } from '../contract/wire.ts';
import { edgesOf } from './parameter-values.ts';
import { joinClock, joinTime, outwards, type TimeFields, type WindowEnd } from './time-fields.ts';
import { windowOf } from './window.ts';

/** What is open about a neighbour. */
export type OpenCase =
  | 'leading-zeros'
  | 'repeated-parameter'
  | 'empty-value'
  | 'beyond-int64'
  | 'literal-z'
  | 'colon-zone'
  | 'fraction'
  | 'hour-24'
  | 'second-60'
  | 'far-zone'
  | 'year-zero'
  | 'raw-plus'
  | 'unknown-parameter'
  | 'broken-escape';

/** A neighbour of a valid query, one place away, that is neither valid nor invalid by the document. */
export interface OpenVariant {
  readonly name: OpenCase;
  /** The parameter whose text or presence differs. */
  readonly parameter: string;
  readonly query: WireQuery;
  /** How the parameter is written. */
  readonly what: string;
  /** The same, as a plain sentence. */
  readonly says: string;
}

/** Returns every open neighbour of this valid query; spellings of time only where it has a window. */
export function openVariants(contract: Contract, base: WireQuery): readonly OpenVariant[] {
  const { operation } = contract;
  const window = windowOf(operation, base);
  const ends: readonly WindowEnd[] = window === undefined ? [] : ['begin', 'end'];
  return [
    ...operation.parameters.flatMap((parameter) => ofNumber(base, parameter)),
    ...operation.parameters.flatMap(({ name }) => repeated(base, name)),
    ...operation.parameters
      .filter(
        ({ name, required }) => !required && name !== operation.window.begin && name !== operation.window.end,
      )
      .map(({ name }) => variant(base, 'empty-value', name, '', 'empty')),
    variant(base, 'unknown-parameter', UNKNOWN, '1', 'no parameter of the document'),
    variant(base, 'broken-escape', operation.id.parameter, '%zz', 'a percent sign without its two digits'),
    ...ends.flatMap((end) => ofTime(base, operation.window[end], window?.[end] ?? '', end)),
  ];
}

/** The name of no parameter in any edition. */
const UNKNOWN = 'conformance_probe';

function variant(
  base: WireQuery,
  name: OpenCase,
  parameter: string,
  text: string,
  what: string,
): OpenVariant {
  return { name, parameter, query: withPair(base, parameter, text), what, says: `${parameter} is ${what}` };
}

function ofNumber(base: WireQuery, parameter: QueryParameter): readonly OpenVariant[] {
  if (parameter.type !== 'integer') return [];
  const { name, maximum } = parameter;
  const given = base.find((pair) => pair.name === name)?.text ?? String(edgesOf(parameter).at(-1));
  const zeros = ['0', '000'].map((lead) =>
    variant(base, 'leading-zeros', name, lead + given, `written ${lead}${given}`),
  );
  const beyond = [2n ** 63n, 2n ** 64n].map((value) =>
    variant(base, 'beyond-int64', name, `${value}`, `${value}`),
  );
  return [...zeros, ...(maximum === undefined ? beyond : [])];
}

/** The same pair twice. Both have the same text, so it does not matter which of them a deployment reads. */
function repeated(base: WireQuery, name: string): readonly OpenVariant[] {
  const pair = base.find((each) => each.name === name);
  if (pair === undefined) return [];
  const query = base.flatMap((each) => (each === pair ? [pair, pair] : [each]));
  return [
    {
      name: 'repeated-parameter',
      parameter: name,
      query,
      what: 'given twice, with the same text',
      says: `${name} is given twice, with the same text`,
    },
  ];
}

function ofTime(base: WireQuery, parameter: string, text: string, end: WindowEnd): readonly OpenVariant[] {
  const fields = outwards(text, end);
  const { zone } = fields;
  const write = (name: OpenCase, spelled: string, what: string) =>
    variant(base, name, parameter, encodeURIComponent(spelled), what);
  const change = (name: OpenCase, part: Partial<TimeFields>, what: string) =>
    write(name, joinTime({ ...fields, ...part }), what);
  return [
    write('literal-z', `${joinClock(fields)}Z`, 'written with a literal Z for its zone'),
    write(
      'colon-zone',
      `${joinClock(fields)}${zone.slice(0, 3)}:${zone.slice(3)}`,
      'written with a colon in its zone',
    ),
    write('fraction', `${joinClock(fields)}.5${zone}`, 'written with a fraction of a second'),
    change('hour-24', { hour: '24', minute: '00', second: '00' }, 'midnight written 24:00:00'),
    change('second-60', { second: '60' }, 'written with second 60'),
    ...['+1500', '-1500'].map((far) => change('far-zone', { zone: far }, `in zone ${far}`)),
    ...(end === 'begin' ? [change('year-zero', { year: 0 }, 'in the year 0000')] : []),
    ...rawPlus(base, parameter),
  ];
}

/** The time of the base with a raw plus sign; nothing where its zone is west of UTC. */
function rawPlus(base: WireQuery, parameter: string): readonly OpenVariant[] {
  const text = base.find(({ name }) => name === parameter)?.text ?? '';
  if (!decodeText(text)?.includes('+')) return [];
  return [
    variant(
      base,
      'raw-plus',
      parameter,
      text.replace(/%2B/i, '+'),
      'written with a raw plus sign in its zone',
    ),
  ];
}
