/** Other judgements of queries on which the document is silent. */
import { onRefusal } from '../changes.ts';
import { Refusal, wrongParameter } from '../errors.ts';
import type { Variant } from '../mutation.ts';
import { textOf } from '../query-validation.ts';
import type { Call, Change, QueryTexts } from '../stages.ts';

const lenientTimes: Variant = {
  slug: 'lenient-times',
  description: 'Reads times also with a literal Z, with a colon in the zone, and with fractions of a second.',
  change: ({ time }) => ({
    time: (text) => {
      const fraction = /\.[0-9]+(?=Z$|[+-][0-9:]+$)/.exec(text)?.[0] ?? '';
      const plain = text
        .replace(fraction, '')
        .replace(/Z$/, '+0000')
        .replace(/([+-][0-9]{2}):([0-9]{2})$/, '$1$2');
      const seconds = time(plain);
      return seconds === undefined ? undefined : seconds + Number(`0${fraction}`);
    },
  }),
};

/** Refuses more queries than the plain deployment does. */
function refusing(find: (texts: QueryTexts, call: Call) => Refusal | undefined): Change {
  return ({ validate }) => ({
    validate: (texts, call) => {
      const refusal = find(texts, call);
      if (refusal !== undefined) throw refusal;
      return validate(texts, call);
    },
  });
}

const emptyOptionalRefused: Variant = {
  slug: 'empty-optional-refused',
  description: 'Refuses an optional parameter without a value.',
  change: refusing((texts, { deployment }) => {
    const empty = deployment.operation.parameters.find(({ name }) => texts.get(name)?.includes(''));
    return empty && wrongParameter(empty.name, 'has no value');
  }),
};

const unknownParameterRefused: Variant = {
  slug: 'unknown-parameter-refused',
  description: 'Refuses a parameter that the operation does not have.',
  change: refusing((texts, { deployment }) => {
    const known = new Set(deployment.operation.parameters.map(({ name }) => name));
    const unknown = [...texts.keys()].find((name) => !known.has(name));
    return unknown === undefined ? undefined : wrongParameter(unknown, 'is not known');
  }),
};

const leadingZerosRefused: Variant = {
  slug: 'leading-zeros-refused',
  description: 'Refuses numbers with leading zeros.',
  change: ({ integer }) => ({ integer: (text) => (/^-?0[0-9]/.test(text) ? undefined : integer(text)) }),
};

/** Uses one value of a repeated parameter. */
function repeated(pick: (texts: readonly string[]) => string | undefined): Change {
  return ({ validate }) => ({
    validate: (texts, call) =>
      validate(new Map([...texts].map(([name, values]) => [name, [pick(values) ?? '']])), call),
  });
}

const hugeOffset: Variant = {
  slug: 'huge-offset-empty',
  description: 'Accepts an offset of any size, however many digits it has.',
  change: ({ validate }) => ({
    validate: (texts, call) => {
      const { parameter } = call.deployment.operation.offset;
      const number = call.stages.integer(textOf(texts, parameter) ?? '');
      if (number === undefined || number <= Number.MAX_SAFE_INTEGER) return validate(texts, call);
      return validate(new Map(texts).set(parameter, [String(Number.MAX_SAFE_INTEGER)]), call);
    },
  }),
};

const status422: Variant = {
  slug: 'status-422',
  description: 'Refuses invalid queries with status 422.',
  change: ({ validate }) => ({
    validate: (texts, call) =>
      onRefusal(
        () => validate(texts, call),
        ({ code, message }) => new Refusal(422, code, message),
      ),
  }),
};

export const leniency: readonly Variant[] = [
  lenientTimes,
  emptyOptionalRefused,
  unknownParameterRefused,
  leadingZerosRefused,
  {
    slug: 'first-repeated-counts',
    description: 'Uses the first value of a repeated parameter.',
    change: repeated((values) => values[0]),
  },
  {
    slug: 'last-repeated-counts',
    description: 'Uses the last value of a repeated parameter.',
    change: repeated((values) => values.at(-1)),
  },
  {
    slug: 'repeated-joined',
    description: 'Joins the values of a repeated parameter with commas.',
    change: repeated((values) => values.join(',')),
  },
  hugeOffset,
  status422,
];
