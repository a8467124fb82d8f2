/** Other judgements of queries on which the document is silent. */

import type { QueryTexts } from '../list-query.ts';
import { textOf } from '../query-validation.ts';
import { Refusal, wrongParameter } from '../refusal.ts';
import type { Call, Change } from '../stages.ts';
import type { Variant } from '../variant.ts';

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

/** Refuses more than the plain judgement does. */
function refusing(find: (parameters: QueryTexts, call: Call) => Refusal | undefined): Change {
  return ({ validate }) => ({
    validate: (parameters, call) => {
      const refusal = find(parameters, call);
      if (refusal !== undefined) throw refusal;
      return validate(parameters, call);
    },
  });
}

const emptyOptionalRefused: Variant = {
  slug: 'empty-optional-refused',
  description: 'Refuses an optional parameter without a value.',
  change: refusing((parameters, { deployment }) => {
    const empty = deployment.operation.parameters.find(({ name }) => parameters.get(name)?.includes(''));
    return empty && wrongParameter(empty.name, 'has no value');
  }),
};

const unknownParameterRefused: Variant = {
  slug: 'unknown-parameter-refused',
  description: 'Refuses a parameter that the operation does not have.',
  change: refusing((parameters, { deployment }) => {
    const known = new Set(deployment.operation.parameters.map(({ name }) => name));
    const unknown = [...parameters.keys()].find((name) => !known.has(name));
    return unknown === undefined ? undefined : wrongParameter(unknown, 'is not known');
  }),
};

const leadingZerosRefused: Variant = {
  slug: 'leading-zeros-refused',
  description: 'Refuses numbers with leading zeros.',
  change: ({ integer }) => ({ integer: (text) => (/^-?0[0-9]/.test(text) ? undefined : integer(text)) }),
};

/** A parameter that stands more than once counts where it stands first, or last. */
function repeated(take: (texts: readonly string[]) => string | undefined): Change {
  return ({ validate }) => ({
    validate: (parameters, call) =>
      validate(new Map([...parameters].map(([name, texts]) => [name, [take(texts) ?? '']])), call),
  });
}

const hugeOffset: Variant = {
  slug: 'huge-offset-empty',
  description: 'Answers an offset of any size, however many digits it has.',
  change: ({ validate }) => ({
    validate: (parameters, call) => {
      const { parameter } = call.deployment.operation.offset;
      const number = call.stages.integer(textOf(parameters, parameter) ?? '');
      if (number === undefined || number <= Number.MAX_SAFE_INTEGER) return validate(parameters, call);
      const shortened = new Map(parameters).set(parameter, [String(Number.MAX_SAFE_INTEGER)]);
      return validate(shortened, call);
    },
  }),
};

const status422: Variant = {
  slug: 'status-422',
  description: 'Refuses invalid queries with status 422.',
  change: ({ validate }) => ({
    validate: (parameters, call) => {
      try {
        return validate(parameters, call);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(422, error.code, error.message);
      }
    },
  }),
};

export const leniency: readonly Variant[] = [
  lenientTimes,
  emptyOptionalRefused,
  unknownParameterRefused,
  leadingZerosRefused,
  {
    slug: 'first-repeated-counts',
    description: 'Takes the first of a parameter that stands more than once.',
    change: repeated((texts) => texts[0]),
  },
  {
    slug: 'last-repeated-counts',
    description: 'Takes the last of a parameter that stands more than once.',
    change: repeated((texts) => texts.at(-1)),
  },
  hugeOffset,
  status422,
];
