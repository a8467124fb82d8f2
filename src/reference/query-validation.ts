/** Which queries are answered. Everything that the document bounds is held to it; bounds come from the contract. */
import { decodeText, readQuery } from '../contract/wire.ts';
import type { ListQuery, QueryTexts, Window } from './list-query.ts';
import { outOfRange, wrongParameter } from './refusal.ts';
import type { Call } from './stages.ts';

/** A raw `+` stays a plus sign: a zone may be sent unencoded. */
export function decode(query: string): QueryTexts {
  const parameters = new Map<string, string[]>();
  for (const pair of readQuery(query)) {
    const name = decodeText(pair.name);
    const text = decodeText(pair.text);
    if (name === undefined || text === undefined)
      throw wrongParameter(pair.name, 'is not percent-encoded UTF-8');
    const texts = parameters.get(name);
    if (texts === undefined) parameters.set(name, [text]);
    else texts.push(text);
  }
  return parameters;
}

/** Digits only: leading zeros do no harm, and a minus is read to say what is wrong with the number. */
export function integer(text: string): bigint | undefined {
  return /^-?[0-9]+$/.test(text) ? BigInt(text) : undefined;
}

export function validate(parameters: QueryTexts, call: Call): ListQuery {
  const { operation } = call.deployment;
  for (const { name } of operation.parameters) {
    if ((parameters.get(name)?.length ?? 0) > 1) throw wrongParameter(name, 'stands more than once');
  }
  const instance = textOf(parameters, operation.instance);
  if (instance === undefined) throw wrongParameter(operation.instance, 'is missing');
  const id = textOf(parameters, operation.id.parameter);
  const type = textOf(parameters, operation.type.parameter);
  if (type !== undefined && !operation.type.values.includes(type)) {
    throw wrongParameter(operation.type.parameter, `is none of ${operation.type.values.join(', ')}`);
  }
  const window = windowOf(parameters, call);
  return {
    instance,
    offset: numberOf(parameters, operation.offset, LARGEST_OFFSET, call),
    limit: numberOf(parameters, operation.limit, BigInt(operation.limit.maximum), call),
    ...(id === undefined ? {} : { id }),
    ...(type === undefined ? {} : { type }),
    ...(window === undefined ? {} : { window }),
  };
}

/** The document bounds no offset; this deployment counts in 64 bits. */
const LARGEST_OFFSET = 2n ** 63n - 1n;

/** The text of a parameter; one without text is as good as absent. */
export function textOf(parameters: QueryTexts, name: string): string | undefined {
  return parameters.get(name)?.[0] || undefined;
}

interface Bounded {
  readonly parameter: string;
  readonly minimum: number;
  readonly default: number;
}

function numberOf(parameters: QueryTexts, bounded: Bounded, maximum: bigint, { stages }: Call): number {
  const name = bounded.parameter;
  const text = textOf(parameters, name);
  if (text === undefined) return bounded.default;
  const number = stages.integer(text);
  if (number === undefined) throw wrongParameter(name, 'is not a number');
  if (number < BigInt(bounded.minimum)) throw outOfRange(name, `is less than ${bounded.minimum}`);
  if (number > maximum) throw outOfRange(name, `is more than ${maximum}`);
  return Number(number);
}

function windowOf(parameters: QueryTexts, { deployment, stages }: Call): Window | undefined {
  const { begin, end } = deployment.operation.window;
  const texts = { begin: textOf(parameters, begin), end: textOf(parameters, end) };
  if (texts.begin === undefined && texts.end === undefined) return undefined;
  if (texts.begin === undefined) throw wrongParameter(begin, `is missing beside ${end}`);
  if (texts.end === undefined) throw wrongParameter(end, `is missing beside ${begin}`);
  const from = stages.time(texts.begin);
  const to = stages.time(texts.end);
  if (from === undefined) throw wrongParameter(begin, 'is not a time of the form yyyy-mm-ddThh:mm:ssZ');
  if (to === undefined) throw wrongParameter(end, 'is not a time of the form yyyy-mm-ddThh:mm:ssZ');
  if (to <= from) throw wrongParameter(end, `is not later than ${begin}`);
  return { from, to };
}
