/** From settings to what judging, and the result of a run, need: the same for the command line and Playwright. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Client } from '../client/client.ts';
import type { RunLimits } from '../client/limits.ts';
import { BUDGETS } from '../config/budget.ts';
import { writeDuration } from '../config/duration.ts';
import { endOf } from '../config/max-time.ts';
import { DEFAULT_CONCURRENCY, type Settings } from '../config/settings.ts';
import type { Contract } from '../contract/contract.ts';
import { SUITE } from '../contract/package.ts';
import type { RunFacts } from './assemble.ts';
import type { JudgingOptions } from './clause-judge.ts';
import type { OpenTarget } from './open-target.ts';
import type { RunNetwork } from './result.ts';
import { setToScoreBy } from './scoring.ts';
import { readWaivers, type Waiver, waivedFingerprints } from './waivers/waivers.ts';

/** Where a run's requests go. */
export type Place = Pick<OpenTarget, 'url' | 'projectId' | 'instances'> & {
  readonly authenticated: boolean;
  readonly signed?: boolean;
  /** How it is reached, as the report says it. */
  readonly network?: RunNetwork | undefined;
};

/** The clause set that a run is scored by, and its waivers. */
export type Terms = Pick<RunFacts, 'clauseSet' | 'waivers'>;

/** Returns what a run states of itself. @param selected slugs of the clauses to judge; all when undefined */
export function factsOf(
  settings: Settings,
  place: Place,
  selected: readonly string[] | undefined,
  { clauseSet, waivers }: Terms = {},
): RunFacts {
  return {
    suite: SUITE,
    target: baseUrlOf(place.url),
    ...(settings.deployment === undefined ? {} : { deployment: settings.deployment.name }),
    ...(settings.implementation === undefined ? {} : { implementation: settings.implementation }),
    seed: settings.seed,
    budget: settings.budget,
    acceptUnexercised: settings.acceptUnexercised,
    settings: {
      project: place.projectId,
      instances: place.instances,
      authenticated: place.authenticated,
      ...(place.signed === true ? { signed: true as const } : {}),
      ...(settings.rate === undefined ? {} : { rate: settings.rate }),
      concurrency: settings.concurrency,
      embedded: settings.target === undefined,
      ...(settings.deployment === undefined ? {} : { config: settings.deployment.config }),
      ...(place.network === undefined ? {} : { network: place.network }),
      ...(settings.contract === undefined ? {} : { contract: settings.contract }),
      ...(settings.waivers === undefined ? {} : { waivers: settings.waivers }),
      ...(settings.clauses === undefined ? {} : { clauses: settings.clauses }),
      ...(settings.writeWaivers === undefined ? {} : { everyKind: true as const }),
    },
    ...(settings.challenge === undefined ? {} : { challenge: settings.challenge }),
    startedAt: new Date().toISOString(),
    ...(clauseSet === undefined ? {} : { clauseSet }),
    // The evidence and the report name the waivers only where there are some.
    ...(waivers === undefined || waivers.length === 0 ? {} : { waivers }),
    ...(selected === undefined ? {} : { selected }),
  };
}

/** Reads the clause set and the waivers. @throws UsageError, ContractError */
export function termsOf(settings: Settings, contract: Contract): Terms {
  const today = new Date().toISOString().slice(0, 10);
  const clauseSet = setToScoreBy(contract, settings.clauses);
  if (settings.waivers === undefined) return { clauseSet };
  return { clauseSet, waivers: readWaivers(settings.waivers, contract, today) };
}

/** What a run with waivers may send, in budgets: every violation that may be waived is made as small as possible. */
const WITH_WAIVERS = 1.5;

/** Returns the hard ceilings of a run. @param startedAt when it began, in milliseconds since the epoch */
export function limitsOf(
  { budget, maxTimeMs, waivers, writeWaivers }: Settings,
  startedAt: number,
): RunLimits {
  const until = endOf(startedAt, maxTimeMs);
  const hasWaivers = waivers !== undefined || writeWaivers !== undefined;
  return {
    requests: hasWaivers ? Math.ceil(budget.requests * WITH_WAIVERS) : budget.requests,
    reserve: budget.reserve,
    ...(until === undefined ? {} : { until }),
  };
}

/** Returns the options of judging, of all clauses. */
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
    signed: place.signed,
    seed: settings.seed,
    ...(settings.challenge === undefined ? {} : { challenge: settings.challenge }),
    budget: settings.budget,
    concurrency: settings.concurrency,
    baseUrl: baseUrlOf(place.url),
    reproduceWith: reproduceWith({ ...settings, network: place.network }),
    waived: waivedFingerprints(waivers),
    everyKind: settings.writeWaivers !== undefined,
  };
}

/** Returns the base URL without a slash at its end: every path starts with one. */
function baseUrlOf(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

type ReproduceSettings = Pick<
  Settings,
  | 'deployment'
  | 'target'
  | 'budget'
  | 'rate'
  | 'concurrency'
  | 'contract'
  | 'acceptUnexercised'
  | 'challenge'
  | 'waivers'
  | 'clauses'
> & { readonly network: RunNetwork | undefined };

/** Returns the flags that make `run --only SLUG --seed N` repeat a run. */
export function reproduceWith({
  deployment,
  target,
  budget,
  rate,
  concurrency,
  network = {},
  contract,
  acceptUnexercised,
  challenge,
  waivers,
  clauses,
}: ReproduceSettings): string {
  const flags = [
    ...(deployment === undefined ? [] : ['--config', deployment.config, '--deployment', deployment.name]),
    ...(target === undefined ? [] : ['--target', baseUrlOf(target.url), '--project-id', target.projectId]),
    ...(target?.instances ?? []).flatMap((instance) => ['--instance-id', instance]),
    // The file may say something else.
    ...(budget.requests === BUDGETS.standard && deployment === undefined ? [] : ['--budget', budget.name]),
    ...(concurrency === DEFAULT_CONCURRENCY && deployment === undefined
      ? []
      : ['--concurrency', String(concurrency)]),
    ...(rate === undefined ? [] : ['--rate', String(rate)]),
    ...networkFlags(network),
    ...(contract === undefined ? [] : ['--contract', contract]),
    ...(acceptUnexercised ? ['--accept-unexercised'] : []),
    ...(challenge === undefined ? [] : ['--challenge', challenge]),
    ...(waivers === undefined ? [] : ['--waivers', waivers]),
    ...(clauses === undefined ? [] : ['--clauses', clauses]),
  ];
  return flags.map((flag) => ` ${forShell(flag)}`).join('');
}

/** The proxy is the environment's: it is not repeated. */
function networkFlags({ insecure, ca, clientCert, clientKey, timeoutMs }: RunNetwork): readonly string[] {
  return [
    ...(timeoutMs === undefined ? [] : ['--timeout', writeDuration(timeoutMs)]),
    ...(ca === undefined ? [] : ['--ca', ca]),
    ...(clientCert === undefined ? [] : ['--client-cert', clientCert]),
    ...(clientKey === undefined ? [] : ['--client-key', clientKey]),
    ...(insecure === true ? ['--insecure'] : []),
  ];
}

function forShell(text: string): string {
  return /^[\w./:@%+=,~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
