/** Filters act together (table 1, all optional parameters): any combination equals that combination of its parts. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Row } from '../../contract/operation.ts';
import { coverPairs } from '../../query/pairwise.ts';
import { type Clause, trials } from '../clause.ts';
import {
  anyInstance,
  askFor,
  gather,
  liesStrictlyInside,
  type Page,
  type Span,
  spanAround,
  timedRows,
} from '../filter.ts';
import {
  instanceOf,
  isTimed,
  type Known,
  type KnownInstance,
  rowOf,
  type TimedRow,
  withRows,
} from '../known.ts';
import { differentRows } from '../rows.ts';

/** A combination of filters drawn around one row that is known. */
interface Combination {
  readonly instance: string;
  /** The row that the filters are drawn around. */
  readonly about: string;
  readonly id: 'absent' | 'given';
  /** A type of the contract, or none. */
  readonly type?: string;
  /** Seconds that the window reaches to each side of the row; no window when left out. */
  readonly reach?: number;
  /** The window ends before the row begins, so that it leaves the row out. */
  readonly before?: boolean;
  readonly page: Page;
}

export const combine: Clause = {
  slug: 'filters.combine',
  worth: 4,
  check: trials<Combination>({
    cost: 3,
    probes: (known, contract) =>
      withRows(known)
        .slice(0, 1)
        .flatMap((instance) => certainCombinations(instance, contract)),
    cases: anyCombination,
    trial: async ({ instance, about, id, type, reach, before, page }, scene) => {
      const row = rowOf(scene.known, instance, about);
      const span = reach === undefined || !isTimed(row) ? undefined : windowBy(row, reach, before === true);
      const leavesOut = instanceOf(scene.known, instance).leftOut;
      // Whether an id alone finds a row that the list without a type leaves out is open.
      if (id === 'given' && type === undefined && leavesOut.has(row.type)) return undefined;
      const inWindow = span === undefined ? {} : { span };
      const ofType = type === undefined ? {} : { type };
      const filter = { instance, ...ofType, ...inWindow, ...(id === 'given' ? { id: row.id } : {}) };
      const whole = await gather(scene, { instance, ...(span === undefined ? ofType : inWindow) });
      const reply = await scene.ask(scene.contract.operation.write(askFor(filter, page)));
      const listing = reply.listing;
      if (whole === undefined) return undefined;
      if (listing === undefined && id === 'given' && reply.status < 500) {
        // An id that the other filters rule out may be answered as an unknown one is: refused or empty.
        const due = matches(row, filter) && (span === undefined || liesStrictlyInside(row, span));
        if (!due) return undefined;
      }
      const listed = listing === undefined ? await scene.list(askFor(filter, page)) : { ...listing, reply };
      if (type !== undefined && leavesOut.has(type) && span !== undefined) return undefined;
      const due = whole.rows.filter((each) => matches(each, filter));
      const { limit, offset } = scene.contract.operation;
      const start = page.offset ?? offset.default;
      const expected = due.slice(start, start + (page.limit ?? limit.default));
      const parts = [type, span && 'window', id === 'given' && 'id'].filter(Boolean);
      const what = parts.length === 0 ? 'without a filter' : `filtered by ${parts.join(', ')} together`;
      const different = differentRows(expected, listed, what);
      if (different !== undefined || listed.total === due.length) return different;
      return {
        expected: `total_count ${due.length} ${what}`,
        observed: `total_count ${listed.total}`,
        culprit: reply,
      };
    },
  }),
};

function matches(row: Row, filter: { readonly id?: string; readonly type?: string }): boolean {
  return (
    (filter.type === undefined || row.type === filter.type) &&
    (filter.id === undefined || row.id === filter.id)
  );
}

function windowBy(row: TimedRow, reach: number, before: boolean): Span {
  const { from, to } = spanAround([row]);
  return before ? { from: from - reach - 1, to: from } : { from: from - reach, to: to + reach };
}

/** Classes of features whose pairs are all visited. */
function certainCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const { type, limit } = contract.operation;
  const rows = timedRows(instance);
  const classes = {
    id: ['absent', 'given'],
    type: ['absent', ...type.values],
    window: ['absent', 'around', 'before'],
    offset: ['absent', 'first', 'between'],
    limit: ['absent', 'least', 'between', 'most'],
  };
  const limits: Readonly<Record<string, number>> = {
    least: limit.minimum,
    between: Math.ceil(limit.maximum / 3),
    most: limit.maximum,
  };
  const offsets: Readonly<Record<string, number>> = { first: 0, between: 2 };
  return coverPairs(classes).flatMap((chosen, place) => {
    const wanted = rows.filter((row) => chosen.type === 'absent' || row.type === chosen.type);
    const row = wanted[(place * 7) % Math.max(1, wanted.length)] ?? rows[0];
    if (row === undefined) return [];
    const [size, start] = [limits[chosen.limit ?? ''], offsets[chosen.offset ?? '']];
    return [
      {
        instance: instance.id,
        about: row.id,
        id: chosen.id === 'given' ? 'given' : 'absent',
        ...(chosen.type === 'absent' || chosen.type === undefined ? {} : { type: chosen.type }),
        ...(chosen.window === 'absent' ? {} : { reach: 7200, before: chosen.window === 'before' }),
        page: {
          ...(size === undefined ? {} : { limit: size }),
          ...(start === undefined ? {} : { offset: start }),
        },
      } satisfies Combination,
    ];
  });
}

function anyCombination(known: Known, contract: Contract): fc.Arbitrary<Combination> {
  return anyInstance(known).chain((instance) =>
    fc
      .record({
        about: fc.constantFrom(...instance.rows.map((row) => row.id)),
        id: fc.constantFrom('absent' as const, 'given' as const),
        type: fc.option(fc.constantFrom(...contract.operation.type.values), { nil: undefined, freq: 3 }),
        reach: fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: undefined, freq: 3 }),
        before: fc.boolean(),
        offset: fc.option(fc.nat(5), { nil: undefined }),
        limit: fc.option(fc.integer({ min: 1, max: contract.operation.limit.maximum }), { nil: undefined }),
      })
      .map(({ about, id, type, reach, before, offset, limit }) => ({
        instance: instance.id,
        about,
        id,
        ...(type === undefined ? {} : { type }),
        ...(reach === undefined ? {} : { reach, before }),
        page: { ...(limit === undefined ? {} : { limit }), ...(offset === undefined ? {} : { offset }) },
      })),
  );
}
