/** Judges a query by its text on the wire: what must be refused, what should be, and where the document is silent. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Memory } from './memory.ts';
import type { ListOperation } from './operation.ts';
import { type ParameterReading, readParameter } from './parameter-reading.ts';
import type { Constraint, QueryFault } from './query-fault.ts';
import { decodeText, type QueryValues, type WirePair, type WireQuery, writeQuery } from './wire.ts';

export type { Constraint, QueryFault };

export interface QueryJudgement {
  /** `invalid`: some fault is a MUST. `discouraged`: the worst is a SHOULD. `open`: all are OBSERVE. */
  readonly kind: 'valid' | 'invalid' | 'discouraged' | 'open';
  readonly faults: readonly QueryFault[];
  /**
   * What could be read, by parameter; without those whose own text is a fault of level MUST or SHOULD, and without
   * empty and unknown ones. A repeated parameter has its first value. Integers beyond 2^53 are rounded.
   */
  readonly values: QueryValues;
}

/** Characters of queries whose judgement is remembered: the same query is judged where it is drawn and where it is sent. */
const REMEMBERED = 2_000_000;

/** Makes the judge of an operation's queries. `validate` judges the query as one typed object. */
export function createQueryJudge(
  operation: ListOperation,
  validate: ValidateFunction,
): (query: WireQuery) => QueryJudgement {
  const names = new Set(operation.parameters.map(({ name }) => name));
  const judged = new Memory<QueryJudgement>(REMEMBERED);
  const judge = (query: WireQuery): QueryJudgement => {
    const given = groupByName(query);
    const readings = new Map(
      operation.parameters.flatMap((parameter) => {
        const pairs = given.get(parameter.name);
        return pairs === undefined ? [] : [[parameter.name, readParameter(parameter, pairs)] as const];
      }),
    );
    const found = [
      ...[...given.keys()].filter((name) => !names.has(name)).map(unknownFault),
      ...[...readings.values()].flatMap((reading) => reading.faults),
      ...judgeTyped(readings, validate, operation),
    ];
    const faults = withoutIdle(found);
    return { kind: kindOf(faults), faults, values: valuesOf(readings, faults) };
  };
  return (query) => judged.once(writeQuery(query), () => judge(query));
}

function groupByName(query: WireQuery): ReadonlyMap<string, readonly WirePair[]> {
  const groups = new Map<string, WirePair[]>();
  for (const pair of query) {
    const name = decodeText(pair.name) ?? pair.name;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [pair]);
    else group.push(pair);
  }
  return groups;
}

function unknownFault(name: string): QueryFault {
  return {
    parameter: name,
    constraint: 'unknown',
    level: 'OBSERVE',
    says: `the operation has no parameter ${name}`,
  };
}

type Readings = ReadonlyMap<string, ParameterReading>;

/** Judges the values as one object: what the texts have not decided already. */
function judgeTyped(
  readings: Readings,
  validate: ValidateFunction,
  operation: ListOperation,
): readonly QueryFault[] {
  const typed = new Map(
    [...readings].flatMap(([name, { judged }]) => (judged === undefined ? [] : [[name, judged]])),
  );
  if (validate(Object.fromEntries(typed))) return [];
  return (validate.errors ?? []).flatMap((error) => faultOf(error, readings, operation.window));
}

/** Where something must be refused, it says nothing more that a value is extreme, and may be refused. */
function withoutIdle(faults: readonly QueryFault[]): readonly QueryFault[] {
  return faults.some(({ level }) => level === 'MUST')
    ? faults.filter(({ constraint }) => constraint !== 'extreme')
    : faults;
}

function faultOf(
  error: ErrorObject,
  readings: Readings,
  window: ListOperation['window'],
): readonly QueryFault[] {
  const { keyword, params } = error;
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const missing = String(params.missingProperty);
    if (readings.has(missing)) return [];
    return keyword === 'required'
      ? [must(missing, 'required', `${missing} is required`)]
      : [must(missing, 'pair', `${params.property} is given without ${missing}`)];
  }

  const parameter = error.instancePath.slice(1);
  const isSettled = (name: string) => readings.get(name)?.settled === true;
  if (isSettled(parameter)) return [];
  switch (keyword) {
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [
        must(
          parameter,
          keyword.endsWith('inimum') ? 'minimum' : 'maximum',
          `${parameter} has to be ${params.comparison} ${params.limit}`,
        ),
      ];
    case 'enum':
      return [must(parameter, keyword, `${parameter} has to be one of ${params.allowedValues.join(', ')}`)];
    case 'const':
      return [must(parameter, 'enum', `${parameter} has to be ${params.allowedValue}`)];
    case 'formatExclusiveMinimum':
      return isSettled(window.begin)
        ? []
        : [must(parameter, 'order', `${parameter} has to be later than ${window.begin}`)];
    case 'format':
      return readings.get(parameter)?.parameter.type === 'integer'
        ? [
            {
              parameter,
              constraint: 'extreme',
              level: 'OBSERVE',
              says: `${parameter} is beyond ${params.format}`,
            },
          ]
        : [must(parameter, 'format', `${parameter} has to be of the format ${params.format}`)];
    case 'pattern':
      return [must(parameter, 'pattern', `${parameter} has to match ${params.pattern}`)];
    case 'minLength':
    case 'maxLength':
      return [must(parameter, 'length', `${parameter} ${error.message}`)];
    case 'if':
      return [];
    default:
      return [must(parameter, 'relation', `${parameter} ${error.message ?? `breaks ${keyword}`}`)];
  }
}

function must(parameter: string, constraint: Constraint, says: string): QueryFault {
  return { parameter, constraint, level: 'MUST', says };
}

function kindOf(faults: readonly QueryFault[]): QueryJudgement['kind'] {
  if (faults.some(({ level }) => level === 'MUST')) return 'invalid';
  if (faults.some(({ level }) => level === 'SHOULD')) return 'discouraged';
  return faults.length > 0 ? 'open' : 'valid';
}

function valuesOf(readings: Readings, faults: readonly QueryFault[]): QueryValues {
  const atFault = new Set(
    faults.filter(({ level }) => level !== 'OBSERVE').map(({ parameter }) => parameter),
  );
  const read = [...readings].flatMap(([name, { value }]) =>
    value === undefined || atFault.has(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(read);
}
