/** How many backups a page holds (table 1: offset, limit). */
import type { Contract } from '../../contract/contract.ts';
import type { Ask } from '../../contract/operation.ts';
import { edgesOf, offsetEdges } from '../../query/parameter-values.ts';
import { validQuery } from '../../query/valid-query.ts';
import { writeWindow } from '../../query/window.ts';
import { type Clause, trials } from '../clause.ts';
import { fixedQueries, queriesById } from '../fixed-queries.ts';
import type { Known, KnownInstance } from '../known.ts';
import { poolsOf } from '../pools.ts';

/** The instance that counts most backups, whether it lists them or not; none where none counts any. */
function fullest({ instances }: Known): readonly KnownInstance[] {
  return instances.slice(0, 1).filter(({ total }) => total > 0);
}

/** A page holds exactly min(limit, max(0, total_count - offset)) rows. */
export const pageSize: Clause = {
  slug: 'pagination.page-size',
  budgetWeight: 4,
  check: trials<Ask>({
    smokeProbes: 4,
    probes: (known, contract) =>
      fullest(known).flatMap((instance) => {
        const { minimum, maximum } = contract.operation.limit;
        const filtered = fixedQueries(known, contract).flatMap((query) => [
          { ...query, limit: maximum },
          { ...query, offset: 1, limit: 2 },
        ]);
        const byId = queriesById(instance, contract).slice(0, 1);
        return [
          ...edgePages(instance, contract),
          ...filtered,
          ...fullPageWindow(instance, maximum),
          ...byId.map((query) => ({ ...query, limit: minimum })),
        ];
      }),
    exhaustiveProbes: (known, { operation: { limit } }) =>
      fullest(known).flatMap(({ id: instance }) =>
        Array.from({ length: limit.maximum - limit.minimum + 1 }, (_, place) => ({
          instance,
          limit: limit.minimum + place,
        })),
      ),
    // A query by id lists one backup at most, so most of its pages are empty.
    cases: (known, contract) => validQuery(contract, poolsOf(known, contract), { id: 'absent' }),
    trial: async (query, deployment) => {
      const listed = await deployment.list(query);
      const { limit, offset } = deployment.contract.operation;
      const rest = Math.max(0, listed.total - (query.offset ?? offset.default));
      const due = Math.min(query.limit ?? limit.default, rest);
      if (listed.rows.length === due) return undefined;
      return {
        rule: listed.rows.length < due ? 'page-too-short' : 'page-too-long',
        expected: `${due} ${due === 1 ? 'backup' : 'backups'} on the page: limit ${query.limit ?? `${limit.default} by default`}, offset ${query.offset ?? 0}, total_count ${listed.total}`,
        observed: `${listed.rows.length} backups`,
        reply: listed.reply,
      };
    },
  }),
};

/**
 * A window that holds just one page of the largest size, where begin times are compared with it; none where so many
 * backups cannot be separated from those before and after them.
 */
function fullPageWindow({ id: instance, rows }: KnownInstance, limit: number): readonly Ask[] {
  const begins = rows.flatMap(({ begin }) => begin ?? []).sort((one, other) => one - other);
  const isParted = (place: number) => (begins[place - 1] ?? 0) + 1 < (begins[place] ?? 0);
  const first = begins.findIndex(
    (_, place) => isParted(place) && isParted(place + limit) && place + limit < begins.length,
  );
  const [from, to] = [begins[first], begins[first + limit]];
  if (from === undefined || to === undefined) return [];
  return [{ instance, window: writeWindow({ from: from - 1, to: to - 1 }), limit }];
}

/** Pages at every edge of limit and offset; those on which most faults show come first. */
function edgePages({ id: instance, total }: KnownInstance, contract: Contract): readonly Ask[] {
  const { limit, offset } = contract.operation;
  const { minimum, maximum } = limit;
  const offsets = [...offsetEdges(offset, total).filter((edge) => edge <= total + 1), Math.floor(total / 2)];
  const pages: readonly Pick<Ask, 'offset' | 'limit'>[] = [
    { limit: minimum + 1 },
    { limit: maximum },
    {},
    { offset: Math.max(0, total - 1), limit: maximum },
    { offset: 1, limit: minimum },
    ...edgesOf(limit).map((edge) => ({ limit: edge })),
    ...offsets.map((edge) => ({ offset: edge })),
    ...COMMON_LIMITS.filter((common) => common < maximum).map((common) => ({ limit: common })),
    ...offsets.flatMap((edge) => [maximum, minimum].map((size) => ({ offset: edge, limit: size }))),
  ];
  return pages.map((page) => ({ instance, ...page }));
}

/** Sizes that clients ask for and that many servers have for a default of their own. */
const COMMON_LIMITS: readonly number[] = [10, 50];
