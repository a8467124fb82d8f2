/**
 * One reading: whether a row belongs to the window between two instants is decided the same way in every query. A window
 * is listed plainly, and then in other forms: with a type, with an id, by pages, in other zones.
 *
 * Nothing is assumed of how a deployment compares rows with windows: a violation is always two answers that contradict
 * each other, a total that no page fills, or a row that every reading lists. Limit and offset are always sent: what their
 * absence means is the matter of other clauses.
 */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Row } from '../../contract/operation.ts';
import { HISTORY } from '../../query/instant.ts';
import { validQuery, WITHOUT_PAGE } from '../../query/valid-query.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { type Clause, type Deployment, type Listed, NOTHING_TO_JUDGE, type Violation } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { gather } from '../gather.ts';
import { instanceOf, isLeftOut, passes } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { missingRow, nameOf } from '../rows.ts';
import { liesStrictlyInside } from '../span.ts';
import { type Compared, type Form, formOf } from './forms.ts';
import { comparedOf, unpredicted } from './suspects.ts';
import { touchingWindows } from './touching.ts';
import { describeTimes, spanIn, type Windowed } from './windows.ts';

/** Most queries of other clauses that are looked at closer: of a reading that nobody thought of, all would be. */
const MOST_SUSPECTED = 8;

/** A row is between two instants in every form of the query, or in none; so does the total count it. */
export const oneReading: Clause = {
  slug: 'window.one-reading',
  budgetWeight: 4,
  suspects: unpredicted,
  check: (session) =>
    session.examine<Compared>({
      smokeProbes: 1,
      cost: 3,
      probes: (known, contract) => [
        ...touchingWindows(known, contract),
        ...session.suspected.flatMap((query) => comparedOf(query, contract) ?? []).slice(0, MOST_SUSPECTED),
      ],
      cases: (known, contract) =>
        fc.record({
          query: validQuery(contract, poolsOf(known, contract), {
            window: 'given',
            id: 'absent',
            filters: 'absent',
            ...WITHOUT_PAGE,
          }),
          forms: fc.array(formOf(known, contract), { minLength: 1, maxLength: 3 }),
        }),
      trial: async ({ query, forms }, deployment) => {
        const span = spanIn(query);
        const plain: Windowed = { ...query, window: writeWindow(span) };
        const whole = await gather(deployment, plain);
        if (whole === undefined) return NOTHING_TO_JUDGE;
        const wrong =
          againstRows(whole, plain, deployment) ?? (await shownHereAlone(whole, plain, deployment));
        if (wrong !== undefined) return wrong;
        const others = await Promise.all(forms.map((form) => inForm(form, plain, span, whole, deployment)));
        return others.find((other) => other !== undefined);
      },
    }),
};

/**
 * What every reading says of the total, and of the rows in a window that reaches beyond the certain years. Rows of other
 * windows are judged by window.sound and window.complete.
 */
function againstRows(whole: Listed, query: Windowed, deployment: Deployment): Violation | undefined {
  const { contract, known } = deployment;
  const { window, filters } = query;
  const span = spanIn(query);
  const instance = instanceOf(known, query.instance);
  const between = `from ${window.begin} to ${window.end}`;
  const isFar = span.from < HISTORY.from || span.to > HISTORY.to;
  const inside = instance.rows.filter(
    (row) =>
      liesStrictlyInside(row, span) &&
      passes(contract, row, filters) &&
      !isLeftOut(contract, instance, row, filters),
  );
  const missing = isFar ? missingRow(inside, whole.rows) : undefined;
  if (missing !== undefined) {
    return {
      rule: 'row-missing-from-window',
      expected: `${nameOf(missing)} listed: ${describeTimes(missing, deployment)} is inside the window ${between}`,
      observed: `${whole.rows.length} backups without it`,
      reply: whole.reply,
      missing: [missing],
    };
  }
  if (whole.total === whole.rows.length || openRows(instance.rows, span).length > 0) return undefined;
  return {
    rule: whole.total < whole.rows.length ? 'total-too-small' : 'total-too-large',
    expected: `total_count to be the number of backups that the pages of the window ${between} list, ${whole.rows.length}`,
    observed: `total_count ${whole.total}`,
    reply: whole.reply,
  };
}

/** A row that the list without filters leaves out for its value is left out under a window as well. */
async function shownHereAlone(
  whole: Listed,
  { window: _window, ...query }: Windowed,
  deployment: Deployment,
): Promise<Violation | undefined> {
  const { contract, known } = deployment;
  const instance = instanceOf(known, query.instance);
  const suspects = whole.rows.filter((row) => isLeftOut(contract, instance, row, query.filters));
  if (suspects.length === 0) return undefined;
  const all = await gather(deployment, query);
  const alone = all && missingRow(suspects, all.rows);
  if (alone === undefined) return undefined;
  return {
    rule: 'row-listed-under-window-alone',
    expected: `${nameOf(alone)} listed with a window and without one, or in neither`,
    observed: `it is among the ${whole.rows.length} backups of the window, and not among the ${all?.rows.length} without one`,
    reply: whole.reply,
  };
}

/** Whether neither the clock nor an end that is still to come can move a row into a window or out of it. */
function isSettled(row: Row): boolean {
  return !row.isBuilding && row.end !== undefined;
}

