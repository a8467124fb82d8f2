/**
 * Surveys a deployment once, then examines the clauses one by one: what their checks find and their watches see. The
 * command line, Playwright and the offline judge all use it, so they reach the same verdicts for the same seed.
 */
import { createHash } from 'node:crypto';
import type { Clause, Counterexample, Finding } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import type { Place } from '../clauses/place.ts';
import type { Rule } from '../clauses/rules.ts';
import type { Client } from '../client/client.ts';
import type { Reply } from '../client/reply.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import { observe } from './attempt.ts';
import { type ExaminerOptions, examine } from './examiner.ts';
import { ExclusiveGate } from './exclusive-gate.ts';
import { fingerprintOf, identityOf } from './fingerprint.ts';
import { type Outcome, TOO_SMALL, unanswerable, unexercised } from './outcome.ts';
import { type OnViolation, Requester } from './requester.ts';
import { watchesAll } from './schedule.ts';
import { smallestAgain } from './see-again.ts';
import { type Spending, shareOut } from './share-out.ts';
import { bySize, type Sighting, smallestOf } from './sighting.ts';
import { unmetNeed } from './survey/needs.ts';
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
  readonly seed: number;
  /** A certifier's nonce, which the cases are drawn from too. */
  readonly challenge?: string;
  readonly budget: Spending;
  readonly concurrency: number;
  /** Violations to pass over, by slug. */
  readonly waived?: WaivedFingerprints;
  /** Whether the search goes on after a violation for every other kind of violation, so that all can be waived. */
  readonly everyKind?: boolean;
  /** Called with every reply, and the slug of the clause that asked (or `survey`). */
  readonly onReply?: (reply: Reply, slug: string) => void;
  readonly onViolation?: OnViolation;
}

/** One clause examined, with what its exchanges showed of others. */
export interface Examined {
  readonly outcome: Outcome;
  /** Violations of other kinds, where every kind is looked for. */
  readonly others: readonly OtherViolation[];
  /** Requests made for this clause; retries are not counted. */
  readonly requests: number;
  /** What the watches of other clauses saw in its exchanges. */
  readonly sightings: readonly Sighting[];
  /** Fingerprints of the waived violations that were met. */
  readonly met: readonly string[];
}

export interface OtherViolation {
  readonly fingerprint: string;
  readonly rule: Rule;
  readonly place?: Place;
  readonly expected: string;
  readonly observed: string;
}

/** Sightings of one clause that may be waived, and are made smaller to find out. */
const MOST_COVERED = 40;

/** Kinds of violation of one clause that are looked for after the first. */
const MOST_OTHERS = 40;

/** The survey's own exchanges are recorded under this name, as those of a clause are under its slug. */
export const SURVEY = 'survey';

