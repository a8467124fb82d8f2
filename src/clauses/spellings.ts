/** Observing how a deployment takes a spelling on which the document is silent: accepted or refused, never judged. */
import type { WireQuery } from '../contract/wire.ts';
import { type OpenCase, openVariants } from '../query/open-variants.ts';
import { type Clause, type Deployment, observation } from './clause.ts';
import { askFor, instantsOf } from './filter.ts';
import { richest } from './known.ts';

/** A clause that sends every open variant whose name is among `names` and records what came of each. */
export function spellingClause(slug: string, concerns: (name: OpenCase) => boolean): Clause {
  return {
    slug,
    budgetWeight: 0,
    check: observation(async (deployment) => {
      const variants = basesOf(deployment)
        .flatMap((base) => openVariants(deployment.contract, base))
        .filter(({ name }) => concerns(name))
        .filter(({ says }, place, all) => all.findIndex((other) => other.says === says) === place);
      const outcomes = await Promise.all(
        variants.map(async ({ query, says }) => `${says}: ${outcomeOf(await deployment.ask(query))}`),
      );
      return outcomes.join('; ');
    }),
  };
}

/** A plain query and one with every optional parameter that an open spelling could stand in. */
function basesOf({ known, contract }: Deployment): readonly WireQuery[] {
  const instance = richest(known);
  const instants = instantsOf(instance);
  const [from, to] = [instants[0] ?? 0, (instants.at(-1) ?? 0) + 1];
  return [
    contract.operation.write({ instance: instance.id }),
    contract.operation.write(askFor({ instance: instance.id, span: { from, to } })),
  ];
}

/** In words that stay the same from run to run as long as the behaviour does. */
export function outcomeOf(reply: {
  readonly status: number;
  readonly listing?: { readonly total: number } | undefined;
}): string {
  if (reply.listing === undefined) return `refused with ${reply.status}`;
  return reply.listing.total === 0 ? 'accepted, empty list' : 'accepted';
}
