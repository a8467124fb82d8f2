/** Pages of a window, and the window that holds everything. */
import type { Ask, Row } from '../../contract/operation.ts';
import { validQuery } from '../../query/valid-query.ts';
import { WHOLE_HISTORY } from '../../query/window.ts';
import { type Clause, type Deployment, trials } from '../clause.ts';
import { gather } from '../gather.ts';
import { isTimed, withRows } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { changedRow, differentRows, missingRow, nameOf } from '../rows.ts';
import { fixedWindows } from './windows.ts';

/** Pagination holds under a window: first the filter, then the page. */
export const pages: Clause = {
  slug: 'window.pages',
  budgetWeight: 2,
  check: trials<Ask>({
    cost: 3,
    probes: (known, contract) => {
      const { minimum, maximum } = contract.operation.limit;
      const [narrow, ...wide] = fixedWindows(known, 1);
      const queries = narrow === undefined ? wide : [...wide, narrow];
      return queries.flatMap((query) =>
        [
          { offset: 1, limit: minimum + 1 },
          { offset: 2, limit: maximum },
          { offset: 0, limit: minimum },
        ].map((page) => ({ ...query, ...page })),
      );
    },
    cases: (known, contract) =>
      // A query by id lists one backup at most, so most of its pages are empty.
      validQuery(contract, poolsOf(known, contract), {
        id: 'absent',
        window: 'given',
        offset: 'given',
        limit: 'given',
      }),
    trial: async (query, deployment) => {
      const { offset: first, limit: largest } = deployment.contract.operation;
      const { offset = first.default, limit = largest.default } = query;
      const { maximum } = largest;
      // The page is cut out of the first two pages of the largest size, or out of one that begins where it begins.
      const start = offset + limit > 2 * maximum ? offset : 0;
      const [head, next, cut] = await Promise.all([
        deployment.list({ ...query, offset: start, limit: maximum }),
        offset + limit > start + maximum
          ? deployment.list({ ...query, offset: start + maximum, limit: maximum })
          : undefined,
        deployment.list(query),
      ]);
      const rows = [...head.rows, ...(next?.rows ?? [])].slice(offset - start, offset - start + limit);
      return differentRows(rows, cut, `offset ${offset} and limit ${limit} within the window`);
    },
  }),
};

/** A window over all of history lists every row that has both its times. */
export const wholeHistory: Clause = {
  slug: 'window.whole-history',
  budgetWeight: 1,
  check: trials<Ask>({
    smokeProbes: 2,
    cost: 2,
    probes: (known, contract) =>
      withRows(known).flatMap((instance) => {
        const { maximum } = contract.operation.limit;
        const offsets = [0, Math.max(0, instance.total - maximum), Math.floor(instance.total / 2)];
        return [...new Set(offsets)].map((offset) => ({ instance: instance.id, offset }));
      }),
    cases: (known, contract) =>
      validQuery(contract, poolsOf(known, contract), {
        id: 'absent',
        window: 'absent',
        offset: 'given',
        limit: 'absent',
      }),
    trial: async (query, deployment) => {
      const page = { ...query, limit: deployment.contract.operation.limit.maximum };
      const [plain, windowed] = await Promise.all([
        deployment.list(page),
        deployment.list({ ...page, window: WHOLE_HISTORY }),
      ]);
      // Rows that are still being built may have no end to compare: they may be missing, and then later rows move up.
      // Rows that the unfiltered list lacks move later rows down; another clause judges that.
      const due = plain.rows.filter(isTimed);
      const shift = plain.total - windowed.total;
      const candidates = shift === 0 ? windowed.rows : await neighbours(deployment, page, shift);
      const missing = missingRow(due, candidates);
      if (missing === undefined) return changedRow(plain.rows, windowed, 'as in the unfiltered list');
      if (await isListedElsewhere(missing, query, deployment)) return undefined;
      return {
        rule: 'row-missing-from-window',
        expected: `${nameOf(missing)} listed: a window from 2 January 1970 to 30 December 2099 holds it`,
        observed: `${windowed.rows.length} backups, total_count ${windowed.total}, without it`,
        reply: windowed.reply,
        missing: [missing],
      };
    },
  }),
};

/** Windowed lists may have an order of their own: what is missing from a page may be on any other. */
async function isListedElsewhere(row: Row, query: Ask, deployment: Deployment): Promise<boolean> {
  const whole = { ...query, offset: undefined, window: WHOLE_HISTORY };
  const all = (await gather(deployment, whole)) ?? (await deployment.list({ ...whole, id: row.id }));
  return missingRow([row], all.rows) === undefined;
}

/** The windowed rows from as many places earlier as rows may be missing before them; as many later where there are more. */
async function neighbours(deployment: Deployment, page: Ask, shift: number): Promise<readonly Row[]> {
  const { maximum } = deployment.contract.operation.limit;
  const { offset = 0 } = page;
  const start = shift > 0 ? Math.max(0, offset - Math.min(shift, maximum)) : offset;
  const found = await Promise.all(
    [start, start + maximum].map((each) => deployment.list({ ...page, window: WHOLE_HISTORY, offset: each })),
  );
  return found.flatMap((each) => each.rows);
}
