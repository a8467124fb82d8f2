/** How pages fit together, and what leaving their size or place out means (table 1: offset, limit). */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import {
  anyFilter,
  askFor,
  certainFilters,
  type Filter,
  type Page,
  singleFilters,
  WHOLE_HISTORY,
} from '../filter.ts';
import { instanceOf, type Known, type KnownInstance, ofRichest, richest } from '../known.ts';
import { differentListings, differentRows, nameOf, repeatedId } from '../rows.ts';
import { anyPage } from './any-page.ts';

interface Absence {
  readonly filter: Filter;
  readonly page: Page;
}

/** Leaving `limit` out answers as its default does. */
export const defaultLimit = sameWithout('pagination.default-limit', 'limit');
/** Leaving `offset` out answers as its default does. */
export const defaultOffset = sameWithout('pagination.default-offset', 'offset');

function sameWithout(slug: string, name: 'limit' | 'offset'): Clause {
  return {
    slug,
    budgetWeight: 1,
    check: trials<Absence>({
      smokeProbes: name === 'limit' ? 4 : 1,
      cost: 2,
      probes: (known, contract) => {
        const others: readonly Page[] =
          name === 'limit' ? [{ offset: 1 }, { offset: 0 }] : [{ limit: 1 }, { limit: 7 }];
        const filters = certainFilters(known, contract);
        const everOfType = ofRichest(known, 1, ({ id: instance }) =>
          singleFilters(contract).map((single) => ({
            filter: { instance, filters: single, span: WHOLE_HISTORY },
            page: {},
          })),
        );
        return [
          ...filters.slice(0, 2).map((filter) => ({ filter, page: {} })),
          ...everOfType.slice(0, 1),
          ...others.flatMap((page) => filters.slice(0, 1).map((filter) => ({ filter, page }))),
          ...filters.slice(2).map((filter) => ({ filter, page: {} })),
          ...everOfType.slice(1),
        ];
      },
      cases: (known, contract) =>
        fc.record({
          filter: anyFilter(known, contract),
          page: anyPage(known, contract).map(
            ({ offset, limit }): Page => (name === 'limit' ? { offset: offset ?? 0 } : { limit: limit ?? 1 }),
          ),
        }),
      trial: async ({ filter, page }, deployment) => {
        const byDefault = deployment.contract.operation[name].default;
        const [without, spelled] = await Promise.all([
          deployment.list(askFor(filter, page)),
          deployment.list(askFor(filter, { ...page, [name]: byDefault })),
        ]);
        return differentListings(spelled, without, `without ${name} as with ${name}=${byDefault}`);
      },
    }),
  };
}

interface Tiles {
  readonly filter: Filter;
  readonly start: number;
  /** Sizes of consecutive pages. */
  readonly sizes: readonly number[];
}

