/** Judges the clauses that one Playwright worker is given, all of them with one client and one survey. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Clause } from '../clauses/clause.ts';
import { type Client, createClient } from '../client/client.ts';
import type { Recording } from '../client/exchange.ts';
import { poolTransport } from '../client/pool-transport.ts';
import { ReplayClient } from '../client/replay-client.ts';
import { select } from '../config/selection.ts';
import { pathPrefix } from '../contract/base-url.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { type SeenByClause, watchesAll } from '../engine/schedule.ts';
import { NOTHING_SEEN, togetherSeen } from '../engine/seen.ts';
import { type PackedPart, PartInMemory } from '../evidence/part-writer.ts';
import { asCounted } from '../result/assemble.ts';
import { ClauseJudge } from '../result/clause-judge.ts';
import { networkOf } from '../result/network.ts';
import type { ClauseResult } from '../result/result.ts';
import { judgingOptions } from '../result/run-plan.ts';
import { notImplemented } from '../result/verdict.ts';
import type { ClauseAttachment, Noise, ShardFacts } from './clause-attachment.ts';
import { readShard, type Shard, workerSecrets } from './shard.ts';
import { sharedLimits, shareStop } from './shared-limits.ts';
import { isFirstToReport, readSeen, writeSeen } from './worker-files.ts';

export class ClauseWorker {
  readonly #contract: Contract;
  readonly #shard: Shard & { readonly directory: string };
  readonly #client: Client;
  readonly #judge: ClauseJudge;
  readonly #keeper: EvidenceKeeper;
  readonly #clauses: ReadonlyMap<string, Clause>;
  #hasAttachedSurvey = false;

  private constructor(
    contract: Contract,
    shard: Shard & { readonly directory: string },
    client: Client,
    judge: ClauseJudge,
    keeper: EvidenceKeeper,
  ) {
    this.#contract = contract;
    this.#shard = shard;
    this.#client = client;
    this.#judge = judge;
    this.#keeper = keeper;
    this.#clauses = new Map(allClauses(contract).map((clause) => [clause.slug, clause]));
  }

  /**
   * @param deployment its name in the configuration file, or UNNAMED
   * @param workers how many share the rate and the concurrency that the deployment allows
   */
  static async open(deployment: string, workers: number): Promise<ClauseWorker> {
    const shard = readShard(deployment);
    const { settings, place } = shard;
    const contract = loadContract(settings.contract);
    const { waivers } = shard.facts.run;
    const keeper = new EvidenceKeeper(shard);
    const client = liveClient(contract, shard, workers, keeper, await workerSecrets(deployment));
    const judge = await ClauseJudge.begin({
      ...judgingOptions(contract, settings, place, client, waivers),
      // The global setup has surveyed the deployment already.
      surveyClient: new ReplayClient(shard.recordings, pathPrefix(place.url)),
    });
    return new ClauseWorker(contract, shard, client, judge, keeper);
  }

  get contract(): Contract {
    return this.#contract;
  }

  get shardFacts(): ShardFacts {
    return this.#shard.facts;
  }

  /** Whether the settings of the deployment ask for the clause. */
  asksFor(slug: string): boolean {
    return select(this.#contract, this.#shard.settings.only)?.includes(slug) ?? true;
  }

  /** Judges the clause of that slug; returns all that a report needs to know of it. */
  async judge(slug: string): Promise<JudgedClause> {
    const before = this.#client.noise;
    const clause = this.#clauses.get(slug);
    const watches = watchesAll(clause);
    const earlier: SeenByClause = watches ? await readSeen(this.#shard.directory) : new Map();
    this.#keeper.begin(slug, [...earlier.keys()]);
    const judged =
      clause === undefined
        ? { result: notImplemented(this.#contract.catalogue.entry(slug)), seen: NOTHING_SEEN, visits: {} }
        : await this.#judge.judge(clause, togetherSeen([...earlier.values()]));
    if (!watches) await writeSeen(this.#shard.directory, slug, judged.seen);
    const { part, bytes } = await this.#keeper.end();
    const noise = difference(this.#client.noise, before);
    const { stop } = this.#client;
    if (stop !== undefined) await shareStop(this.#shard.directory, stop);
    const attachment = { shard: this.#shard.facts, judged, noise, stop, evidence: part };
    return { attachment, evidence: bytes, ...this.#surveyOnce() };
  }

  /** One test of every worker carries the survey: some of them will reach the reporter. */
  #surveyOnce(): Pick<JudgedClause, 'survey'> {
    if (this.#hasAttachedSurvey) return {};
    this.#hasAttachedSurvey = true;
    return { survey: this.#shard.surveyPart };
  }

  /** Returns the clause's result as the run counts it. */
  counted(result: ClauseResult): ClauseResult {
    return asCounted(result, this.#shard.facts.run);
  }

  /**
   * Whether an inconclusive clause fails its test. Where nothing could be read of the deployment, every clause is
   * inconclusive for the same reason and only one test fails: a failed test costs a new worker.
   */
  async failsWhenInconclusive(slug: string): Promise<boolean> {
    return (
      this.#judge.survey.known.instances.length > 0 || (await isFirstToReport(this.#shard.directory, slug))
    );
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** A clause judged, with the evidence as bytes. */
export interface JudgedClause {
  readonly attachment: ClauseAttachment;
  readonly evidence: Uint8Array;
  /** The survey, as a part of the evidence. */
  readonly survey?: Uint8Array;
}

/** Keeps the exchanges of one clause after another, each clause's in a part of its own. */
class EvidenceKeeper {
  readonly #shard: Shard;
  #part: PartInMemory | undefined;

  constructor(shard: Shard) {
    this.#shard = shard;
  }

  /** @param after clauses whose exchanges that clause is judged on too */
  begin(slug: string, after: readonly string[]): void {
    const { facts, stated } = this.#shard;
    this.#part = new PartInMemory({ holds: slug, survey: facts.survey.root, after, facts: { ...stated } });
  }

  record(recording: Recording): Promise<void> | undefined {
    return this.#part?.record(recording);
  }

  end(): Promise<PackedPart> {
    if (this.#part === undefined) throw new Error('no part of the evidence has begun');
    return this.#part.close();
  }
}

function liveClient(
  { operation }: Contract,
  { settings, place, limits, directory }: Shard & { readonly directory: string },
  workers: number,
  keeper: EvidenceKeeper,
  secrets: Awaited<ReturnType<typeof workerSecrets>>,
): Client {
  const concurrency = Math.max(1, Math.floor(settings.concurrency / workers));
  const rate = settings.rate === undefined ? undefined : settings.rate / workers;
  const network = networkOf(settings, process.env);
  const transport = poolTransport(place.url, { ...network, connections: concurrency });
  return createClient({
    headers: operation.headers,
    transport,
    ...secrets,
    pacing: { rate, concurrency },
    limits: sharedLimits(directory, limits),
    recorder: (recording) => keeper.record(recording),
  });
}

function difference(after: Noise, before: Noise): Noise {
  return Object.fromEntries(
    Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]),
  );
}
