/** The right credential, written otherwise or sent otherwise. */
import { displacedCredentials, respelledCredentials } from '../../query/credentials.ts';
import { type Clause, observation, trials } from '../clause.ts';
import { Stale } from '../clause-errors.ts';
import { richest } from '../known.ts';
import { askPresented, notRefused, type Presented } from './presented.ts';

/** Another text of the same bytes should be refused. Which changes give one depends on the credential. */
export const spelling: Clause = {
  slug: 'auth.spelling',
  budgetWeight: 0,
  provokes: true,
  check: trials<Presented>({
    dataMayMove: false,
    probes: (known, { operation }) => {
      const query = operation.write({ instance: richest(known).id });
      return respelledCredentials().map(({ use, says }) => ({
        base: query,
        query,
        credential: use,
        kind: 'spelling',
        says,
      }));
    },
    trial: async (input, deployment) => {
      const reply = await askPresented(input, deployment);
      if (reply?.exchange.request.meaning !== 'same-bytes') throw new Stale('another text of the same bytes');
      return notRefused(reply, input, deployment);
    },
  }),
};

/** The right credential twice, or as a bearer token: recorded, where a wrong one is refused. */
export const elsewhere: Clause = {
  slug: 'auth.elsewhere',
  budgetWeight: 0,
  provokes: true,
  check: observation(async (deployment) => {
    const { contract, known } = deployment;
    const query = contract.operation.write({ instance: richest(known).id });
    await deployment.accepted(query);
    const control = await deployment.ask(query, { credential: 'altered' });
    if (control.listing !== undefined) return 'cannot be told: a wrong credential is accepted too';
    const seen: string[] = [];
    for (const { use, says } of displacedCredentials()) {
      const { listing, status } = await deployment.ask(query, { credential: use });
      seen.push(`${says}: ${listing === undefined ? `refused with ${status}` : 'accepted'}`);
    }
    return seen.join(', ');
  }),
};
