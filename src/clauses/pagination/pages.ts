/** How pages fit together, and what a query without limit or offset lists (table 1: offset, limit). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask } from '../../contract/operation.ts';
import { wholeNumber } from '../../query/parameter-values.ts';
import { kept, shrinkingTo, smallerNumbers } from '../../query/shrinking.ts';
import { validQuery, WITHOUT_PAGE } from '../../query/valid-query.ts';
import { WHOLE_HISTORY } from '../../query/window.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import { fixedQueries, singleFilters } from '../fixed-queries.ts';
import { type KnownInstance, ofRichest, richest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { differentListings, differentRows, nameOf, repeatedId } from '../rows.ts';

/** Leaving `limit` out lists the same as its default does. */
export const defaultLimit = sameWithout('pagination.default-limit', 'limit');
/** Leaving `offset` out lists the same as its default does. */
export const defaultOffset = sameWithout('pagination.default-offset', 'offset');

function sameWithout(slug: string, name: 'limit' | 'offset'): Clause {
  const pages: readonly Pick<Ask, 'offset' | 'limit'>[] =
    name === 'limit' ? [{ offset: 1 }, { offset: 0 }] : [{ limit: 1 }, { limit: 7 }];
  return {
    slug,
    budgetWeight: 1,
    check: trials<Ask>({
      smokeProbes: name === 'limit' ? 3 : 1,
      cost: 2,
      probes: (known, contract) => {
        const [plain, ...filtered] = fixedQueries(known, contract);
        const overHistory = ofRichest(known, 1, ({ id: instance }) =>
          singleFilters(contract).map((filters) => ({ instance, filters, window: WHOLE_HISTORY })),
        );
        return [
          plain,
          ...filtered.slice(0, 1),
          ...overHistory.slice(0, 1),
          ...pages.map((page) => ({ ...plain, ...page })),
          ...filtered.slice(1),
          ...overHistory.slice(1),
        ];
      },
      cases: (known, contract) => validQuery(contract, poolsOf(known, contract), { [name]: 'absent' }),
      trial: async (query, deployment) => {
        const byDefault = deployment.contract.operation[name].default;
        const [without, spelled] = await Promise.all([
          deployment.list(query),
          deployment.list({ ...query, [name]: byDefault }),
        ]);
        return differentListings(spelled, without, `without ${name} as with ${name}=${byDefault}`);
      },
    }),
  };
}

interface Tiles {
  readonly query: Ask;
  readonly start: number;
  /** Sizes of consecutive pages. */
  readonly sizes: readonly number[];
}

/** Consecutive pages of any sizes, put together, are the list: nothing twice, nothing missing, one order. */
export const tiling: Clause = {
  slug: 'pagination.tiling',
  budgetWeight: 5,
  check: trials<Tiles>({
    smokeProbes: 2,
    cost: 4,
    probes: (known, contract) =>
      ofRichest(known, 1, (instance) =>
        insideOut(
          fixedQueries(known, contract)
            .slice(1)
            .map((query) => ({ query, start: 0, sizes: [1, 2, 4] })),
          tileProbes(instance, contract),
        ),
      ),
    cases: (known, contract) => {
      const { limit, offset } = contract.operation;
      const totals = known.instances.map(({ total }) => total);
      return fc.record({
        query: validQuery(contract, poolsOf(known, contract), { id: 'absent', ...WITHOUT_PAGE }),
        start: wholeNumber({ ...offset, maximum: Math.max(1, ...totals) }, totals),
        sizes: fc.array(wholeNumber(limit), { minLength: 1, maxLength: 4 }),
      });
    },
    trial: async ({ query, start, sizes }, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const starts = sizes.map((_, place) => sizes.slice(0, place).reduce((sum, size) => sum + size, start));
      const reach = sizes.reduce((sum, size) => sum + size, 0);
      const whole = Array.from({ length: Math.ceil(reach / maximum) }, (_, page) => ({
        offset: start + page * maximum,
        limit: Math.min(maximum, reach - page * maximum),
      }));
      const [wholes, tiles] = await Promise.all([
        Promise.all(whole.map((page) => deployment.list({ ...query, ...page }))),
        Promise.all(
          sizes.map((limit, place) => deployment.list({ ...query, offset: starts[place] ?? 0, limit })),
        ),
      ]);
      const rows = wholes.flatMap((page) => page.rows);
      const twice = repeatedId(rows);
      if (twice !== undefined) {
        return {
          rule: 'row-repeated-over-pages',
          expected: 'no backup twice in consecutive pages',
          observed: `backup ${twice} twice`,
        };
      }
      for (const [place, tile] of tiles.entries()) {
        const from = (starts[place] ?? 0) - start;
        const different = differentRows(
          rows.slice(from, from + (sizes[place] ?? 0)),
          tile,
          `the page at offset ${starts[place]} with limit ${sizes[place]} as in the longer pages around it`,
        );
        if (different !== undefined) return different;
      }
      return undefined;
    },
  }),
};

