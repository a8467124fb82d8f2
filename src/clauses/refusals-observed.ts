/** Which 4xx each kind of fault gets: recorded, never judged. */
import { breaks } from '../query/invalid-query.ts';
import { AMPLE } from '../query/window.ts';
import { type Clause, observation } from './clause.ts';
import { richest } from './known.ts';
import { cannotTell } from './spellings.ts';

export const whichStatus: Clause = {
  slug: 'errors.which-status',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { contract, known } = deployment;
    const base = contract.operation.write({ instance: richest(known).id, window: AMPLE });
    const kinds = new Map(
      breaks(contract, base)
        .filter(({ fault }) => fault.level === 'MUST')
        .map((broken) => [broken.fault.constraint, broken]),
    );
    // The control: the query that they break is answered.
    await deployment.accepted(base);
    const seen = await Promise.all(
      [...kinds]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(async ([kind, { query }]) => ({ kind, status: (await deployment.ask(query)).status })),
    );
    const refused = seen.filter(({ status }) => status >= 400 && status < 500);
    if (refused.length === 0) return cannotTell('no invalid query was refused');
    const statuses = [...new Set(refused.map(({ status }) => status))].sort((one, other) => one - other);
    return statuses
      .map(
        (each) =>
          `${each}: ${refused.flatMap(({ kind, status }) => (status === each ? [kind] : [])).join(', ')}`,
      )
      .join('; ');
  }),
};
