/** The pair begin_time, end_time as parameters (table 1): both or neither, in order, of one form, real dates. */
import type { Contract } from '../../contract/contract.ts';
import type { QueryFault } from '../../contract/query-judgement.ts';
import { writeTime } from '../../contract/time.ts';
import { type Clause, trials } from '../clause.ts';
import { NotListed } from '../clause-errors.ts';
import { instantsOf } from '../filter.ts';
import { type Known, richest } from '../known.ts';
import { type Refusal, refusalClause, refuses } from '../refusal.ts';

const pairBroken = (missing: 'begin' | 'end') => (fault: QueryFault, contract: Contract) =>
  fault.constraint === 'pair' && fault.parameter === contract.operation.window[missing];

const isOfWindow = ({ parameter }: QueryFault, { operation }: Contract) =>
  parameter === operation.window.begin || parameter === operation.window.end;

/** begin_time alone is refused. */
export const beginNeedsEnd: Clause = refusalClause('window.begin-needs-end', 1, pairBroken('end'));

/** end_time alone is refused. */
export const endNeedsBegin: Clause = refusalClause('window.end-needs-begin', 1, pairBroken('begin'));

/** An end that is not later than the beginning is refused. */
export const endAfterBegin: Clause = refusalClause(
  'window.end-after-begin',
  1,
  ({ constraint }) => constraint === 'order',
  2,
);

/** A time of another form is refused. */
export const format: Clause = refusalClause(
  'window.format',
  1,
  (fault, contract) => isOfWindow(fault, contract) && fault.constraint === 'format',
  7,
);

/** A time that no calendar or clock knows is refused. */
export const calendar: Clause = refusalClause(
  'window.calendar',
  1,
  (fault, contract) => isOfWindow(fault, contract) && fault.constraint === 'calendar',
  6,
);

/** A pair in two zones whose texts sort the other way round than its instants do. */
interface Trap {
  readonly instance: string;
  readonly begin: string;
  readonly end: string;
  readonly inOrder: boolean;
}

/** The pair is judged by instants, never by text. */
export const instantsNotText: Clause = {
  slug: 'window.instants-not-text',
  budgetWeight: 1,
  check: trials<Trap>({
    probes: (known) => trapsOf(known),
    dataMayMove: false,
    cost: 2,
    trial: async ({ instance, begin, end, inOrder }, deployment) => {
      const { operation } = deployment.contract;
      if (!inOrder) {
        const base = operation.write({ instance, begin: end, end: begin });
        return refuses(
          {
            base,
            query: operation.write({ instance, begin, end }),
            fault: {
              parameter: operation.window.end,
              constraint: 'order',
              says: `${end} is an earlier instant than ${begin}`,
            },
          } satisfies Refusal,
          deployment,
        );
      }
      await deployment.accepted(operation.write({ instance }));
      const reply = await deployment.ask(operation.write({ instance, begin, end }));
      if (reply.status >= 500) throw new NotListed(reply);
      if (reply.status === 200) return undefined;
      return {
        rule: 'later-instant-refused',
        expected: `200: ${end} is a later instant than ${begin}, though its text sorts before it`,
        observed: `${reply.status} ${reply.text.slice(0, 120)}`,
        culprit: reply,
      };
    },
  }),
};

/** Zone pairs that turn the order of texts around: east with west, half hours, and a single zone's difference. */
const ZONES: readonly (readonly [number, number])[] = [
  [480, 0],
  [840, -720],
  [330, -210],
  [345, 330],
  [60, 0],
];

function trapsOf(known: Known): readonly Trap[] {
  const instance = richest(known);
  const instant = instantsOf(instance)[0] ?? 0;
  return ZONES.flatMap(([east, west]) => {
    const later = instant + Math.floor((east - west) * 30);
    const ordered = {
      instance: instance.id,
      begin: writeTime(instant, east),
      end: writeTime(later, west),
      inOrder: true,
    };
    const reversed = {
      instance: instance.id,
      begin: writeTime(later, west),
      end: writeTime(instant, east),
      inOrder: false,
    };
    return [ordered, reversed];
  });
}
