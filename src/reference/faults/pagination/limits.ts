/** Faults in the limit. */

import {
  changePage,
  changeQuery,
  limitOf,
  names,
  rewriteNumber,
  rewriteTexts,
  type Texts,
  typeOf,
} from '../../changes.ts';
import { outOfRange } from '../../errors.ts';
import type { Fault } from '../../mutation.ts';
import { reversed } from '../../rows.ts';
import type { Change } from '../../stages.ts';

function withLimit(change: (limit: number, maximum: number) => number): Change {
  return changeQuery((query, { deployment }) => ({
    ...query,
    limit: change(query.limit, deployment.operation.limit.maximum),
  }));
}

/** Sets another default in some queries that name no limit. */
function defaultLimit(limit: number, when: (texts: Texts, type: string, begin: string) => boolean): Change {
  return rewriteTexts((texts, operation) => {
    const { parameter } = operation.limit;
    if (texts.has(parameter) || !when(texts, typeOf(operation), operation.window.begin)) return;
    texts.set(parameter, [String(limit)]);
  });
}

/** Accepts one text as a limit that it is not. */
function limitRead(text: (maximum: number) => string, limit: (maximum: number) => number): Change {
  return ({ validate }) => ({
    validate: (texts, call) => {
      const { parameter, maximum } = call.deployment.operation.limit;
      if (texts.get(parameter)?.[0] !== text(maximum)) return validate(texts, call);
      const valid = new Map(texts).set(parameter, [String(maximum)]);
      return { ...validate(valid, call), limit: limit(maximum) };
    },
  });
}

const unlimited = () => Number.POSITIVE_INFINITY;

export const limitFaults: readonly Fault[] = [
  {
    slug: 'limit-ignored',
    description: 'The limit is ignored: every page holds as many backups as a page may.',
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
    description: 'A page holds fifty backups at most, even where a larger limit is asked for.',
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
    change: defaultLimit(10, () => true),
  },
  {
    slug: 'default-limit-ten-when-filtered',
    description: 'Without a limit, a page of one type holds ten backups.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: defaultLimit(10, (texts, type) => texts.has(type)),
  },
  {
    slug: 'default-limit-fifty-in-typed-windows',
    description: 'Without a limit, a page of one type within a window holds fifty backups.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: defaultLimit(50, (texts, type, begin) => texts.has(type) && texts.has(begin)),
  },
  {
    slug: 'default-limit-all',
    description: 'Without a limit, all backups are listed on one page.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size', 'pagination.limit-bounds'],
    change: ({ validate }) => ({
      validate: (texts, call) => {
        const query = validate(texts, call);
        return texts.has(limitOf(call.deployment.operation)) ? query : { ...query, limit: unlimited() };
      },
    }),
  },
  {
    slug: 'default-limit-other-order',
    description: 'Without a limit, the backups of a page come in the opposite order.',
    caughtBy: ['pagination.default-limit'],
    change: changePage((page, _query, call) =>
      names(limitOf(call.deployment.operation), call) ? page : reversed(page),
    ),
  },
  {
    slug: 'offset-only-beside-limit',
    description: 'An offset without a limit is ignored.',
    caughtBy: ['pagination.default-limit', 'pagination.page-size'],
    change: rewriteTexts((texts, { limit, offset }) => {
      if (!texts.has(limit.parameter)) texts.delete(offset.parameter);
    }),
  },
  {
    slug: 'limit-zero-means-all',
    description: 'A limit of 0 lists everything.',
    caughtBy: ['pagination.limit-bounds'],
    change: limitRead(() => '0', unlimited),
  },
  {
    slug: 'limit-zero-means-default',
    description: 'A limit of 0 counts as none.',
    caughtBy: ['pagination.limit-bounds'],
    change: rewriteNumber(limitOf, (limit) => (limit === 0 ? undefined : limit)),
  },
  {
    slug: 'limit-minus-one-means-all',
    description: 'A limit of -1 lists everything.',
    caughtBy: ['pagination.limit-bounds'],
    change: limitRead(() => '-1', unlimited),
  },
  {
    slug: 'limit-clamped',
    description: 'A limit above the maximum is taken for the maximum.',
    caughtBy: ['pagination.limit-bounds'],
    change: rewriteNumber(limitOf, (limit, maximum) => Math.min(limit, maximum)),
  },
  {
    slug: 'limit-one-too-many-accepted',
    description: 'A limit one above the maximum is accepted and answered with a page of that size.',
    caughtBy: ['pagination.limit-bounds'],
    change: limitRead(
      (maximum) => String(maximum + 1),
      (maximum) => maximum + 1,
    ),
  },
  {
    slug: 'huge-limit-clamped',
    description:
      'A limit that does not fit 31 bits is taken for the maximum, while a smaller one is refused.',
    caughtBy: ['pagination.limit-bounds'],
    change: rewriteNumber(limitOf, (limit, maximum) => (limit >= 2 ** 31 - 1 ? maximum : limit)),
  },
  {
    slug: 'negative-limit-means-default',
    description: 'A negative limit counts as none.',
    caughtBy: ['pagination.limit-bounds'],
    change: rewriteNumber(limitOf, (limit) => (limit < 0 ? undefined : limit)),
  },
  {
    slug: 'largest-limit-refused',
    description: 'The largest limit is refused as out of range.',
    caughtBy: ['response.status'],
    change: ({ validate }) => ({
      validate: (texts, call) => {
        const query = validate(texts, call);
        const { parameter, maximum } = call.deployment.operation.limit;
        if (texts.has(parameter) && query.limit === maximum) throw outOfRange(parameter, 'is too large');
        return query;
      },
    }),
  },
];
