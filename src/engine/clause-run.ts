/** The run of one clause: what its check finds and its watch sees, apart from what is waived. */
import type { Clause, Counterexample, Finding } from '../clauses/clause.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { readQuery, type WireQuery } from '../contract/wire.ts';
import { observe } from './attempt.ts';
import { bySize, type Detection, smallestOf, suspicionOf } from './detection.ts';
import { type ExaminerOptions, examine } from './examiner.ts';
import {
  noCredential,
  nothingJudged,
  notInContract,
  type OtherViolation,
  type Outcome,
  tooSmall,
  unanswerable,
  unexercised,
  violationOf,
} from './outcome.ts';
import { smallestAgain } from './see-again.ts';
import { type Seen, togetherSeen } from './seen.ts';
import { unmetNeed } from './survey/needs.ts';
import type { Survey } from './survey/survey.ts';
import type { WaivedViolations } from './waived-violations.ts';

export interface ClauseRunOptions
  extends Pick<
    ExaminerOptions,
    'requester' | 'concurrency' | 'everyProbe' | 'exhaustive' | 'seed' | 'quota'
  > {
  readonly clause: Clause;
  readonly entry: CatalogueEntry;
  readonly survey: Survey;
  /** What watches saw in the exchanges of the survey and of earlier clauses. */
  readonly seen: Seen;
}

/** Most detections that are shown again with a smaller request, to learn whether they are waived. */
const MOST_COVERED = 40;

/** Most violations that are looked for after the first. */
const MOST_OTHERS = 40;

export class ClauseRun {
  readonly #options: ClauseRunOptions;

  constructor(options: ClauseRunOptions) {
    this.#options = options;
  }

  /** What the clause's watch saw, in its own exchanges too. */
  get ownDetections(): readonly Detection[] {
    const { clause, seen, requester } = this.#options;
    return togetherSeen([seen, requester.seen]).detections.filter(({ slug }) => slug === clause.slug);
  }

  /** Queries of other clauses that this one suspects, the smallest first. */
  get #suspected(): readonly WireQuery[] {
    const { clause, seen } = this.#options;
    const those = seen.detections.filter(({ slug }) => slug === suspicionOf(clause.slug));
    return bySize(those).map(({ request }) => readQuery(request.query));
  }

  /** Returns what the clause's check finds and its watch has seen. @param waived what to pass over */
  async outcome(waived: WaivedViolations): Promise<Outcome> {
    const finding = await this.#find(waived);
    return this.#options.clause.watch === undefined ? finding : this.#withDetections(finding, waived);
  }

  /** Looks again past each violation that has been found, until there is no other. @param found the first outcome */
  async others(found: Outcome, waived: WaivedViolations): Promise<readonly OtherViolation[]> {
    const { clause, requester } = this.#options;
    const others: OtherViolation[] = [];
    let passedOver = waived;
    for (let last = found; others.length < MOST_OTHERS; ) {
      const violation = violationOf(clause.slug, last, requester.contract);
      if (violation === undefined || passedOver.waives(violation.fingerprint)) break;
      if (last !== found) others.push(violation);
      passedOver = passedOver.with(violation.fingerprint);
      last = await this.outcome(passedOver);
    }
    return others;
  }

  async #find(waived: WaivedViolations): Promise<Outcome> {
    const { clause, entry, survey, requester, concurrency, quota, everyProbe, exhaustive, seed } =
      this.#options;
    const { known, unreadable } = survey;
    if (clause.applies?.(requester.contract) === false) return notInContract();
    if (known.instances.length === 0) return unanswerable(unreadable);
    if (entry.level === 'OBSERVE' && !everyProbe) return tooSmall();
    if (entry.needs.includes('auth') && !known.authenticated) return noCredential();
    if (unmetNeed(entry, known, requester.contract) !== undefined) return unexercised(entry);
    if (clause.check === undefined) return this.#watchedOnly();
    const options: ExaminerOptions = {
      requester,
      known,
      concurrency,
      quota: requester.asked + quota,
      waived,
      everyProbe,
      exhaustive,
      seed,
      suffices: (now) => unmetNeed(entry, now, requester.contract) === undefined,
    };
    const finding = await clause.check({
      contract: requester.contract,
      known,
      suspected: this.#suspected,
      examine: (examination) => examine(examination, options),
      observe: (look) => observe(look, requester, known),
    });
    if (finding.kind !== 'unexercised' || finding.reason === 'budget-spent') return finding;
    return clause.watch === undefined ? unexercised(entry, finding.missing) : this.#watchedOnly();
  }

  /** The finding of a watch that saw no violation: it held only where it judged something. */
  #watchedOnly(): Finding {
    const { clause, seen, requester } = this.#options;
    const judged = togetherSeen([seen, requester.seen]).judged[clause.slug] ?? 0;
    return judged > 0 ? { kind: 'held', cases: 0 } : nothingJudged();
  }

  /** A detection decides over a check that held. The smallest request that shows it again is looked for. */
  async #withDetections(finding: Outcome, waived: WaivedViolations): Promise<Outcome> {
    if (finding.kind === 'broken' && !isWaived(finding.counterexample, waived)) return finding;
    const seen = this.ownDetections;
    const cases = 'cases' in finding ? finding.cases : 0;
    const fresh = smallestOf(seen.filter((detection) => waived.covering(detection) === undefined));
    if (fresh !== undefined) {
      const counterexample = await this.#seeAgain(fresh);
      return counterexample === undefined
        ? { kind: 'detected', cases, detection: fresh }
        : { kind: 'broken', cases, counterexample };
    }
    const covered = await this.#coveredOutcome(seen, cases, waived);
    if (covered?.kind === 'broken' && !isWaived(covered.counterexample, waived)) return covered;
    return finding.kind === 'broken' || finding.kind === 'undecided' ? finding : (covered ?? finding);
  }

  /** Returns the first detection that turns out not to be waived with its smallest request; else the first waived one. */
  async #coveredOutcome(
    seen: readonly Detection[],
    cases: number,
    waived: WaivedViolations,
  ): Promise<Outcome | undefined> {
    let first: Outcome | undefined;
    for (const detection of bySize(seen).slice(0, MOST_COVERED)) {
      const fingerprint = waived.covering(detection) ?? detection.fingerprint;
      if (first !== undefined && waived.fingerprintOf(detection) === fingerprint) continue;
      const counterexample = await this.#seeAgain(detection);
      if (counterexample === undefined) {
        first ??= { kind: 'detected', cases, detection: { ...detection, fingerprint } };
        continue;
      }
      waived.note(detection, counterexample);
      if (!isWaived(counterexample, waived)) return { kind: 'broken', cases, counterexample };
      waived.meet(counterexample);
      first ??= { kind: 'broken', cases, counterexample };
    }
    return first;
  }

  #seeAgain(detection: Detection): Promise<Counterexample | undefined> {
    const { clause, requester, survey } = this.#options;
    return smallestAgain(clause, detection, requester, survey.known);
  }
}

function isWaived({ violation, transcript }: Counterexample, waived: WaivedViolations): boolean {
  return waived.isWaived(violation, transcript);
}
