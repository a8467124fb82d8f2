/** The pair begin_time, end_time as parameters (table 1): both or neither, in order, of one form, real dates. */
import * as fc from 'fast-check';
import type { Ask, TimeWindow } from '../../contract/operation.ts';
import type { QueryFault } from '../../contract/query-judgement.ts';
import { instant } from '../../query/instant.ts';
import { kept } from '../../query/shrinking.ts';
import { validQuery } from '../../query/valid-query.ts';
import { turnedWindow } from '../../query/window.ts';
import { zone } from '../../query/zone.ts';
import { type Clause, trials } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { richest } from '../known.ts';
import { instantsOf, poolsOf } from '../pools.ts';
import { refusalClause, refuses } from '../refusal.ts';

/** begin_time alone is refused. */
export const beginNeedsEnd: Clause = refusalClause('window.begin-needs-end', 1);

/** end_time alone is refused. */
export const endNeedsBegin: Clause = refusalClause('window.end-needs-begin', 1);

/** An end that is not later than the beginning is refused. */
export const endAfterBegin: Clause = refusalClause('window.end-after-begin', 1, 2);

/** A time that only lenient readers take (blanks or quotes around it, other separators) should be refused. */
export const timeSpelling: Clause = refusalClause('window.time-spelling', 0);

/** A time of another form is refused. */
export const format: Clause = refusalClause('window.format', 1, 5);

/** A time that no calendar or clock has is refused. */
export const calendar: Clause = refusalClause('window.calendar', 1, 4);

interface Turned {
  /** The instance, and what else is asked for. */
  readonly query: Ask;
  /** A valid window whose texts sort the other way round than its instants. */
  readonly window: TimeWindow;
  /** Whether the ends of the window are swapped, so that it must be refused. */
  readonly swapped: boolean;
}

/** The pair is judged by instants, never by text. */
export const instantsNotText: Clause = {
  slug: 'window.instants-not-text',
  budgetWeight: 1,
  check: trials<Turned>({
    probes: (known) => {
      const instance = richest(known);
      const query = { instance: instance.id };
      const second = instantsOf(instance)[0] ?? 0;
      return PAIRS_OF_ZONES.flatMap(([east, west]) =>
        [false, true].map((swapped) => ({ query, window: turnedWindow(second, east, west), swapped })),
      );
    },
    cases: (known, contract) => {
      const pools = poolsOf(known, contract);
      const instants = pools.flatMap((pool) => pool.instants);
      const turned = fc
        .tuple(instant(instants), zone(), zone())
        .filter(([, one, other]) => one !== other)
        .map(([second, one, other]) => turnedWindow(second, one, other));
      return fc.record({
        query: validQuery(contract, pools, { id: 'absent', window: 'absent' }),
        // A turned window stays as it is: next to none of its neighbours is turned.
        window: kept(turned),
        swapped: fc.boolean(),
      });
    },
    dataMayMove: false,
    cost: 2,
    trial: async ({ query, window, swapped }, deployment) => {
      const { write, window: names } = deployment.contract.operation;
      const { begin, end } = window;
      if (swapped) {
        const says = `${begin} is an earlier instant than ${end}, though its text sorts after it`;
        const fault: QueryFault = { parameter: names.end, constraint: 'order', level: 'MUST', says };
        const reversed = { begin: end, end: begin };
        return refuses(
          { base: write({ ...query, window }), query: write({ ...query, window: reversed }), fault },
          deployment,
        );
      }
      await deployment.accepted(write(query));
      const reply = await deployment.ask(write({ ...query, window }));
      if (reply.status >= 500) throw new NotListed(reply);
      if (reply.status === 200 || deployment.contract.judgeQuery(reply.query).kind === 'open')
        return undefined;
      return {
        rule: 'later-instant-refused',
        expected: `200: ${end} is a later instant than ${begin}, though its text sorts before it`,
        observed: `${reply.status} ${reply.text.slice(0, 120)}`,
        reply,
      };
    },
  }),
};

/** East with west, half hours, quarter hours, and an hour apart, as summer time and winter time are. */
const PAIRS_OF_ZONES: readonly (readonly [east: number, west: number])[] = [
  [480, 0],
  [840, -720],
  [330, -210],
  [345, 330],
  [60, 0],
];