interface Again {
  readonly query: Ask;
  readonly times: number;
  /** Other requests between two askings. If there are any, only the order of the rows in both answers is compared. */
  readonly apart: number;
}

/** The same query again lists the same rows in the same order. */
export const repeatable: Clause = {
  slug: 'pagination.repeatable',
  budgetWeight: 2,
  check: trials<Again>({
    cost: 4,
    probes: (known, contract) => {
      const { maximum } = contract.operation.limit;
      const { id: instance, total } = richest(known);
      const full = { instance, limit: maximum };
      return [
        { query: full, times: 2, apart: 0 },
        { query: full, times: 8, apart: 0 },
        { query: full, times: 2, apart: APART },
        { query: { ...full, offset: Math.max(0, total - maximum) }, times: 4, apart: 0 },
        { query: { ...full, offset: Math.floor(total / 2) }, times: 4, apart: 0 },
        // One of each kind: the other values are drawn.
        ...fixedQueries(known, contract)
          .slice(1, 3)
          .map((query) => ({ query, times: 2, apart: 0 })),
      ];
    },
    cases: (known, contract) =>
      fc.record({
        query: validQuery(contract, poolsOf(known, contract)),
        times: shrinkingTo(fc.integer({ min: 2, max: 4 }), (times) => smallerNumbers(times, 2)),
        // Random cases ask again at once. A fixed case that asks far apart keeps its distance: the fault may depend on it.
        apart: kept(fc.constant(0)),
      }),
    trial: async ({ query, times, apart }, deployment) => {
      if (apart > 0) return orderApart(query, apart, deployment);
      const [first, ...others] = await Promise.all(
        Array.from({ length: times }, () => deployment.list(query)),
      );
      for (const other of others) {
        const different = first && differentRows(first.rows, other, 'the same query again');
        if (different !== undefined) return different;
      }
      return undefined;
    },
  }),
};

/** Number of other requests during which a list must keep its order. */
const APART = 40;

/** Asks for a page, then for `apart` others, then for the page again. */
async function orderApart(query: Ask, apart: number, deployment: Deployment): Promise<Violation | undefined> {
  const first = await deployment.list(query);
  await Promise.all(
    Array.from({ length: apart }, (_, offset) => deployment.list({ ...query, offset, limit: 1 })),
  );
  const last = await deployment.list(query);
  const inBoth = (one: Listed, other: Listed) => {
    const ids = new Set(other.rows.map((row) => row.id));
    return one.rows.filter((row) => ids.has(row.id));
  };
  const [then, now] = [inBoth(first, last), inBoth(last, first)];
  const place = then.findIndex((row, index) => row.id !== now[index]?.id);
  if (place < 0) return undefined;
  return {
    rule: 'order-changed',
    expected: `the order of the list to stay: ${nameOf(then[place])} in place ${place} of what both answers hold`,
    observed: `${nameOf(now[place])} there, ${apart} requests later`,
    reply: last.reply,
  };
}

/** Returns the first of these, then all the others, then the rest of these. */
function insideOut<T>([first, ...rest]: readonly T[], others: readonly T[]): readonly T[] {
  return first === undefined ? others : [first, ...others, ...rest];
}

function tileProbes(instance: KnownInstance, contract: Contract): readonly Tiles[] {
  const { maximum } = contract.operation.limit;
  const { id, total } = instance;
  const query = { instance: id };
  const tail = Math.max(0, total - maximum);
  const third = Math.floor(maximum / 3);
  const walkable = Math.min(total + 1, 3 * maximum);
  return [
    { query, start: 0, sizes: [Math.ceil(maximum / 2), maximum] },
    { query, start: Math.floor(total / 2), sizes: [1, 9, third] },
    { query, start: 0, sizes: [1, 1] },
    { query, start: tail, sizes: [third, third, maximum] },
    { query, start: Math.max(0, total - walkable), sizes: sizesOf(walkable, Math.max(1, maximum - 3)) },
    { query, start: 0, sizes: sizesOf(Math.min(total, 3 * maximum), Math.min(37, maximum)) },
  ];
}

function sizesOf(reach: number, size: number): readonly number[] {
  return Array.from({ length: Math.ceil(reach / size) }, () => size);
}
