/** Which years a deployment knows (table 1: begin_time, end_time). What it lists is judged as under any window. */
import { HISTORY } from '../../query/instant.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { type Clause, observation } from '../clause.ts';
import { richest } from '../known.ts';
import { cannotTell, outcomeOf } from '../spellings.ts';

const instantOf = (year: number, month = 1, day = 1): number =>
  new Date(0).setUTCFullYear(year, month - 1, day) / 1000;

/** A window that every deployment knows, and no backup has begun in. */
const UNSEEN: Span = { from: instantOf(2098), to: instantOf(2099) };

/** Windows with a time that no deployment has to know: in the year 1, before 1900, in 1900, before 1970, after 2100, in 9999. */
const WINDOWS: readonly (readonly [what: string, span: Span])[] = [
  ['from the year 1', { from: instantOf(1, 1, 2), to: HISTORY.from }],
  ['from 1899', { from: instantOf(1899, 12, 31), to: HISTORY.from }],
  ['from 28 February 1900', { from: instantOf(1900, 2, 28), to: HISTORY.from }],
  ['within 1969', { from: instantOf(1969, 1, 2), to: instantOf(1969, 12, 30) }],
  ['to 2101', { from: HISTORY.to, to: instantOf(2101) }],
  ['to 30 December 9999', { from: HISTORY.to, to: instantOf(9999, 12, 30) }],
];

/** Whether times before 1970 and after 2099 are listed or refused. */
export const years: Clause = {
  slug: 'window.years',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { known, contract } = deployment;
    const { id: instance, total } = richest(known);
    // The control: a window without backups lists none.
    const empty = await deployment.ask(contract.operation.write({ instance, window: writeWindow(UNSEEN) }));
    if (total === 0 || empty.listing?.total !== 0)
      return cannotTell('the window does not tell backups apart');
    const outcomes = await Promise.all(
      WINDOWS.map(async ([what, span]) => {
        const reply = await deployment.ask(contract.operation.write({ instance, window: writeWindow(span) }));
        return [what, outcomeOf(reply)] as const;
      }),
    );
    const groups = new Map<string, string[]>();
    for (const [what, outcome] of outcomes) groups.set(outcome, [...(groups.get(outcome) ?? []), what]);
    return [...groups].map(([outcome, those]) => `${those.join(', ')}: ${outcome}`).join('; ');
  }),
};
