/**
 * Conducts clauses over a deployment: surveys it once, then judges each clause asked for. Playwright and the command
 * line both stand before this one class, so they reach the same verdicts for the same seed.
 */
import { createHash } from 'node:crypto';
import type { Clause, Counterexample, Finding } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Client } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { SurveyFacts } from '../result/assemble.ts';
import { type Visits, visitsOf } from '../result/coverage.ts';
import type { ClauseResult, OtherViolation } from '../result/result.ts';
import { showCounterexample } from '../result/shown.ts';
import { type Traffic, TrafficCount } from '../result/traffic.ts';
import { type Outcome, settle, unanswerable, unexercised } from '../result/verdict.ts';
import { type Budget, shareOut } from './budget.ts';
import { ExclusiveGate } from './exclusive-gate.ts';
import { type OnViolation, Requester } from './requester.ts';
import { ClauseSession } from './session.ts';
import { type Sighting, smallestAgain, smallestOf } from './sighting.ts';
import { unmetNeed } from './survey/needs.ts';
import { type Survey, survey } from './survey/survey.ts';
import { type WaivedFingerprints, WaivedViolations } from './waived-violations.ts';

export interface ConductorOptions {
  readonly contract: Contract;
  readonly client: Client;
  /** Every clause of the suite: all watches look at every reply, whichever clauses are judged. */
  readonly clauses: readonly Clause[];
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly authenticated: boolean;
  readonly seed: number;
  /** A certifier's nonce, which the cases are drawn from too. */
  readonly challenge?: string;
  readonly budget: Budget;
  readonly concurrency: number;
  /** Stands before targets in copy-and-paste lines. */
  readonly baseUrl: string;
  /** Ends of the command that shows a counterexample again, after `run --only SLUG --seed N`. */
  readonly reproduceWith?: string;
  /** Kinds of violation to pass over, by slug. */
  readonly waived?: WaivedFingerprints;
  /** Whether a clause that failed is examined on for every other kind of violation, so that all can be waived. */
  readonly everyKind?: boolean;
  readonly onReply?: (reply: Reply, slug: string) => void;
  readonly onViolation?: OnViolation;
}

/** One clause judged, with what its exchanges showed of others. Plain data: it travels between processes. */
export interface Judged {
  readonly result: ClauseResult;
  readonly sightings: readonly Sighting[];
  readonly visits: Visits;
  readonly traffic?: Traffic;
  /** Fingerprints of the waived kinds that were met. */
  readonly met?: readonly string[];
}

/** Kinds of violation of one clause that are looked for after the first. */
const MOST_OTHERS = 40;

/** The detail of what only records: a run of a few dozen requests spends them on what gives a verdict. */
export const TOO_SMALL = 'not looked at in a run this small: say --budget standard';

/** Under this name the survey's own exchanges are accounted for. */
export const SURVEY = 'survey';