/** Rows that may belong to the window in one request and not in the next. */
function openRows(rows: readonly Row[], { to }: Span): readonly Row[] {
  return rows.filter((row) => !isSettled(row) && (row.begin === undefined || row.begin <= to));
}

/** Asks for the same instants in another form, and compares what is listed with the plain list. */
async function inForm(
  { id, filters, offset, limit, zones = [0, 0] }: Form,
  plain: Windowed,
  span: Span,
  whole: Listed,
  deployment: Deployment,
): Promise<Violation | undefined> {
  const { contract, known } = deployment;
  const instance = instanceOf(known, plain.instance);
  const all = { ...plain.filters, ...filters };
  // What a list without filters leaves out is no part of the plain one; an id of such a row is open.
  const isHidden = ({ parameter, value }: { readonly parameter: string; readonly value: string }) =>
    all[parameter] === value && plain.filters?.[parameter] !== value;
  if (instance.leftOut.some(isHidden)) return undefined;
  const about = instance.rows.find((row) => row.id === id);
  if (about !== undefined && isLeftOut(contract, instance, about, all)) return undefined;
  const window = writeWindow(span, ...zones);
  const named = Object.keys(all).length > 0 ? { filters: all } : {};
  const page = {
    offset: offset ?? contract.operation.offset.default,
    limit: limit ?? contract.operation.limit.maximum,
  };
  const reply = await deployment.ask(contract.operation.write({ ...plain, ...named, id, window, ...page }));
  const due = whole.rows.filter(
    (row) => (id === undefined || row.id === id) && passes(contract, row, filters),
  );
  if (reply.listing === undefined) {
    // An id that the window or the filters rule out may be answered as an unknown one is.
    if (id !== undefined && due.length === 0 && reply.status < 500) return undefined;
    throw new NotListed(reply);
  }
  const listed = { ...reply.listing, reply };
  const open = openRows([...instance.rows, ...whole.rows, ...listed.rows], span);
  // A row that was not asked for is the matter of the filters.
  if (listed.rows.some((row) => !passes(contract, row, filters))) return undefined;
  const contradiction = otherMembers(listed, due, whole, { id, filters, ...page }, open, contract);
  if (contradiction !== undefined || id !== undefined || filters !== undefined) return contradiction;
  return otherPlaces(listed, whole, page);
}

/** A page as it was asked for. */
interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** A row in one of the two lists and not in the other, or a total that counts otherwise. */
function otherMembers(
  listed: Listed,
  due: readonly Row[],
  whole: Listed,
  { id, filters, offset, limit }: Form & Page,
  open: readonly Row[],
  { operation }: Contract,
): Violation | undefined {
  const speaksOf = (row: Row) =>
    operation.filters.every(
      ({ parameter, condition }) => filters?.[parameter] === undefined || condition?.(row) !== false,
    );
  const isJudged = (row: Row) => isSettled(row) && speaksOf(row);
  const plainly = `the same instants without anything else list ${whole.rows.length} backups`;
  const added = missingRow(listed.rows.filter(isJudged), whole.rows);
  if (added !== undefined) {
    return {
      rule: 'row-in-and-out',
      expected: `${nameOf(added)} in both lists or in none: ${plainly} without it`,
      observed: `${nameOf(added)} is listed`,
      reply: listed.reply,
    };
  }
  const isWhole = offset === 0 && listed.rows.length >= listed.total;
  const lost = isWhole ? missingRow(due.filter(isJudged), listed.rows) : undefined;
  if (lost !== undefined) {
    return {
      rule: 'row-in-and-out',
      expected: `${nameOf(lost)} in both lists or in none: ${plainly}, it among them`,
      observed: `${listed.rows.length} backups without it`,
      reply: listed.reply,
      missing: [lost],
    };
  }
  // How many backups an id counts is judged by pagination.total-filtered. Of a page that is cut, the rest may be such as
  // were not asked for.
  const isCut = filters !== undefined && (offset > 0 || listed.rows.length >= limit);
  if (id !== undefined || isCut) return undefined;
  const unjudged = [...open, ...whole.rows.filter((row) => !speaksOf(row))];
  if (Math.abs(listed.total - due.length) <= new Set(unjudged.map((row) => row.id)).size) return undefined;
  return {
    rule: 'total-differs',
    expected: `total_count ${due.length}: so many of the ${whole.rows.length} backups that the same instants list are asked for`,
    observed: `total_count ${listed.total}`,
    reply: listed.reply,
  };
}

/** A page, or another zone, has the rows of its places in the plain list. A page that is too short is judged elsewhere. */
function otherPlaces(listed: Listed, whole: Listed, { offset, limit }: Page): Violation | undefined {
  if ([...listed.rows, ...whole.rows].some((row) => !isSettled(row))) return undefined;
  const due = whole.rows.slice(offset, offset + limit);
  const place = listed.rows.findIndex((row, each) => due[each] !== undefined && due[each].id !== row.id);
  if (place === -1) return undefined;
  return {
    rule: 'row-replaced',
    expected: `${nameOf(due[place])} in place ${offset + place}, where the whole list between the same instants has it`,
    observed: nameOf(listed.rows[place]),
    reply: listed.reply,
  };
}
