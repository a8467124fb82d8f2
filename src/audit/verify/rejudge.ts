/** Judges a run again from its evidence alone: the same clauses send the same queries, and the recording answers. */
import { allClauses } from '../../clauses/all-clauses.ts';
import type { Clause } from '../../clauses/clause.ts';
import { NotRecorded, ReplayClient } from '../../client/replay-client.ts';
import { readBudget } from '../../config/budget.ts';
import { pathPrefix } from '../../contract/base-url.ts';
import type { Contract } from '../../contract/contract.ts';
import { SURVEY } from '../../engine/engine.ts';
import { judgeInOrder } from '../../engine/schedule.ts';
import { togetherSeen } from '../../engine/seen.ts';
import { EvidenceError } from '../../evidence/evidence.ts';
import type { Judged, SurveyFacts } from '../../result/assemble.ts';
import { ClauseJudge } from '../../result/clause-judge.ts';
import { reproduceWith } from '../../result/run-plan.ts';
import { waivedFingerprints } from '../../result/waivers/waivers.ts';
import type { Stage, UsableFacts } from './stages.ts';

export interface Rejudged {
  /** Absent where the survey could not be repeated. */
  readonly surveyed?: SurveyFacts;
  readonly judged: readonly Judged[];
  /** Why a clause could not be judged again, by slug. */
  readonly unjudged: ReadonlyMap<string, string>;
  readonly noise: ReplayClient['noise'];
  readonly stop: ReplayClient['stop'];
  readonly complaints: readonly string[];
}

export interface RejudgeOptions {
  readonly contract: Contract;
  /** Called for each request that the evidence answers, with the clause. */
  readonly onAsked?: (slug: string) => void;
  /** Called for each clause that has been judged again. */
  readonly onJudged?: (slug: string) => void;
}

export async function rejudge(stage: Stage, options: RejudgeOptions): Promise<Rejudged> {
  const { contract, onJudged } = options;
  const { facts } = stage;
  const client = new ReplayClient(stage.recordings, pathPrefix(new URL(facts.target)));
  const unjudged = new Map<string, string>();
  const judge = await attempt(SURVEY, unjudged, () => begin(facts, client, options));
  const judged =
    judge === undefined
      ? []
      : await judgeInOrder(clausesOf(contract, stage.slugs), async (clause, earlier) => {
          const { slug } = clause;
          const known = togetherSeen(stage.knownTo(slug).flatMap((each) => earlier.get(each) ?? []));
          const one = await attempt(slug, unjudged, () => judge.judge(clause, known));
          onJudged?.(slug);
          return one;
        });
  return {
    ...(judge === undefined ? {} : { surveyed: judge.surveyFacts }),
    judged,
    unjudged,
    noise: client.noise,
    stop: client.stop,
    complaints: [...unjudged.values(), ...leftOver(client, unjudged)],
  };
}

function begin(
  facts: UsableFacts,
  client: ReplayClient,
  { contract, onAsked }: RejudgeOptions,
): Promise<ClauseJudge> {
  const { settings, seed, challenge, target, deployment, waivers = [] } = facts;
  const budget = readBudget(facts.budget.name);
  return ClauseJudge.begin({
    contract,
    client,
    clauses: allClauses(contract),
    projectId: settings.project,
    instances: settings.instances,
    authenticated: settings.authenticated,
    signed: settings.signed,
    seed,
    ...(challenge === undefined ? {} : { challenge }),
    budget,
    concurrency: settings.concurrency,
    waived: waivedFingerprints(waivers),
    everyKind: settings.everyKind === true,
    baseUrl: target,
    ...(onAsked === undefined ? {} : { onReply: (_reply, slug) => onAsked(slug) }),
    reproduceWith: reproduceWith({
      ...(deployment === undefined || settings.config === undefined
        ? {}
        : { deployment: { name: deployment, config: settings.config } }),
      budget,
      ...(settings.rate === undefined ? {} : { rate: settings.rate }),
      acceptUnexercised: facts.acceptUnexercised,
      concurrency: settings.concurrency,
      network: settings.network,
      ...(settings.contract === undefined ? {} : { contract: settings.contract }),
      ...(settings.waivers === undefined ? {} : { waivers: settings.waivers }),
      ...(settings.clauses === undefined ? {} : { clauses: settings.clauses }),
      ...(challenge === undefined ? {} : { challenge }),
      ...(settings.embedded
        ? {}
        : { target: { url: new URL(target), projectId: settings.project, instances: settings.instances } }),
    }),
  });
}

function clausesOf(contract: Contract, slugs: readonly string[]): readonly Clause[] {
  const bySlug = new Map(allClauses(contract).map((clause) => [clause.slug, clause]));
  return slugs.flatMap((slug) => bySlug.get(slug) ?? []);
}

/** Notes what the recording does not contain. Any other error is a defect of the suite. */
async function attempt<T>(
  slug: string,
  unjudged: Map<string, string>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof NotRecorded || problem instanceof EvidenceError)) throw problem;
    unjudged.set(slug, `${slug} cannot be judged again: ${problem.message}`);
    return undefined;
  }
}

/** Returns the exchanges that were not used, by clause; a clause that could not be judged leaves some anyway. */
function leftOver(client: ReplayClient, unjudged: ReadonlyMap<string, string>): readonly string[] {
  if (unjudged.has(SURVEY)) return [];
  const byClause = new Map<string, string[]>();
  for (const { from, request } of client.unused) {
    const clause = from?.clause ?? 'no clause';
    byClause.set(clause, [...(byClause.get(clause) ?? []), request.target]);
  }
  return [...byClause]
    .filter(([clause]) => !unjudged.has(clause))
    .map(
      ([clause, targets]) =>
        `the evidence has ${targets.length} ${targets.length === 1 ? 'exchange' : 'exchanges'} of ${clause} that judging does not use (added, or of another run): GET ${targets[0]}`,
    );
}
