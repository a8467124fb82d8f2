/** Which 4xx each kind of fault gets: recorded, never judged. */
import { breaks } from '../query/invalid-query.ts';
import { WHOLE_HISTORY } from '../query/window.ts';
import { type Clause, observation } from './clause.ts';
import { richest } from './known.ts';

export const whichStatus: Clause = {
  slug: 'errors.which-status',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { contract, known } = deployment;
    const base = contract.operation.write({ instance: richest(known).id, window: WHOLE_HISTORY });
    const kinds = new Map(
      breaks(contract, base)
        .filter(({ fault }) => fault.level === 'MUST')
        .map((broken) => [broken.fault.constraint, broken]),
    );
    const seen = await Promise.all(
      [...kinds]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(async ([kind, { query }]) => `${kind}: ${(await deployment.ask(query)).status}`),
    );
    return seen.join(', ');
  }),
};
