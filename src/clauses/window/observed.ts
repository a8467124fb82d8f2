/** What the document leaves open about windows, and the raw plus sign of its sample. */
import type { Ask } from '../../contract/operation.ts';
import type { WireQuery } from '../../contract/wire.ts';
import { HISTORY } from '../../query/instant.ts';
import type { OpenCase } from '../../query/open-variants.ts';
import { type Span, writeWindow } from '../../query/window.ts';
import { type Clause, type Deployment, observation, trials } from '../clause.ts';
import { richest, type TimedRow, timedRows } from '../known.ts';
import { differentListings } from '../rows.ts';
import { spanAround } from '../span.ts';
import { cannotTell, spellingClause } from '../spellings.ts';

/** Which of a row's times a window is compared with. Windows that hold one of them show it. */
export const comparedField: Clause = {
  slug: 'window.compared-field',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const row = longRow(deployment);
    if (row === undefined) return cannotTell('no backup lasts longer than four seconds');
    if (!(await readsWindows(deployment, row))) return cannotTell(WINDOWS_UNREAD);
    const { begin, end } = row;
    const [atBegin, atEnd, between] = await Promise.all([
      isListed(deployment, row, { from: begin - 1, to: begin + 1 }),
      isListed(deployment, row, { from: end - 1, to: end + 1 }),
      isListed(deployment, row, { from: begin + 1, to: end - 1 }),
    ]);
    if (atBegin && atEnd && between) return 'a backup is listed when its time overlaps the window';
    if (atBegin && !atEnd && !between) return 'the begin time is compared with the window';
    if (!atBegin && atEnd && !between) return 'the end time is compared with the window';
    if (!atBegin && !atEnd && !between) return 'a backup is listed when the window contains it whole';
    return `another comparison: listed around its begin ${atBegin}, around its end ${atEnd}, in between ${between}`;
  }),
};

/** Whether each end of the window belongs to it. */
export const bounds: Clause = {
  slug: 'window.bounds',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const row = longRow(deployment);
    if (row === undefined) return cannotTell('no backup lasts longer than four seconds');
    if (!(await readsWindows(deployment, row))) return cannotTell(WINDOWS_UNREAD);
    const { begin, end } = row;
    const day = 86_400;
    // Each window touches the row's begin or its end with one of its own ends and holds the other time or leaves it out.
    const [fromBegin, fromEnd, toBegin, toEnd] = await Promise.all([
      isListed(deployment, row, { from: begin, to: end + day }),
      isListed(deployment, row, { from: end, to: end + day }),
      isListed(deployment, row, { from: begin - day, to: begin }),
      isListed(deployment, row, { from: begin - day, to: end }),
    ]);
    const word = (listed: boolean) => (listed ? 'listed' : 'not listed');
    return [
      `window from a begin time: ${word(fromBegin)}`,
      `window from an end time: ${word(fromEnd)}`,
      `window to a begin time: ${word(toBegin)}`,
      `window to an end time: ${word(toEnd)}`,
    ].join('; ');
  }),
};

const WINDOWS_UNREAD = 'a window in which the backup cannot be lists it, or one that holds it whole does not';

/** The control: a window around the backup lists it, and windows days before and after it do not. */
async function readsWindows(deployment: Deployment, row: TimedRow): Promise<boolean> {
  const { begin, end } = row;
  const day = 86_400;
  const [around, before, after] = await Promise.all([
    isListed(deployment, row, { from: begin - day, to: end + day }),
    isListed(deployment, row, { from: begin - 3 * day, to: begin - 2 * day }),
    isListed(deployment, row, { from: end + 2 * day, to: end + 3 * day }),
  ]);
  return around && !before && !after;
}

function longRow(deployment: Deployment): TimedRow | undefined {
  return timedRows(richest(deployment.known)).find((row) => row.end - row.begin > 4);
}

async function isListed(deployment: Deployment, row: TimedRow, span: Span): Promise<boolean> {
  const reply = await deployment.ask(
    deployment.contract.operation.write({ instance: row.instance, id: row.id, window: writeWindow(span) }),
  );
  return reply.listing?.rows.some((listed) => listed.id === row.id) ?? false;
}

const TIME_SPELLINGS: readonly OpenCase[] = [
  'literal-z',
  'colon-zone',
  'fraction',
  'hour-24',
  'second-60',
  'far-zone',
];

/** Literal Z, a colon in the zone, fractions of a second: accepted or refused. */
export const rfc3339Spelling = spellingClause('window.rfc3339-spelling', (name) =>
  TIME_SPELLINGS.includes(name),
);

/** An unencoded plus in the zone is understood as in the document's sample. */
export const rawPlus: Clause = {
  slug: 'window.raw-plus',
  budgetWeight: 0,
  check: trials<Ask>({
    cost: 2,
    probes: (known) => {
      const instance = richest(known);
      const [row] = timedRows(instance);
      const span = row === undefined ? HISTORY : spanAround([row]);
      return [{ instance: instance.id, window: writeWindow(span, 480) }];
    },
    trial: async (query, deployment) => {
      const encoded = deployment.contract.operation.write(query);
      const raw: WireQuery = encoded.map(({ name, text }) => ({ name, text: text.replaceAll('%2B', '+') }));
      const [plain, bare] = [await deployment.listText(encoded), await deployment.ask(raw)];
      if (bare.listing === undefined) {
        return {
          rule: 'raw-plus-refused',
          expected: 'the unencoded + of the sample to be understood',
          observed: `${bare.status} ${bare.text.slice(0, 120)}`,
          reply: bare,
        };
      }
      return differentListings(
        plain,
        { ...bare.listing, reply: bare },
        'with an unencoded + as with %2B',
        'raw-plus-changes-answer',
      );
    },
  }),
};
