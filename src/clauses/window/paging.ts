/** Pages of a window, and the window that holds everything. */
import * as fc from 'fast-check';
import type { Row } from '../../contract/operation.ts';
import { type Clause, type Deployment, trials } from '../clause.ts';
import { askFor, gather, type Page, WHOLE_HISTORY } from '../filter.ts';
import { isTimed, withRows } from '../known.ts';
import { changedRow, differentRows, missingRow, nameOf } from '../rows.ts';
import { anyWindow, certainWindows, type Windowed } from './windows.ts';

interface PageInWindow extends Windowed {
  readonly page: Required<Page>;
}

/** Pagination holds under a window: first the filter, then the page. */
export const pages: Clause = {
  slug: 'window.pages',
  budgetWeight: 2,
  check: trials<PageInWindow>({
    smokeProbes: 2,
    cost: 3,
    probes: (known, contract) => {
      const { minimum, maximum } = contract.operation.limit;
      const [narrow, ...wide] = certainWindows(known);
      const windows = narrow === undefined ? wide : [...wide, narrow];
      return windows.flatMap((window) =>
        [
          { offset: 1, limit: minimum + 1 },
          { offset: 2, limit: maximum },
          { offset: 0, limit: minimum },
        ].map((page) => ({ ...window, page })),
      );
    },
    cases: (known, contract) =>
      fc
        .tuple(
          anyWindow(known, contract),
          fc.nat(40),
          fc.integer({ min: 1, max: contract.operation.limit.maximum }),
        )
        .map(([window, offset, limit]) => ({ ...window, page: { offset, limit } })),
    trial: async ({ page, ...window }, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const [head, next, cut] = await Promise.all([
        deployment.list(askFor(window, { offset: 0, limit: maximum })),
        page.offset + page.limit > maximum
          ? deployment.list(askFor(window, { offset: maximum, limit: maximum }))
          : undefined,
        deployment.list(askFor(window, page)),
      ]);
      const rows = [...head.rows, ...(next?.rows ?? [])].slice(page.offset, page.offset + page.limit);
      return differentRows(rows, cut, `offset ${page.offset} and limit ${page.limit} within the window`);
    },
  }),
};

/** A window over all of history lists every row that has both its times. */
export const wholeHistory: Clause = {
  slug: 'window.whole-history',
  budgetWeight: 1,
  check: trials<{ readonly instance: string; readonly offset: number }>({
    smokeProbes: 2,
    cost: 2,
    probes: (known, contract) =>
      withRows(known).flatMap((instance) => {
        const { maximum } = contract.operation.limit;
        const offsets = [0, Math.max(0, instance.total - maximum), Math.floor(instance.total / 2)];
        return [...new Set(offsets)].map((offset) => ({ instance: instance.id, offset }));
      }),
    trial: async ({ instance, offset }, deployment) => {
      const { maximum } = deployment.contract.operation.limit;
      const page = { offset, limit: maximum };
      const [plain, windowed] = await Promise.all([
        deployment.list(askFor({ instance }, page)),
        deployment.list(askFor({ instance, span: WHOLE_HISTORY }, page)),
      ]);
      // Rows that are still being built may have no end to compare: they may be missing, and then later rows move up.
      // Rows that the unfiltered list lacks move later rows down; their lack is not this clause's matter.
      const due = plain.rows.filter(isTimed);
      const shift = plain.total - windowed.total;
      const candidates = shift === 0 ? windowed.rows : await neighbours(deployment, instance, offset, shift);
      const missing = missingRow(due, candidates);
      if (missing === undefined) return changedRow(plain.rows, windowed, 'as in the unfiltered list');
      if (await isListedElsewhere(missing, instance, deployment)) return undefined;
      return {
        rule: 'row-missing-from-window',
        expected: `${nameOf(missing)} listed: a window from 1970 to 2100 holds every backup`,
        observed: `${windowed.rows.length} backups, total_count ${windowed.total}, without it`,
        culprit: windowed.reply,
        due: [missing],
      };
    },
  }),
};

/** Windowed lists may have an order of their own: what is missing from a page may stand on any other. */
async function isListedElsewhere(row: Row, instance: string, deployment: Deployment): Promise<boolean> {
  const filter = { instance, span: WHOLE_HISTORY };
  const all =
    (await gather(deployment, filter)) ?? (await deployment.list(askFor({ ...filter, id: row.id })));
  return missingRow([row], all.rows) === undefined;
}

/** The windowed rows from as many places earlier as rows may be missing before them; as many later where there are more. */
async function neighbours(
  deployment: Deployment,
  instance: string,
  offset: number,
  shift: number,
): Promise<readonly Row[]> {
  const { maximum } = deployment.contract.operation.limit;
  const start = shift > 0 ? Math.max(0, offset - Math.min(shift, maximum)) : offset;
  const starts = [start, start + maximum];
  const found = await Promise.all(
    starts.map((each) =>
      deployment.list(askFor({ instance, span: WHOLE_HISTORY }, { offset: each, limit: maximum })),
    ),
  );
  return found.flatMap((page) => page.rows);
}
