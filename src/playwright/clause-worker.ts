/** A worker's judge: one client and one engine for all the clauses that the worker is given. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Clause } from '../clauses/clause.ts';
import { type Client, createClient } from '../client/client.ts';
import type { Recording } from '../client/exchange.ts';
import { poolTransport } from '../client/pool-transport.ts';
import { ReplayClient } from '../client/replay-client.ts';
import { pathPrefix } from '../contract/base-url.ts';
import type { Contract } from '../contract/contract.ts';
import { type SightingsByClause, watchesAll } from '../engine/schedule.ts';
import { type PackedPart, PartInMemory } from '../evidence/part-in-memory.ts';
import { asCounted } from '../result/assemble.ts';
import { ClauseJudge } from '../result/clause-judge.ts';
import type { ClauseResult } from '../result/result.ts';
import { judgingOptions } from '../result/run-plan.ts';
import { notImplemented } from '../result/verdict.ts';
import type { ClauseAttachment, Noise } from './clause-attachment.ts';
import { workerCredentials } from './embedded-token.ts';
import { isFirstToTell } from './first-to-tell.ts';
import { Handover } from './handover.ts';
import { leaveSightings, sightingsOf } from './sighting-files.ts';
import { readStage, type Stage } from './stage.ts';

export class ClauseWorker {
  readonly #contract: Contract;
  readonly #stage: Stage & { readonly directory: string };
  readonly #client: Client;
  readonly #judge: ClauseJudge;
  readonly #keeper: EvidenceKeeper;
  readonly #clauses: ReadonlyMap<string, Clause>;
  #hasToldOfSurvey = false;

  private constructor(
    contract: Contract,
    stage: Stage & { readonly directory: string },
    client: Client,
    judge: ClauseJudge,
    keeper: EvidenceKeeper,
  ) {
    this.#contract = contract;
    this.#stage = stage;
    this.#client = client;
    this.#judge = judge;
    this.#keeper = keeper;
    this.#clauses = new Map(allClauses(contract).map((clause) => [clause.slug, clause]));
  }

  /** @param workers how many share the rate and the concurrency that the deployment allows */
  static async open(contract: Contract, workers: number): Promise<ClauseWorker> {
    const stage = readStage();
    const { settings, place } = stage;
    const { waivers } = stage.facts.facts;
    const keeper = new EvidenceKeeper(stage);
    const client = new Handover(new ReplayClient(stage.recordings, pathPrefix(place.url)));
    const judge = await ClauseJudge.begin(judgingOptions(contract, settings, place, client, waivers));
    client.to(liveClient(stage, workers, keeper));
    return new ClauseWorker(contract, stage, client, judge, keeper);
  }

  /** Judges the clause of that slug, and says all that a report needs to know of it. */
  async judge(slug: string): Promise<JudgedClause> {
    const before = this.#client.noise;
    const clause = this.#clauses.get(slug);
    const watches = watchesAll(clause);
    const earlier: SightingsByClause = watches ? await sightingsOf(this.#stage.directory) : new Map();
    this.#keeper.begin(slug, [...earlier.keys()]);
    const judged =
      clause === undefined
        ? { result: notImplemented(this.#contract.catalogue.entry(slug)), sightings: [], visits: {} }
        : await this.#judge.judge(clause, [...earlier.values()].flat());
    if (!watches) await leaveSightings(this.#stage.directory, slug, judged.sightings);
    const { part, bytes } = await this.#keeper.end();
    const noise = difference(this.#client.noise, before);
    const attachment = { stage: this.#stage.facts, judged, noise, evidence: part };
    return { attachment, evidence: bytes, ...this.#surveyOnce() };
  }

  /** One test of every worker carries the survey: some of them will reach the reporter. */
  #surveyOnce(): Pick<JudgedClause, 'survey'> {
    if (this.#hasToldOfSurvey) return {};
    this.#hasToldOfSurvey = true;
    return { survey: this.#stage.surveyPart };
  }

  /** What the run will count the clause as. */
  counted(result: ClauseResult): ClauseResult {
    return asCounted(result, this.#stage.facts.facts);
  }

  /**
   * Whether this clause's test should be the one to fail where nothing could be read of the deployment at all: every
   * clause is then inconclusive for one reason, and a failed test costs a new worker.
   */
  async tellsOfSilence(slug: string): Promise<boolean> {
    return (
      this.#judge.survey.known.instances.length > 0 || (await isFirstToTell(this.#stage.directory, slug))
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
  readonly #stage: Stage;
  #part: PartInMemory | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** @param after clauses whose exchanges that clause is judged on too */
  begin(slug: string, after: readonly string[]): void {
    const { facts, stated } = this.#stage;
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

function liveClient({ settings, place }: Stage, workers: number, keeper: EvidenceKeeper): Client {
  const concurrency = Math.max(1, Math.floor(settings.concurrency / workers));
  const rate = settings.rate === undefined ? undefined : settings.rate / workers;
  const transport = poolTransport(place.url, { connections: concurrency });
  return createClient({
    transport,
    credentials: workerCredentials(),
    pacing: { rate, concurrency },
    recorder: (recording) => keeper.record(recording),
  });
}

function difference(after: Noise, before: Noise): Noise {
  return Object.fromEntries(
    Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]),
  );
}
