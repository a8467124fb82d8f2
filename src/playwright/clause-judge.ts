/** A worker's judge: one client and one conductor for all the clauses that the worker is given. */
import { allClauses } from '../clauses/all-clauses.ts';
import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../contract/contract.ts';
import { pathPrefix } from '../deployment/base-url.ts';
import { type Client, createClient } from '../deployment/client.ts';
import { poolTransport } from '../deployment/pool-transport.ts';
import { ReplayClient } from '../deployment/replay-client.ts';
import type { ClauseAttachment, Noise } from '../report/clause-attachment.ts';
import { isWatched } from '../run/conduct.ts';
import { Conductor, type Judged } from '../run/conductor.ts';
import { conductorOptions } from '../run/run-plan.ts';
import { notImplemented } from '../run/verdict.ts';
import { workerCredentials } from './embedded-token.ts';
import { isFirstToTell } from './first-to-tell.ts';
import { Handover } from './handover.ts';
import { leaveSightings, sightingsOf } from './sighting-files.ts';
import { readStage, type Stage } from './stage.ts';

export class ClauseJudge {
  readonly #contract: Contract;
  readonly #stage: Stage & { readonly directory: string };
  readonly #client: Client;
  readonly #conductor: Conductor;
  readonly #clauses: ReadonlyMap<string, Clause>;

  private constructor(
    contract: Contract,
    stage: Stage & { readonly directory: string },
    client: Client,
    conductor: Conductor,
  ) {
    this.#contract = contract;
    this.#stage = stage;
    this.#client = client;
    this.#conductor = conductor;
    this.#clauses = new Map(allClauses(contract).map((clause) => [clause.slug, clause]));
  }

  /** @param workers how many share the rate and the concurrency that the deployment allows */
  static async open(contract: Contract, workers: number): Promise<ClauseJudge> {
    const stage = readStage();
    const { settings, place } = stage;
    const client = new Handover(new ReplayClient(stage.recordings, pathPrefix(place.url)));
    const conductor = await Conductor.begin(conductorOptions(contract, settings, place, client));
    client.to(liveClient(stage, workers));
    return new ClauseJudge(contract, stage, client, conductor);
  }

  /** Judges the clause of that slug, and says all that a report needs to know of it. */
  async judge(slug: string): Promise<ClauseAttachment> {
    const before = this.#client.noise;
    const judged = await this.#judge(slug);
    return { stage: this.#stage.facts, judged, noise: difference(this.#client.noise, before) };
  }

  /**
   * Whether this clause's test should be the one to fail where nothing could be read of the deployment at all: every
   * clause is then inconclusive for one reason, and a failed test costs a new worker.
   */
  async tellsOfSilence(slug: string): Promise<boolean> {
    return this.#conductor.known.instances.length > 0 || (await isFirstToTell(this.#stage.directory, slug));
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #judge(slug: string): Promise<Judged> {
    const clause = this.#clauses.get(slug);
    if (clause === undefined) {
      return { result: notImplemented(this.#contract.catalogue.entry(slug)), sightings: [], visits: {} };
    }
    if (!isWatched(clause)) {
      const judged = await this.#conductor.judge(clause);
      await leaveSightings(this.#stage.directory, slug, judged.sightings);
      return judged;
    }
    const seen = [...this.#stage.facts.surveyed.sightings, ...(await sightingsOf(this.#stage.directory))];
    return this.#conductor.judge(
      clause,
      seen.filter((sighting) => sighting.slug === slug),
    );
  }
}

function liveClient({ settings, place }: Stage, workers: number): Client {
  const concurrency = Math.max(1, Math.floor(settings.concurrency / workers));
  const rate = settings.rate === undefined ? undefined : settings.rate / workers;
  const transport = poolTransport(place.url, { connections: concurrency });
  return createClient({ transport, credentials: workerCredentials(), pacing: { rate, concurrency } });
}

function difference(after: Noise, before: Noise): Noise {
  return Object.fromEntries(
    Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]),
  );
}
