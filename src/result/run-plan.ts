/** From settings to what a conductor and the result of a run need; the same for both faces. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Client } from '../client/client.ts';
import { BUDGETS } from '../config/budget.ts';
import { DEFAULT_CONCURRENCY, type Settings } from '../config/settings.ts';
import type { Contract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import type { RunFacts } from './assemble.ts';
import type { JudgingOptions } from './clause-judge.ts';
import type { OpenTarget } from './open-target.ts';
import { setToScoreBy } from './scoring.ts';
import { readWaivers, type Waiver, waivedKinds } from './waivers/waivers.ts';

/** Where a run's requests go, without what has to be closed afterwards. */
export type Place = Pick<OpenTarget, 'url' | 'projectId' | 'instances'> & { readonly authenticated: boolean };

/** What a run is scored by, and the deviations that it passes over. */
export type Terms = Pick<RunFacts, 'clauseSet' | 'waivers'>;

/** The facts that a run states of itself. @param selected slugs asked for; all when undefined */
export function factsOf(
  settings: Settings,
  place: Place,
  selected: readonly string[] | undefined,
  { clauseSet, waivers }: Terms = {},
): RunFacts {
  return {
    suite: SUITE,
    target: baseUrlOf(place.url),
    ...(settings.implementation === undefined ? {} : { implementation: settings.implementation }),
    seed: settings.seed,
    budget: settings.budget,
    acceptUnexercised: settings.acceptUnexercised,
    settings: {
      project: place.projectId,
      instances: place.instances,
      authenticated: place.authenticated,
      concurrency: settings.concurrency,
      embedded: settings.target === undefined,
      ...(settings.contract === undefined ? {} : { contract: settings.contract }),
      ...(settings.waivers === undefined ? {} : { waivers: settings.waivers }),
      ...(settings.clauses === undefined ? {} : { clauses: settings.clauses }),
      ...(settings.writeWaivers === undefined ? {} : { everyKind: true as const }),
    },
    ...(settings.challenge === undefined ? {} : { challenge: settings.challenge }),
    startedAt: new Date().toISOString(),
    ...(clauseSet === undefined ? {} : { clauseSet }),
    ...(waivers === undefined ? {} : { waivers }),
    ...(selected === undefined ? {} : { selected }),
  };
}

/** What a run is scored by, and which deviations it passes over. @throws UsageError, ContractError */
export function termsOf(settings: Settings, contract: Contract): Terms {
  const today = new Date().toISOString().slice(0, 10);
  const clauseSet = setToScoreBy(contract, settings.clauses);
  if (settings.waivers === undefined) return { clauseSet };
  return { clauseSet, waivers: readWaivers(settings.waivers, contract, today) };
}

export function judgingOptions(
  contract: Contract,
  settings: Settings,
  place: Place,
  client: Client,
  waivers: readonly Waiver[] = [],
): JudgingOptions {
  return {
    contract,
    client,
    clauses: allClauses(contract),
    projectId: place.projectId,
    instances: place.instances,
    authenticated: place.authenticated,
    seed: settings.seed,
    ...(settings.challenge === undefined ? {} : { challenge: settings.challenge }),
    budget: settings.budget,
    concurrency: settings.concurrency,
    baseUrl: baseUrlOf(place.url),
    reproduceWith: reproduceWith(settings),
    waived: waivedKinds(waivers),
    everyKind: settings.writeWaivers !== undefined,
  };
}

/** The base URL without the slash that would double the one that every path starts with. */
function baseUrlOf(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

type ReproduceSettings = Pick<
  Settings,
  'target' | 'budget' | 'concurrency' | 'contract' | 'challenge' | 'waivers' | 'clauses'
>;

/** The flags that, after `run --only SLUG --seed N`, ask for the same again. */
export function reproduceWith({
  target,
  budget,
  concurrency,
  contract,
  challenge,
  waivers,
  clauses,
}: ReproduceSettings): string {
  const flags = [
    ...(target === undefined ? [] : ['--target', baseUrlOf(target.url), '--project-id', target.projectId]),
    ...(target?.instances ?? []).flatMap((instance) => ['--instance-id', instance]),
    ...(budget.requests === BUDGETS.standard ? [] : ['--budget', budget.name]),
    ...(concurrency === DEFAULT_CONCURRENCY ? [] : ['--concurrency', String(concurrency)]),
    ...(contract === undefined ? [] : ['--contract', contract]),
    ...(challenge === undefined ? [] : ['--challenge', challenge]),
    ...(waivers === undefined ? [] : ['--waivers', waivers]),
    ...(clauses === undefined ? [] : ['--clauses', clauses]),
  ];
  return flags.map((flag) => ` ${forShell(flag)}`).join('');
}

function forShell(text: string): string {
  return /^[\w./:@%+=,~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
