/** Observes whether a deployment accepts a spelling on which the document is silent. It is never judged. */
import { type OpenCase, openVariants } from '../query/open-variants.ts';
import { type Clause, observation } from './clause.ts';
import { basesOf } from './refusal.ts';

/** A clause that sends every open variant whose name is among `names` and records what came of each. */
export function spellingClause(slug: string, concerns: (name: OpenCase) => boolean): Clause {
  return {
    slug,
    budgetWeight: 0,
    check: observation(async (deployment) => {
      const { known, contract } = deployment;
      const variants = basesOf(known, contract)
        .flatMap((base) => openVariants(contract, base))
        .filter(({ name }) => concerns(name))
        .filter(({ says }, place, all) => all.findIndex((other) => other.says === says) === place);
      const outcomes = await Promise.all(
        variants.map(async ({ query, says }) => `${says}: ${outcomeOf(await deployment.ask(query))}`),
      );
      return outcomes.join('; ');
    }),
  };
}

/** Returns words that stay the same from run to run as long as the behaviour does. */
export function outcomeOf(reply: {
  readonly status: number;
  readonly listing?: { readonly total: number } | undefined;
}): string {
  if (reply.listing === undefined) return `refused with ${reply.status}`;
  return reply.listing.total === 0 ? 'accepted, empty list' : 'accepted';
}
