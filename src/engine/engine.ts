/**
 * Surveys a deployment once, then runs the clauses one by one. The command line, Playwright and the offline judge all
 * use it, so they reach the same verdicts for the same seed.
 */
import type { Clause } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Client } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { sha256 } from '../contract/digest.ts';
import { Ban } from './ban.ts';
import { ClauseRun } from './clause-run.ts';
import { guardFor } from './control.ts';
import { ExclusiveGate } from './exclusive-gate.ts';
import type { OtherViolation, Outcome } from './outcome.ts';
import { fitted } from './plan.ts';
import { type OnViolation, Requester } from './requester.ts';
import { mayMeetBan, watchesAll } from './schedule.ts';
import { NOTHING_SEEN, type Seen, togetherSeen } from './seen.ts';
import { type Spending, shareOut } from './share-out.ts';
import { type Survey, survey } from './survey/survey.ts';
import { type WaivedFingerprints, WaivedViolations } from './waived-violations.ts';

export interface EngineOptions {
  readonly contract: Contract;
  readonly client: Client;
  /** Answers the survey, where it has been made already; `client` unless said. */
  readonly surveyClient?: Client;
  /** Every clause of the suite: all watches look at every reply, whichever clauses are examined. */
  readonly clauses: readonly Clause[];
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly authenticated: boolean;
  /** Whether the credential is an access key. */
  readonly signed?: boolean | undefined;
  readonly seed: number;
  /** A certifier's nonce: random cases depend on it as on the seed. */
  readonly challenge?: string;
  readonly budget: Spending;
  readonly concurrency: number;
  /** Violations to pass over, by slug. */
  readonly waived?: WaivedFingerprints;
  /** Whether a clause is searched for every violation it has and not only for the first, so that all can be waived. */
  readonly everyKind?: boolean;
  /** Called with every reply, and the slug of the clause whose request it answers (or `survey`). */
  readonly onReply?: (reply: Reply, slug: string) => void;
  readonly onViolation?: OnViolation;
}

/** What the run of one clause found, with what its exchanges showed of others. */
export interface ClauseFindings {
  readonly outcome: Outcome;
  /** Violations beside that of the outcome, where every kind is looked for. */
  readonly others: readonly OtherViolation[];
  /** Requests made for this clause; retries are not counted. */
  readonly requests: number;
  /** What the watches saw in its exchanges; of its own, only how many answers it judged. */
  readonly seen: Seen;
  /** Fingerprints of the waived violations that were met. */
  readonly met: readonly string[];
}

/** Most requests of a run before a mock: about those of a smoke run. */
const MOCK_REQUESTS = 200;

/** The survey's own exchanges are recorded under this name, as those of a clause are under its slug. */
export const SURVEY = 'survey';

