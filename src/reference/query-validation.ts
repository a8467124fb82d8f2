/** Which queries are answered. All that the document states of a parameter is required of its text. */
import { INT64 } from '../contract/exact-integer.ts';
import type { QueryParameter } from '../contract/parameters.ts';
import { TIME_FORMAT } from '../contract/time.ts';
import { decodeText, readQuery } from '../contract/wire.ts';
import { outOfRange, wrongParameter } from './errors.ts';
import type { Call, ListQuery, QueryTexts, Window } from './stages.ts';

/** A raw `+` stays a plus sign: a zone may be sent unencoded. */
export function decode(queryString: string): QueryTexts {
  const texts = new Map<string, string[]>();
  for (const pair of readQuery(queryString)) {
    const name = decodeText(pair.name);
    const text = decodeText(pair.text);
    if (name === undefined || text === undefined)
      throw wrongParameter(pair.name, 'is not percent-encoded UTF-8');
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [text]);
    else known.push(text);
  }
  return texts;
}

/** Digits only: leading zeros do no harm, and a minus is read so that the error can say what is wrong. */
export function integer(text: string): bigint | undefined {
  return /^-?[0-9]+$/.test(text) ? BigInt(text) : undefined;
}

export function validate(texts: QueryTexts, call: Call): ListQuery {
  const { operation } = call.deployment;
  const values = new Map(
    operation.parameters.flatMap((parameter) => {
      const value = typedValue(parameter, texts, call);
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
  const id = values.get(operation.id.parameter);
  const window = windowOf(values, call);
  return {
    instance: String(values.get(operation.instance)),
    ...(id === undefined ? {} : { id: String(id) }),
    filters: Object.fromEntries(
      operation.filters.flatMap(({ parameter }) => {
        const value = values.get(parameter);
        return value === undefined ? [] : [[parameter, String(value)]];
      }),
    ),
    ...(window === undefined ? {} : { window }),
    offset: Number(values.get(operation.offset.parameter) ?? operation.offset.default),
    limit: Number(values.get(operation.limit.parameter) ?? operation.limit.default),
  };
}

/** The text of a parameter; an empty text counts as absent. */
export function textOf(texts: QueryTexts, name: string): string | undefined {
  return texts.get(name)?.[0] || undefined;
}

/** A text, a number, or an instant in epoch seconds; undefined where the parameter is absent and may be. */
function typedValue(parameter: QueryParameter, texts: QueryTexts, call: Call): string | number | undefined {
  const { name, required, type, format } = parameter;
  if ((texts.get(name)?.length ?? 0) > 1) throw wrongParameter(name, 'is given more than once');
  const text = textOf(texts, name);
  if (text === undefined) {
    if (required) throw wrongParameter(name, 'is missing');
    return undefined;
  }
  if (type === 'integer') return numberOf(text, parameter, call);
  if (parameter.enum !== undefined && !parameter.enum.includes(text)) {
    throw wrongParameter(name, `is none of ${parameter.enum.join(', ')}`);
  }
  if (!hasForm(text, parameter)) throw wrongParameter(name, 'is not of the form that is asked for');
  return format === TIME_FORMAT ? timeOf(text, parameter, call) : text;
}

function hasForm(text: string, { pattern, minLength = 0, maxLength }: QueryParameter): boolean {
  const { length } = [...text];
  if (length < minLength || (maxLength !== undefined && length > maxLength)) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

function numberOf(text: string, { name, minimum, maximum }: QueryParameter, { stages }: Call): number {
  const number = stages.integer(text);
  if (number === undefined) throw wrongParameter(name, 'is not a number');
  if (minimum !== undefined && number < BigInt(minimum)) throw outOfRange(name, `is less than ${minimum}`);
  // Where the document sets no maximum, this deployment counts in 64 bits.
  const most = maximum === undefined ? INT64.most : BigInt(maximum);
  if (number > most) throw outOfRange(name, `is more than ${most}`);
  return Number(number);
}

function timeOf(text: string, { name }: QueryParameter, { stages }: Call): number {
  const instant = stages.time(text);
  if (instant === undefined) throw wrongParameter(name, 'is not a time of the form yyyy-mm-ddThh:mm:ssZ');
  return instant;
}

function windowOf(values: ReadonlyMap<string, string | number>, { deployment }: Call): Window | undefined {
  const { begin, end } = deployment.operation.window;
  const [from, to] = [values.get(begin), values.get(end)];
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) throw wrongParameter(begin, `is missing beside ${end}`);
  if (to === undefined) throw wrongParameter(end, `is missing beside ${begin}`);
  const window = { from: Number(from), to: Number(to) };
  if (window.to <= window.from) throw wrongParameter(end, `is not later than ${begin}`);
  return window;
}
