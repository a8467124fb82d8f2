/** When and beside what a query is asked does not change its answer, while nothing moves. */
import type { Contract } from '../../contract/contract.ts';
import type { WireQuery } from '../../contract/wire.ts';
import { type Clause, type Deployment, type Listed, trials, type Violation } from '../clause.ts';
import { fixedQueries } from '../fixed-queries.ts';
import { type Known, withRows } from '../known.ts';
import { fixedRefusals } from '../refusal.ts';
import { differentListings } from '../rows.ts';
import { isSame, mustBeSame, type Saying, usually } from './same-answer.ts';

interface Circumstance {
  readonly kind: 'new-connection' | 'among-others' | 'after-refusals';
  readonly base: WireQuery;
  /** Queries that are sent at the same time, or just before. */
  readonly others: readonly WireQuery[];
}

const NEW_CONNECTIONS = 1;
/** Requests under way at the same time, the query itself among them twice. */
const TOGETHER = 6;
/** Some deployments count refusals, and turn a client away from eight or ten on. */
const REFUSALS = 10;
/** Milliseconds after which such a count has been forgotten; asked so many times at most. */
const FORGETS_AFTER = 1_200;
const MOST_PAUSES = 3;

/** First on a connection of its own or later on another, alone or among others, before and after refusals. */
export const connection: Clause = {
  slug: 'equivalence.connection',
  budgetWeight: 0,
  // Refusals in a row may get the client banned.
  provokes: true,
  check: trials<Circumstance>({
    cost: TOGETHER + 1,
    probes: circumstances,
    trial: (circumstance, deployment) => TRIALS[circumstance.kind](circumstance, deployment),
  }),
};

function circumstances(known: Known, contract: Contract): readonly Circumstance[] {
  const [instance] = withRows(known);
  if (instance === undefined) return [];
  const { write } = contract.operation;
  const base = write({ instance: instance.id });
  const others = [
    ...known.instances.slice(1).map(({ id }) => ({ instance: id })),
    ...fixedQueries(known, contract).slice(1),
  ].map(write);
  const [refusal] = fixedRefusals(known, contract, ({ level }) => level === 'MUST');
  return [
    { kind: 'new-connection', base, others: [] },
    { kind: 'among-others', base, others: others.slice(0, TOGETHER - 2) },
    ...(refusal === undefined
      ? []
      : [
          {
            kind: 'after-refusals' as const,
            base,
            others: Array.from({ length: REFUSALS }, () => refusal.query),
          },
        ]),
  ];
}

type TrialOf = (circumstance: Circumstance, deployment: Deployment) => Promise<Violation | undefined>;

const TRIALS: Readonly<Record<Circumstance['kind'], TrialOf>> = {
  'new-connection': async ({ kind, base }, deployment) => {
    const saying: Saying = { kind, query: base, says: 'the first request on a connection' };
    const usual = await usually(base, deployment);
    for (let round = 0; round < NEW_CONNECTIONS; round++) {
      const reply = await deployment.ask(base, { isFirstOnConnection: true });
      const violation = mustBeSame(reply, saying, usual);
      if (violation !== undefined) return violation;
    }
    return undefined;
  },
  'among-others': async ({ kind, base, others }, deployment) => {
    const saying: Saying = { kind, query: base, says: 'the query beside others' };
    const usual = await usually(base, deployment);
    const replies = await Promise.all([base, ...others, base].map((query) => deployment.ask(query)));
    return [replies[0], replies.at(-1)]
      .flatMap((reply) => (reply === undefined ? [] : (mustBeSame(reply, saying, usual) ?? [])))
      .at(0);
  },
  'after-refusals': async ({ base, others }, deployment) => {
    const usual = await withItsRows(base, deployment);
    await Promise.all(others.map((query) => deployment.ask(query)));
    const after = await usually(base, deployment);
    if (isSame(usual, after)) return undefined;
    // Equal lists before and some time after: it was no movement of the data that came between.
    await deployment.pause(FORGETS_AFTER);
    const again = await usually(base, deployment);
    const what = `${others.length} refusals before it change nothing`;
    return isSame(usual, again)
      ? differentListings(usual, after, what, 'list-changed-by-refusals')
      : differentListings(again, after, what, 'equivalent-answer-differs');
  },
};

/** Lists; asked again after a pause where rows that are known do not come: earlier refusals may still be counted. */
async function withItsRows(base: WireQuery, deployment: Deployment): Promise<Listed> {
  for (let pauses = 0; ; pauses++) {
    const listed = await usually(base, deployment);
    if (listed.rows.length > 0 || pauses >= MOST_PAUSES) return listed;
    await deployment.pause(FORGETS_AFTER);
  }
}
