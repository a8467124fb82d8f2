/** Other judgements of queries on which the document is silent. */
import { textOf } from '../judge.ts';
import type { Parameters } from '../question.ts';
import { Refusal, wrongParameter } from '../refusal.ts';
import type { Call, Change } from '../stages.ts';
import type { Variant } from '../variant.ts';

const lenientTimes: Variant = {
  slug: 'lenient-times',
  says: 'Reads times also with a literal Z, with a colon in the zone, and with fractions of a second.',
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
function refusing(find: (parameters: Parameters, call: Call) => Refusal | undefined): Change {
  return ({ judge }) => ({
    judge: (parameters, call) => {
      const refusal = find(parameters, call);
      if (refusal !== undefined) throw refusal;
      return judge(parameters, call);
    },
  });
}

const emptyOptionalRefused: Variant = {
  slug: 'empty-optional-refused',
  says: 'Refuses an optional parameter without a value.',
  change: refusing((parameters, { world }) => {
    const empty = world.operation.parameters.find(({ name }) => parameters.get(name)?.includes(''));
    return empty && wrongParameter(empty.name, 'has no value');
  }),
};

const unknownParameterRefused: Variant = {
  slug: 'unknown-parameter-refused',
  says: 'Refuses a parameter that the operation does not have.',
  change: refusing((parameters, { world }) => {
    const known = new Set(world.operation.parameters.map(({ name }) => name));
    const unknown = [...parameters.keys()].find((name) => !known.has(name));
    return unknown === undefined ? undefined : wrongParameter(unknown, 'is not known');
  }),
};

const leadingZerosRefused: Variant = {
  slug: 'leading-zeros-refused',
  says: 'Refuses numbers with leading zeros.',
  change: ({ integer }) => ({ integer: (text) => (/^-?0[0-9]/.test(text) ? undefined : integer(text)) }),
};

/** A parameter that stands more than once counts where it stands first, or last. */
function repeated(take: (texts: readonly string[]) => string | undefined): Change {
  return ({ judge }) => ({
    judge: (parameters, call) =>
      judge(new Map([...parameters].map(([name, texts]) => [name, [take(texts) ?? '']])), call),
  });
}

const hugeOffset: Variant = {
  slug: 'huge-offset-empty',
  says: 'Answers an offset of any size, however many digits it has.',
  change: ({ judge }) => ({
    judge: (parameters, call) => {
      const { parameter } = call.world.operation.offset;
      const number = call.stages.integer(textOf(parameters, parameter) ?? '');
      if (number === undefined || number <= Number.MAX_SAFE_INTEGER) return judge(parameters, call);
      const shortened = new Map(parameters).set(parameter, [String(Number.MAX_SAFE_INTEGER)]);
      return judge(shortened, call);
    },
  }),
};

const status422: Variant = {
  slug: 'status-422',
  says: 'Refuses invalid queries with status 422.',
  change: ({ judge }) => ({
    judge: (parameters, call) => {
      try {
        return judge(parameters, call);
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
    says: 'Takes the first of a parameter that stands more than once.',
    change: repeated((texts) => texts[0]),
  },
  {
    slug: 'last-repeated-counts',
    says: 'Takes the last of a parameter that stands more than once.',
    change: repeated((texts) => texts.at(-1)),
  },
  hugeOffset,
  status422,
];