/** Pages cut anywhere, with any mix of limits, put together are the list: nothing twice, nothing missing, one order. */
export const tiling: Clause = {
  slug: 'pagination.tiling',
  budgetWeight: 5,
  check: trials<Tiles>({
    smokeProbes: 3,
    cost: 4,
    probes: (known, contract) =>
      ofRichest(known, 1, (instance) =>
        insideOut(
          certainFilters(known, contract)
            .slice(1)
            .map((filter) => ({ filter, start: 0, sizes: [1, 2, 4] })),
          tileProbes(instance, contract),
        ),
      ),
    cases: (known, contract) => anyTiles(known, contract),
    trial: async ({ filter, start, sizes }, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const starts = sizes.map((_, place) => sizes.slice(0, place).reduce((sum, size) => sum + size, start));
      const reach = sizes.reduce((sum, size) => sum + size, 0);
      const whole = Array.from({ length: Math.ceil(reach / maximum) }, (_, page) => ({
        offset: start + page * maximum,
        limit: Math.min(maximum, reach - page * maximum),
      }));
      const [wholes, tiles] = await Promise.all([
        Promise.all(whole.map((page) => deployment.list(askFor(filter, page)))),
        Promise.all(
          sizes.map((limit, place) => deployment.list(askFor(filter, { offset: starts[place] ?? 0, limit }))),
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
  readonly filter: Filter;
  readonly page: Page;
  readonly times: number;
  /** Other requests between two askings; then only the order of the rows that both answers hold is compared. */
  readonly apart?: number;
}

/** The same query again answers the same rows in the same order. */
export const repeatable: Clause = {
  slug: 'pagination.repeatable',
  budgetWeight: 2,
  check: trials<Again>({
    cost: 4,
    probes: (known, contract) => {
      const { maximum } = contract.operation.limit;
      const total = richest(known).total;
      const filter = { instance: richest(known).id };
      return [
        { filter, page: { limit: maximum }, times: 2 },
        { filter, page: { limit: maximum }, times: 8 },
        { filter, page: { limit: maximum }, times: 2, apart: APART },
        { filter, page: { offset: Math.max(0, total - maximum), limit: maximum }, times: 4 },
        { filter, page: { offset: Math.floor(total / 2), limit: maximum }, times: 4 },
        ...certainFilters(known, contract)
          .slice(1)
          .map((each) => ({ filter: each, page: {}, times: 2 })),
      ];
    },
    cases: (known, contract) =>
      fc.record({
        filter: anyFilter(known, contract),
        page: anyPage(known, contract),
        times: fc.integer({ min: 2, max: 4 }),
      }),
    trial: async ({ filter, page, times, apart = 0 }, deployment) => {
      if (apart > 0) return orderApart(filter, page, apart, deployment);
      const [first, ...others] = await Promise.all(
        Array.from({ length: times }, () => deployment.list(askFor(filter, page))),
      );
      for (const other of others) {
        const different = first && differentRows(first.rows, other, 'the same query again');
        if (different !== undefined) return different;
      }
      return undefined;
    },
  }),
};

/** Requests that a list must keep its order over. */
const APART = 40;

/** Asks for a page, then for so many others, then for the page again. */
async function orderApart(
  filter: Filter,
  page: Page,
  apart: number,
  deployment: Deployment,
): Promise<Violation | undefined> {
  const first = await deployment.list(askFor(filter, page));
  await Promise.all(
    Array.from({ length: apart }, (_, offset) => deployment.list(askFor(filter, { offset, limit: 1 }))),
  );
  const last = await deployment.list(askFor(filter, page));
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
    culprit: last.reply,
  };
}

/** The first of these, then all the others, then the rest of these. */
function insideOut<T>([first, ...rest]: readonly T[], others: readonly T[]): readonly T[] {
  return first === undefined ? others : [first, ...others, ...rest];
}

function tileProbes(instance: KnownInstance, contract: Contract): readonly Tiles[] {
  const { maximum } = contract.operation.limit;
  const filter = { instance: instance.id };
  const { total } = instance;
  const tail = Math.max(0, total - maximum);
  const third = Math.floor(maximum / 3);
  const walkable = Math.min(total + 1, 3 * maximum);
  return [
    { filter, start: 0, sizes: [Math.ceil(maximum / 2), maximum] },
    { filter, start: Math.floor(total / 2), sizes: [1, 9, third] },
    { filter, start: 0, sizes: [1, 1] },
    { filter, start: tail, sizes: [third, third, maximum] },
    { filter, start: Math.max(0, total - walkable), sizes: sizesOf(walkable, Math.max(1, maximum - 3)) },
    { filter, start: 0, sizes: sizesOf(Math.min(total, 3 * maximum), Math.min(37, maximum)) },
  ];
}

function sizesOf(reach: number, size: number): readonly number[] {
  return Array.from({ length: Math.ceil(reach / size) }, () => size);
}

function anyTiles(known: Known, contract: Contract): fc.Arbitrary<Tiles> {
  const { minimum, maximum } = contract.operation.limit;
  return anyFilter(known, contract).chain((filter) =>
    fc.record({
      filter: fc.constant(filter),
      start: fc.nat(Math.max(1, instanceOf(known, filter.instance).total)),
      sizes: fc.array(fc.integer({ min: minimum, max: maximum }), { minLength: 1, maxLength: 4 }),
    }),
  );
}