export class Engine {
  readonly #options: EngineOptions;
  readonly #shares: ReadonlyMap<string, number>;
  readonly #requester: Requester;
  readonly #gate = new ExclusiveGate();
  #survey: Survey = {
    known: { projectId: '', authenticated: false, instances: [], accepted: new Set() },
    unreadable: [],
  };

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#shares = shareOut(options.budget, options.clauses);
    this.#requester = this.#openRequester(SURVEY, options.surveyClient);
  }

  /** Surveys the deployment. Never throws for what the deployment answers: a silent one leaves nothing known. */
  static async begin(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    const { projectId, instances, authenticated, seed, challenge, budget } = options;
    const random = randomOf(seedFor(seed, SURVEY, challenge));
    const plan = { pages: budget.surveyPages, filters: true, bases: !budget.everyProbe, random };
    engine.#survey = await survey(engine.#requester, { projectId, instances, authenticated, plan });
    return engine;
  }

  get known(): Known {
    return this.#survey.known;
  }

  get survey(): Survey {
    return this.#survey;
  }

  /** Requests of the survey; retries are not counted. */
  get surveyRequests(): number {
    return this.#requester.asked;
  }

  /** What the watches saw in the exchanges of the survey. */
  get surveySightings(): readonly Sighting[] {
    return this.#requester.sightings;
  }

  /** Examines one clause. @param earlier what watches saw in the exchanges of the clauses before it in the schedule */
  async examine(clause: Clause, earlier: readonly Sighting[]): Promise<Examined> {
    const ofClause = ({ slug }: Sighting) => slug === clause.slug;
    const sightings = watchesAll(clause) ? [...this.surveySightings, ...earlier].filter(ofClause) : [];
    const entry = this.#options.contract.catalogue.entry(clause.slug);
    const requester = this.#openRequester(clause.slug);
    const { contract, waived, everyKind = false } = this.#options;
    const kinds = new WaivedViolations(clause.slug, contract, waived?.get(clause.slug));
    const outcome = await this.#outcomeOf(clause, entry, sightings, requester, kinds);
    const others = everyKind
      ? await this.#otherKinds(clause, entry, sightings, requester, kinds, outcome)
      : [];
    const seen = [...sightings, ...requester.sightings.filter(ofClause)];
    const met = new Set([...kinds.met.keys(), ...seen.map((sighting) => kinds.fingerprintOf(sighting))]);
    return {
      outcome,
      others,
      requests: requester.asked,
      sightings: requester.sightings.filter((sighting) => sighting.slug !== clause.slug),
      met: [...met].filter((fingerprint) => kinds.waives(fingerprint)),
    };
  }

  /** What the clause's check finds and its watch has seen, past the kinds that are waived. */
  async #outcomeOf(
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
      const violation = violationOf(clause.slug, last, this.#options.contract);
      if (violation === undefined || known.waives(violation.fingerprint)) break;
      if (last !== found) others.push(violation);
      known = known.with(violation.fingerprint);
      last = await this.#outcomeOf(clause, entry, sightings, requester, known);
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
    const need = unmetNeed(entry, known, requester.contract);
    if (need !== undefined) return unexercised(entry);
    if (clause.check === undefined) return { kind: 'held', cases: 0 };
    const { concurrency, budget, seed, challenge } = this.#options;
    const quota = this.#shares.get(clause.slug) ?? 1;
    const options: ExaminerOptions = {
      requester,
      known,
      concurrency,
      quota: requester.asked + quota,
      waived: kinds,
      everyProbe: budget.everyProbe,
      seed: seedFor(seed, clause.slug, challenge),
    };
    const finding = await clause.check({
      contract: requester.contract,
      known,
      examine: (examination) => examine(examination, options),
      observe: (look) => observe(look, requester, known),
    });
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
    if (finding.kind === 'broken' && !isWaived(finding.counterexample, kinds)) return finding;
    const cases = 'cases' in finding ? finding.cases : 0;
    const fresh = smallestOf(seen.filter((sighting) => kinds.covering(sighting) === undefined));
    if (fresh !== undefined) {
      const counterexample = await smallestAgain(clause, fresh, requester, this.known);
      return counterexample === undefined
        ? { kind: 'sighted', cases, sighting: fresh }
        : { kind: 'broken', cases, counterexample };
    }
    let waived: Outcome | undefined;
    for (const sighting of bySize(seen).slice(0, MOST_COVERED)) {
      const fingerprint = kinds.covering(sighting) ?? sighting.fingerprint;
      if (waived !== undefined && kinds.fingerprintOf(sighting) === fingerprint) continue;
      const counterexample = await smallestAgain(clause, sighting, requester, this.known);
      if (counterexample === undefined) {
        waived ??= { kind: 'sighted', cases, sighting: { ...sighting, fingerprint } };
        continue;
      }
      kinds.note(sighting, counterexample);
      if (!isWaived(counterexample, kinds)) return { kind: 'broken', cases, counterexample };
      kinds.meet(counterexample);
      waived ??= { kind: 'broken', cases, counterexample };
    }
    return finding.kind === 'broken' || finding.kind === 'undecided' ? finding : (waived ?? finding);
  }

  #openRequester(slug: string, client = this.#options.client): Requester {
    const { contract, clauses, onReply, onViolation, waived, everyKind } = this.#options;
    return new Requester({
      clause: slug,
      contract,
      client,
      gate: this.#gate,
      ...(waived === undefined ? {} : { waived }),
      ...(everyKind === undefined ? {} : { everyKind }),
      watches: clauses.filter((clause) => clause.watch !== undefined),
      ...(onReply === undefined ? {} : { onReply: (reply) => onReply(reply, slug) }),
      onViolation,
    });
  }
}

function isWaived({ violation, transcript }: Counterexample, kinds: WaivedViolations): boolean {
  return kinds.isWaived(violation, transcript);
}

function violationOf(slug: string, outcome: Outcome, contract: Contract): OtherViolation | undefined {
  if (outcome.kind === 'sighted') {
    const { fingerprint, rule, place, expected, observed } = outcome.sighting;
    return { fingerprint, rule, ...(place === undefined ? {} : { place }), expected, observed };
  }
  if (outcome.kind !== 'broken') return undefined;
  const { violation, transcript } = outcome.counterexample;
  const { expected, observed } = violation;
  const identity = identityOf(violation, transcript, contract);
  const { rule, place } = identity;
  const fingerprint = fingerprintOf(slug, identity);
  return { fingerprint, rule, ...(place === undefined ? {} : { place }), expected, observed };
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
