/** Reads the text of one query parameter strictly, and finds the faults that the text alone shows. */
import { integerStandIn } from './double-view.ts';
import { readIntegerText } from './integer-text.ts';
import type { QueryParameter } from './parameters.ts';
import type { QueryFault } from './query-fault.ts';
import { parseTime, readTimeParts, TIME_FORMAT } from './time.ts';
import { readTimeText } from './time-text.ts';
import { decodeText, type WirePair } from './wire.ts';
import { whyUncertain } from './years.ts';

export interface ParameterReading {
  readonly parameter: QueryParameter;
  readonly faults: readonly QueryFault[];
  /** The value that the schema judges; absent if the text is empty. */
  readonly judged?: string | number;
  /** The value of the text; absent if it cannot be read. */
  readonly value?: string | number;
  /** Whether the text alone decides, so that faults from the schema do not count. */
  readonly settled: boolean;
}

/** Reads a parameter from all its pairs. If they differ, only what is wrong with every one of them is certain. */
export function readParameter(parameter: QueryParameter, pairs: readonly WirePair[]): ParameterReading {
  const readings = pairs.map(({ text }) => readText(parameter, text));
  const [first = readText(parameter, ''), ...others] = readings;
  if (others.length === 0) return first;
  const repeated = fault(parameter, 'repeated', 'OBSERVE', 'is given more than once');
  const same = pairs.every(({ text }) => text === pairs[0]?.text);
  if (same) return { ...first, faults: [repeated, ...first.faults] };
  const wrong = readings.every(({ faults }) => faults.some(({ level }) => level === 'MUST'));
  return { ...first, faults: [repeated, ...(wrong ? first.faults : [])], settled: true };
}

function readText(parameter: QueryParameter, text: string): ParameterReading {
  if (text === '') {
    const level = parameter.required ? 'SHOULD' : 'OBSERVE';
    return { parameter, faults: [fault(parameter, 'empty', level, 'is empty')], settled: true };
  }
  const decoded = decodeText(text);
  if (decoded === undefined) return readMalformed(parameter, text);
  if (parameter.type === 'integer') return readInteger(parameter, decoded);
  return parameter.format === TIME_FORMAT ? readTime(parameter, decoded, text) : plain(parameter, decoded);
}

function plain(parameter: QueryParameter, value: string): ParameterReading {
  return { parameter, faults: [], judged: value, value, settled: false };
}

/** A text with broken escapes is not a number, a time or a value of an enumeration. The document is silent about ids. */
function readMalformed(parameter: QueryParameter, text: string): ParameterReading {
  const says = 'has a malformed percent-escape';
  const isFree =
    parameter.type === 'string' && parameter.enum === undefined && parameter.format !== TIME_FORMAT;
  const constraint =
    parameter.type === 'integer' ? 'number' : parameter.enum === undefined ? 'format' : 'enum';
  return {
    parameter,
    faults: [fault(parameter, constraint, isFree ? 'OBSERVE' : 'MUST', says)],
    judged: text,
    settled: true,
  };
}

function readInteger(parameter: QueryParameter, text: string): ParameterReading {
  const integer = readIntegerText(text);
  switch (integer.kind) {
    case 'plain':
      return {
        parameter,
        faults: [],
        judged: integerStandIn(integer.value),
        value: Number(integer.value),
        settled: false,
      };
    case 'padded': {
      const padding = fault(
        parameter,
        'spelling',
        'OBSERVE',
        `is spelled with a leading zero or a negative one: ${text}`,
      );
      // Zero is zero in octal and decimal, so its bounds can be judged.
      const settled = integer.value !== 0n;
      return {
        parameter,
        faults: [padding],
        judged: integerStandIn(integer.value),
        value: Number(integer.value),
        settled,
      };
    }
    case 'spelled':
      return {
        parameter,
        faults: [
          fault(parameter, 'spelling', 'SHOULD', `is an integer only to lenient readers: ${shown(text)}`),
        ],
        judged: text,
        settled: true,
      };
    case 'joined':
      return {
        parameter,
        faults: [fault(parameter, 'integer', 'MUST', `is not one integer: ${shown(text)}`)],
        judged: text,
        settled: true,
      };
    case 'none':
      return {
        parameter,
        faults: [fault(parameter, 'number', 'MUST', `is not an integer: ${shown(text)}`)],
        judged: text,
        settled: true,
      };
  }
}

function readTime(parameter: QueryParameter, text: string, wire: string): ParameterReading {
  const time = readTimeText(text);
  switch (time.kind) {
    case 'time': {
      const rawPlus = fault(parameter, 'raw-plus', 'OBSERVE', 'has an unencoded plus sign in its zone');
      const uncertain = uncertainty(text);
      return {
        ...plain(parameter, text),
        faults: [
          ...(wire.includes('+') ? [rawPlus] : []),
          ...(uncertain === undefined ? [] : [fault(parameter, 'extreme', 'OBSERVE', uncertain)]),
        ],
      };
    }
    case 'spelled':
      return {
        parameter,
        faults: [
          fault(
            parameter,
            'spelling',
            'SHOULD',
            `is a time only to lenient readers: ${shown(text)}: ${time.says}`,
          ),
        ],
        judged: text,
        settled: true,
      };
    case 'silent':
      return {
        parameter,
        faults: [fault(parameter, time.constraint, 'OBSERVE', `${shown(text)}: ${time.says}`)],
        judged: text,
        value: text,
        settled: true,
      };
    case 'unreal':
      return {
        parameter,
        faults: [fault(parameter, 'calendar', 'MUST', `${shown(text)}: ${time.says}`)],
        judged: text,
        settled: true,
      };
    case 'form':
      return {
        parameter,
        faults: [
          fault(
            parameter,
            'format',
            'MUST',
            `has to be written yyyy-mm-ddThh:mm:ss±hhmm: ${shown(text)} is not`,
          ),
        ],
        judged: text,
        settled: true,
      };
  }
}

/** Why a deployment may refuse this time, although it is one. */
function uncertainty(text: string): string | undefined {
  const [instant, parts] = [parseTime(text), readTimeParts(text)];
  if (instant === undefined || parts === undefined) return undefined;
  const { sign, hours, minutes } = parts.zone;
  return whyUncertain(instant, sign * (hours * 60 + minutes));
}

function fault(
  { name }: QueryParameter,
  constraint: QueryFault['constraint'],
  level: QueryFault['level'],
  says: string,
): QueryFault {
  return { parameter: name, constraint, level, says: `${name} ${says}` };
}

function shown(text: string): string {
  return JSON.stringify(text);
}