export class Conductor {
  readonly #options: ConductorOptions;
  readonly #shares: ReadonlyMap<string, number>;
  readonly #requester: Requester;
  readonly #gate = new ExclusiveGate();
  #survey: Survey = {
    known: { projectId: '', authenticated: false, instances: [], accepted: new Set() },
    unreadable: [],
  };
  #visits = new Map<string, number>();
  #traffic = new TrafficCount();

  private constructor(options: ConductorOptions) {
    this.#options = options;
    this.#shares = shareOut(options.budget, options.clauses);
    this.#requester = this.#openDesk(SURVEY, this.#visits, this.#traffic);
  }

  /** Surveys the deployment. Never throws for what the deployment answers: a silent one leaves nothing known. */
  static async begin(options: ConductorOptions): Promise<Conductor> {
    const conductor = new Conductor(options);
    const { projectId, instances, authenticated, seed, challenge, budget } = options;
    const random = randomOf(seedFor(seed, SURVEY, challenge));
    const plan = { pages: budget.surveyPages, types: true, bases: !budget.everyProbe, random };
    conductor.#survey = await survey(conductor.#requester, { projectId, instances, authenticated, plan });
    return conductor;
  }

  get known(): Known {
    return this.#survey.known;
  }

  get survey(): Survey {
    return this.#survey;
  }

  /** What the survey contributes to the result of the run. */
  get surveyFacts(): SurveyFacts {
    const instances = this.known.instances.map(({ id, total, rows }) => ({ id, total, read: rows.length }));
    const { asked, sightings } = this.#requester;
    return {
      instances,
      requests: asked,
      sightings,
      visits: Object.fromEntries(this.#visits),
      traffic: this.#traffic.traffic,
    };
  }

  /** Judges one clause. @param sightings what its watch saw in the exchanges of the survey and of other clauses */
  async judge(clause: Clause, sightings: readonly Sighting[] = []): Promise<Judged> {
    const entry = this.#options.contract.catalogue.entry(clause.slug);
    const visits = new Map<string, number>();
    const traffic = new TrafficCount();
    const requester = this.#openDesk(clause.slug, visits, traffic);
    const { contract, waived, everyKind = false } = this.#options;
    const kinds = new WaivedViolations(clause.slug, contract, waived?.get(clause.slug));
    const final = await this.#look(clause, entry, sightings, requester, kinds);
    const others = everyKind ? await this.#otherKinds(clause, entry, sightings, requester, kinds, final) : [];
    const seen = [...sightings, ...requester.sightings].filter(({ slug }) => slug === clause.slug);
    const met = new Set([...kinds.met.keys(), ...seen.map(({ fingerprint }) => fingerprint)]);
    const result = settle(entry, final, requester.asked, (found) =>
      showCounterexample(found, this.#reproduce(clause.slug), this.#options.baseUrl),
    );
    return {
      result: others.length > 0 ? { ...result, others } : result,
      sightings: requester.sightings.filter((sighting) => sighting.slug !== clause.slug),
      visits: Object.fromEntries(visits),
      traffic: traffic.traffic,
      met: [...met].filter((fingerprint) => kinds.waives(fingerprint)),
    };
  }

  /** What the clause's check finds and its watch has seen, past the kinds that are waived. */
  async #look(
    clause: Clause,
    entry: CatalogueEntry,
    sightings: readonly Sighting[],
    requester: Requester,
    kinds: WaivedViolations,
  ): Promise<Outcome> {
    const finding = await this.#find(clause, entry, requester, kinds);
    if (clause.watch === undefined) return finding;
    const own = requester.sightings.filter((sighting) => sighting.slug === clause.slug);
    return this.#withSightings(clause, finding, [...sightings, ...own], requester, kinds);
  }

  /** Looks again and again past all that has been found, until nothing else is. */
  async #otherKinds(
    clause: Clause,
    entry: CatalogueEntry,
    sightings: readonly Sighting[],
    requester: Requester,
    kinds: WaivedViolations,
    found: Outcome,
  ): Promise<readonly OtherViolation[]> {
    const others: OtherViolation[] = [];
    let known = kinds;
    for (let last: Outcome = found; others.length < MOST_OTHERS; ) {
      const violation = violationOf(last, known);
      if (violation === undefined || known.waives(violation.fingerprint)) break;
      if (last !== found) others.push(violation);
      known = known.with(violation.fingerprint);
      last = await this.#look(clause, entry, sightings, requester, known);
    }
    return others;
  }

  async #find(
    clause: Clause,
    entry: CatalogueEntry,
    requester: Requester,
    kinds: WaivedViolations,
  ): Promise<Finding> {
    const { known, unreadable } = this.#survey;
    if (known.instances.length === 0) return unanswerable(unreadable);
    if (entry.level === 'OBSERVE' && !this.#options.budget.everyProbe)
      return { kind: 'unexercised', missing: TOO_SMALL };
    const need = unmetNeed(entry, known);
    if (need !== undefined) return unexercised(entry);
    if (clause.check === undefined) return { kind: 'held', cases: 0 };
    const { concurrency, budget, seed, challenge } = this.#options;
    const quota = this.#shares.get(clause.slug) ?? 1;
    const session = new ClauseSession({
      requester: requester,
      known,
      concurrency,
      quota: requester.asked + quota,
      waived: kinds,
      everyProbe: budget.everyProbe,
      seed: seedFor(seed, clause.slug, challenge),
    });
    const finding = await clause.check(session);
    if (finding.kind !== 'unexercised') return finding;
    return clause.watch === undefined ? unexercised(entry, finding.missing) : { kind: 'held', cases: 0 };
  }

  /** What a watch saw weighs more than a check that held: the smallest request that shows it again is looked for. */
  async #withSightings(
    clause: Clause,
    finding: Finding,
    seen: readonly Sighting[],
    requester: Requester,
    kinds: WaivedViolations,
  ): Promise<Outcome> {
    const { kind } = finding;
    const fresh = seen.filter(({ fingerprint }) => !kinds.waives(fingerprint));
    if (kind === 'broken' && !isWaived(finding.counterexample, kinds)) return finding;
    const sighting =
      smallestOf(fresh) ?? (kind === 'broken' || kind === 'undecided' ? undefined : smallestOf(seen));
    if (sighting === undefined) return finding;
    const counterexample = await smallestAgain(clause, sighting, requester, this.known, kinds);
    const cases = 'cases' in finding ? finding.cases : 0;
    if (counterexample !== undefined) return { kind: 'broken', cases, counterexample };
    return { kind: 'sighted', cases, sighting };
  }

  #openDesk(slug: string, visits: Map<string, number>, traffic: TrafficCount): Requester {
    const { contract, client, clauses, onReply, onViolation, waived, everyKind } = this.#options;
    const note = (reply: Reply) => {
      onReply?.(reply, slug);
      traffic.note(reply.exchange);
      for (const visit of visitsOf(reply.exchange.request.query, contract, this.#survey.known)) {
        visits.set(visit, (visits.get(visit) ?? 0) + 1);
      }
    };
    return new Requester({
      clause: slug,
      contract,
      client,
      gate: this.#gate,
      ...(waived === undefined ? {} : { waived }),
      ...(everyKind === undefined ? {} : { everyKind }),
      watches: clauses.filter((clause) => clause.watch !== undefined),
      onReply: note,
      onViolation,
    });
  }

  #reproduce(slug: string): string {
    const more = this.#options.reproduceWith ?? '';
    return `rds-backups-conformance run --only ${slug} --seed ${this.#options.seed}${more}`;
  }
}

function isWaived({ violation, transcript }: Counterexample, kinds: WaivedViolations): boolean {
  return kinds.isWaived(violation, transcript);
}

function violationOf(outcome: Outcome, kinds: WaivedViolations): OtherViolation | undefined {
  if (outcome.kind === 'sighted') {
    const { fingerprint, expected, observed } = outcome.sighting;
    return { fingerprint, expected, observed };
  }
  if (outcome.kind !== 'broken') return undefined;
  const { violation, transcript } = outcome.counterexample;
  const { expected, observed } = violation;
  return { fingerprint: kinds.fingerprint(violation, transcript), expected, observed };
}

/**
 * A seed of its own for each clause, so that judging one alone draws the same cases as judging all.
 * @param challenge a nonce: nobody can have known the cases before it
 */
export function seedFor(seed: number, slug: string, challenge?: string): number {
  const parts = challenge === undefined ? [seed, slug] : [seed, slug, challenge];
  return createHash('sha256').update(parts.join(' ')).digest().readInt32BE(0);
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
