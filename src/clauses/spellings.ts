/** Observes whether a deployment accepts a spelling on which the document is silent. It is never judged. */
import { breaks } from '../query/invalid-query.ts';
import { type OpenCase, type OpenVariant, openVariants } from '../query/open-variants.ts';
import { type Clause, type Deployment, observation } from './clause.ts';
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
      if (!(await refusesInvalid(deployment, variants)))
        return cannotTell('invalid queries are answered too');
      const outcomes = await Promise.all(
        variants.map(async (variant) => ({
          variant,
          outcome: outcomeOf(await deployment.ask(variant.query)),
        })),
      );
      return inGroups(outcomes);
    }),
  };
}

/** Returns the observation that nothing can be observed. */
export function cannotTell(why: string): string {
  return `cannot be told: ${why}`;
}

/**
 * The control of what is accepted: a query that breaks a MUST for one of these parameters is refused. Where it is not, a
 * deployment that accepts a spelling may not read it.
 */
export async function refusesInvalid(
  deployment: Deployment,
  variants: readonly OpenVariant[] = [],
): Promise<boolean> {
  const { known, contract } = deployment;
  const musts = basesOf(known, contract)
    .flatMap((base) => breaks(contract, base))
    .filter(({ fault }) => fault.level === 'MUST');
  const concerned = musts.find(({ fault }) =>
    variants.some(({ parameter }) => parameter === fault.parameter),
  );
  const control = concerned ?? musts[0];
  if (control === undefined) return false;
  const { status } = await deployment.ask(control.query);
  return status >= 400 && status < 500;
}

interface Observed {
  readonly variant: OpenVariant;
  readonly outcome: string;
}

/** Returns one sentence for each outcome; what is written for several parameters is named once. */
function inGroups(all: readonly Observed[]): string {
  const outcomes = groupsBy(all, ({ outcome }) => outcome);
  return [...outcomes]
    .map(([outcome, group]) => {
      const written = [...groupsBy(group, ({ variant }) => variant.what)].map(([what, those]) => ({
        what,
        names: [...new Set(those.map(({ variant }) => variant.parameter))].join(' and '),
      }));
      const byNames = [...groupsBy(written, ({ names }) => names)].map(
        ([names, whats]) => `${names} ${whats.map(({ what }) => what).join(', ')}`,
      );
      return `${outcome}: ${byNames.join('; ')}`;
    })
    .join('. ');
}

function groupsBy<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

/** Returns words that stay the same from run to run as long as the behaviour does. */
export function outcomeOf(reply: {
  readonly status: number;
  readonly listing?: { readonly total: number } | undefined;
}): string {
  if (reply.listing === undefined) return `refused with ${reply.status}`;
  return reply.listing.total === 0 ? 'accepted, empty list' : 'accepted';
}
