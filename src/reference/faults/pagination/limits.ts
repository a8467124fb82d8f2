/** Faults in the limit. */
import type { Fault } from '../../fault.ts';
import { reversed } from '../../rows.ts';
import type { Change } from '../../stages.ts';
import { limitOf, misread, misunderstood, names } from '../mutations.ts';
import { tolerating } from './bounds.ts';

function withLimit(change: (limit: number, maximum: number) => number): Change {
  return misunderstood((query, { deployment }) => ({
    ...query,
    limit: change(query.limit, deployment.operation.limit.maximum),
  }));
}

/** Takes one text of the limit for none at all. */
function withoutBound(sentinel: string): Change {
  return ({ validate }) => ({
    validate: (parameters, call) => {
      const name = limitOf(call.deployment.operation);
      if (parameters.get(name)?.[0] !== sentinel) return validate(parameters, call);
      return { ...validate(new Map(parameters).set(name, ['1']), call), limit: Number.POSITIVE_INFINITY };
    },
  });
}

export const limitFaults: readonly Fault[] = [
  {
    slug: 'limit-ignored',
    description: 'The limit is not looked at: every page holds as many backups as a page may.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((_limit, maximum) => maximum),
  },
  {
    slug: 'limit-one-more',
    description: 'A page holds one backup more than the limit.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((limit) => limit + 1),
  },
  {
    slug: 'limit-one-less',
    description: 'A page holds one backup less than the limit.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((limit) => Math.max(1, limit - 1)),
  },
  {
    slug: 'full-page-short',
    description: 'A page of the largest size holds one backup less.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((limit, maximum) => (limit === maximum ? limit - 1 : limit)),
  },
  {
    slug: 'limit-capped-at-fifty',
    description: 'A page holds fifty backups at most, whatever larger limit is asked for.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((limit) => Math.min(limit, 50)),
  },
  {
    slug: 'limit-rounded-up',
    description: 'The limit is rounded up to a multiple of ten.',
    caughtBy: ['pagination.page-size', 'pagination.tiling'],
    change: withLimit((limit) => Math.ceil(limit / 10) * 10),
  },
  {
    slug: 'default-limit-ten',
    description: 'Without a limit, a page holds ten backups.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: misread((texts, { limit }) => {
      if (!texts.has(limit.parameter)) texts.set(limit.parameter, ['10']);
    }),
  },
  {
    slug: 'default-limit-ten-when-filtered',
    description: 'Without a limit, a page of one type holds ten backups.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: misread((texts, { limit, type }) => {
      if (!texts.has(limit.parameter) && texts.has(type.parameter)) texts.set(limit.parameter, ['10']);
    }),
  },
  {
    slug: 'default-limit-fifty-in-typed-windows',
    description: 'Without a limit, a page of one type within a window holds fifty backups.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: misread((texts, { limit, type, window }) => {
      const isTypedWindow = texts.has(type.parameter) && texts.has(window.begin);
      if (!texts.has(limit.parameter) && isTypedWindow) texts.set(limit.parameter, ['50']);
    }),
  },
  {
    slug: 'default-limit-all',
    description: 'Without a limit, all backups are listed on one page.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size', 'pagination.limit-bounds'],
    change: ({ validate }) => ({
      validate: (parameters, call) => {
        const query = validate(parameters, call);
        const named = parameters.has(limitOf(call.deployment.operation));
        return named ? query : { ...query, limit: Number.POSITIVE_INFINITY };
      },
    }),
  },
  {
    slug: 'default-limit-other-order',
    description: 'Without a limit, the backups of a page stand in the opposite order.',
    caughtBy: ['pagination.default-limit'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const cut = page(rows, query, call);
        return names(limitOf(call.deployment.operation), call) ? cut : reversed(cut);
      },
    }),
  },
  {
    slug: 'offset-only-beside-limit',
    description: 'An offset without a limit is not looked at.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: misread((texts, { limit, offset }) => {
      if (!texts.has(limit.parameter)) texts.delete(offset.parameter);
    }),
  },
  {
    slug: 'limit-zero-means-all',
    description: 'A limit of 0 lists everything.',
    caughtBy: ['pagination.limit-bounds'],
    change: withoutBound('0'),
  },
  {
    slug: 'limit-zero-means-default',
    description: 'A limit of 0 counts as none.',
    caughtBy: ['pagination.limit-bounds'],
    change: tolerating(limitOf, (limit) => (limit === 0 ? undefined : limit)),
  },
  {
    slug: 'limit-minus-one-means-all',
    description: 'A limit of -1 lists everything.',
    caughtBy: ['pagination.limit-bounds'],
    change: withoutBound('-1'),
  },
  {
    slug: 'limit-clamped',
    description: 'A limit above the largest is taken for the largest.',
    caughtBy: ['pagination.limit-bounds'],
    change: tolerating(limitOf, (limit, maximum) => Math.min(limit, maximum)),
  },
  {
    slug: 'limit-one-too-many-accepted',
    description: 'A limit one above the largest is accepted, and a page of that size answered.',
    caughtBy: ['pagination.limit-bounds'],
    change: ({ validate }) => ({
      validate: (parameters, call) => {
        const { parameter, maximum } = call.deployment.operation.limit;
        if (parameters.get(parameter)?.[0] !== String(maximum + 1)) return validate(parameters, call);
        const texts = new Map(parameters).set(parameter, [String(maximum)]);
        return { ...validate(texts, call), limit: maximum + 1 };
      },
    }),
  },
  {
    slug: 'huge-limit-clamped',
    description:
      'A limit of more than nine digits is taken for the largest, while a smaller one beyond bounds is refused.',
    caughtBy: ['pagination.limit-bounds'],
    change: tolerating(limitOf, (limit, maximum) => (limit >= 2 ** 31 - 1 ? maximum : limit)),
  },
  {
    slug: 'negative-limit-means-default',
    description: 'A negative limit counts as none.',
    caughtBy: ['pagination.limit-bounds'],
    change: tolerating(limitOf, (limit) => (limit < 0 ? undefined : limit)),
  },
];