export class Engine {
  readonly #options: EngineOptions;
  #shares: ReadonlyMap<string, number>;
  #spending: Spending;
  readonly #requester: Requester;
  readonly #gate = new ExclusiveGate();
  #survey: Survey = {
    known: { projectId: '', authenticated: false, instances: [], accepted: new Set() },
    unreadable: [],
  };

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#spending = options.budget;
    this.#shares = shareOut(options.budget, options.clauses);
    this.#requester = this.#openRequester(SURVEY, undefined, options.surveyClient);
  }

  /** Surveys the deployment. Never throws because of an answer: of a silent deployment nothing is known afterwards. */
  static async begin(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    const { projectId, instances, authenticated, signed, seed, challenge, budget } = options;
    const random = randomOf(seedFor(seed, SURVEY, challenge));
    const isSmall = !budget.everyProbe;
    const plan = { pages: budget.surveyPages, filters: !isSmall, bases: isSmall, readings: !isSmall, random };
    engine.#survey = await survey(engine.#requester, { projectId, instances, authenticated, signed, plan });
    await engine.#requester.settled();
    if (engine.#survey.mock !== undefined) engine.#staySmall();
    await engine.#fitShares();
    const guard = guardFor(engine.#survey.known, options.contract);
    if (guard !== undefined) options.client.guard(guard);
    return engine;
  }

  /** A mock breaks most clauses by one cause: a small run shows it. */
  #staySmall(): void {
    const { budget, clauses, client } = this.#options;
    this.#spending = { ...budget, everyProbe: false, exhaustive: false, beyondSmokeProbes: 0 };
    this.#shares = shareOut(this.#spending, clauses);
    client.lowerBudget(MOCK_REQUESTS);
  }

  /** In a run that tries every probe, random cases get what those leave. */
  async #fitShares(): Promise<void> {
    const { contract, clauses } = this.#options;
    const budget = this.#spending;
    const { known } = this.#survey;
    if (!budget.everyProbe || known.instances.length === 0) return;
    this.#shares = await fitted({
      contract,
      known,
      clauses,
      shares: this.#shares,
      left: budget.requests - budget.reserve - this.surveyRequests,
      exhaustive: budget.exhaustive,
    });
  }

  get known(): Known {
    return this.#survey.known;
  }

  get survey(): Survey {
    return this.#survey;
  }

  /** Requests of the survey; retries are not counted. */
  get surveyRequests(): number {
    return this.#requester.sent;
  }

  /** What the watches saw in the exchanges of the survey. */
  get surveySeen(): Seen {
    return this.#requester.seen;
  }

  /** Runs one clause. @param earlier what watches saw in the exchanges of the clauses before it in the schedule */
  async run(clause: Clause, earlier: Seen = NOTHING_SEEN): Promise<ClauseFindings> {
    const { slug } = clause;
    const { contract, waived, everyKind = false, concurrency, seed, challenge } = this.#options;
    const budget = this.#spending;
    const requester = this.#openRequester(slug, mayMeetBan(clause) ? new Ban() : undefined);
    const run = new ClauseRun({
      clause,
      entry: contract.catalogue.entry(slug),
      survey: this.#survey,
      seen: togetherSeen([this.surveySeen, earlier]),
      requester,
      concurrency,
      quota: this.#shares.get(slug) ?? 1,
      everyProbe: budget.everyProbe,
      exhaustive: budget.exhaustive,
      seed: seedFor(seed, slug, challenge),
    });
    const passedOver = new WaivedViolations(slug, contract, waived?.get(slug));
    const outcome = await run.outcome(passedOver);
    const others = everyKind ? await run.others(outcome, passedOver) : [];
    await requester.settled();
    const met = new Set([
      ...passedOver.met.keys(),
      ...run.ownDetections.map((detection) => passedOver.fingerprintOf(detection)),
    ]);
    return {
      outcome,
      others,
      requests: requester.sent,
      seen: {
        detections: requester.detections.filter((detection) => detection.slug !== slug),
        judged: requester.judged,
      },
      met: [...met].filter((fingerprint) => passedOver.waives(fingerprint)),
    };
  }

  #openRequester(slug: string, ban: Ban | undefined, client = this.#options.client): Requester {
    const { contract, clauses, onReply, onViolation, waived, everyKind } = this.#options;
    return new Requester({
      clause: slug,
      contract,
      client,
      gate: this.#gate,
      ...(ban === undefined ? {} : { ban }),
      ...(waived === undefined ? {} : { waived }),
      ...(everyKind === undefined ? {} : { everyKind }),
      watches: clauses.filter(watchesAll),
      ...(onReply === undefined ? {} : { onReply: (reply) => onReply(reply, slug) }),
      onViolation,
    });
  }
}

/**
 * Returns the seed of one clause, so that a run of that clause alone draws the same cases as a run of all.
 * @param challenge a nonce: nobody can know the cases before they know it
 */
export function seedFor(seed: number, slug: string, challenge?: string): number {
  const parts = challenge === undefined ? [seed, slug] : [seed, slug, challenge];
  return Number.parseInt(sha256(parts.join(' ')).slice(0, 8), 16) | 0;
}

/** Returns a small generator of numbers in [0, 1), for the places of the survey's pages. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
