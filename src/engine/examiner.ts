/**
 * Examines one relation of a clause within its quota: first its probes, then random cases in bursts. It stands between
 * a clause and its trials because budget, confirmation and shrinking are the same for every relation.
 *
 * fast-check shrinks the input that showed a violation. A violation counts only once it has been confirmed.
 */
import * as fc from 'fast-check';
import type { Counterexample, Examination, Finding, Violation } from '../clauses/clause.ts';
import type { Known } from '../clauses/known.ts';
import { type Attempt, attempt, spent } from './attempt.ts';
import { Confirmation } from './confirmation.ts';
import { identityOf } from './fingerprint.ts';
import type { Requester } from './requester.ts';
import { isTheSame, type Shown } from './same-violation.ts';
import { shrink } from './shrink.ts';
import { AcceptedQueries } from './trial.ts';
import type { WaivedViolations } from './waived-violations.ts';

export interface ExaminerOptions {
  readonly requester: Requester;
  readonly known: Known;
  readonly concurrency: number;
  /** Number of requests, of all that the requester has sent, after which no further random case is tried. */
  readonly quota: number;
  /** Whether every probe runs, even past the quota. A smoke run stops at the quota. */
  readonly everyProbe: boolean;
  /** Whether the probes of an exhaustive run are sent too. */
  readonly exhaustive: boolean;
  /** Seed of the random cases. */
  readonly seed: number;
  /** Whether the data still hold what the clause needs: without it there is nothing to draw cases from. */
  readonly suffices?: (known: Known) => boolean;
  /** Violations to pass over; none when left out. */
  readonly waived?: WaivedViolations;
}

/**
 * Random cases that a run tries at least where it tries every probe, whatever those have spent: the probes are plain,
 * and every parameter of the document has to travel in each clause's queries.
 */
export const FEWEST_CASES = 3;
/** An examination gives up after so many requests without an answer, or so many violations without confirmation. */
const MOST_DOUBTS = 3;

/** Returns what the examination found. */
export async function examine<I>(examination: Examination<I>, options: ExaminerOptions): Promise<Finding> {
  const examiner = new Examiner(examination, options);
  return (await examiner.runProbes()) ?? (await examiner.runCases()) ?? examiner.conclude();
}

/** Why a case could not be decided. */
type Doubt = Pick<Attempt<unknown>, 'reason' | 'why' | 'replies' | 'unreadable'>;

class Examiner<I> {
  readonly #examination: Examination<I>;
  readonly #options: ExaminerOptions;
  readonly #confirmation: Confirmation<I>;
  readonly #accepted: AcceptedQueries;
  readonly #doubts: Doubt[] = [];
  #known: Known;
  #cases = 0;
  #unanswered = 0;
  #unconfirmed = 0;
  /** Whether the run was stopped: nothing is sent any more. */
  #isStopped = false;
  /** Whether the budget was spent before the probes were tried that every run of this size tries. */
  #lacksProbes = false;

  constructor(examination: Examination<I>, options: ExaminerOptions) {
    this.#examination = examination;
    this.#options = options;
    this.#accepted = new AcceptedQueries(options.requester);
    this.#known = options.known;
    this.#confirmation = new Confirmation(examination, options.requester, options.concurrency);
  }

  async runProbes(): Promise<Finding | undefined> {
    const { contract } = this.#options.requester;
    const { probes: certain, exhaustiveProbes } = this.#examination;
    const more = this.#options.exhaustive ? (exhaustiveProbes?.(this.#known, contract) ?? []) : [];
    const probes = [...certain(this.#known, contract), ...more];
    const due = this.#options.everyProbe ? probes.length : (this.#examination.smokeProbes ?? 1);
    for (let next = 0; next < probes.length; ) {
      const count = this.#nextProbes(next);
      if (count === 0) return undefined;
      const burst = probes.slice(next, next + count);
      const broken = await this.#tryTogether(burst);
      this.#lacksProbes ||= this.#isStopped && next < due;
      next += burst.length;
      if (broken !== undefined) return this.#broken(await this.#smallestNotWaived(broken));
    }
    return undefined;
  }

  async runCases(): Promise<Finding | undefined> {
    const { cases } = this.#examination;
    const { requester, quota, seed, everyProbe } = this.#options;
    const fewest = everyProbe ? FEWEST_CASES : 0;
    // A case takes one request at least.
    const numRuns = Math.max(fewest, quota - requester.asked);
    if (cases === undefined || numRuns <= 0 || this.#isStopped) return undefined;
    if (this.#options.suffices?.(this.#known) === false) return undefined;
    const inputs = fc.sample(cases(this.#known, requester.contract), { seed, numRuns });
    for (let next = 0; next < inputs.length && !this.#exhausted(next < fewest); ) {
      const burst = inputs.slice(next, next + Math.max(this.#burstSize(), fewest - next));
      next += burst.length;
      const broken = await this.#tryTogether(burst);
      if (broken !== undefined) return this.#broken(await this.#smallestNotWaived(broken), { seed });
    }
    return undefined;
  }

  conclude(): Finding {
    const doubt = this.#doubts[0];
    if (doubt !== undefined) {
      const more = this.#doubts.length > 1 ? ` (and ${this.#doubts.length - 1} more such cases)` : '';
      const { reason = 'unreadable', why, replies, unreadable } = doubt;
      return {
        kind: 'undecided',
        reason,
        cases: this.#cases,
        why: why + more,
        replies,
        ...(unreadable === undefined ? {} : { unreadable }),
      };
    }
    const [waived] = this.#options.waived?.met.values() ?? [];
    if (waived !== undefined) return { kind: 'broken', cases: this.#cases, counterexample: waived };
    if (this.#lacksProbes) return spent();
    if (this.#cases === 0) return { kind: 'unexercised', reason: 'data-missing', missing: '' };
    const note = this.#options.requester.ban?.note;
    return { kind: 'held', cases: this.#cases, ...(note === undefined ? {} : { note }) };
  }

  /**
   * Tries inputs side by side. Returns the first confirmed violation in their order. Once a confirmation has found that
   * the data moved, the remaining violations of the burst are void and their inputs are tried anew.
   */
  async #tryTogether(burst: readonly I[]): Promise<Attempt<I> | undefined> {
    const builtOn = this.#known;
    for (const first of await this.#attemptAll(burst)) {
      const tried =
        first.kind === 'violated' && this.#known !== builtOn ? await this.#attemptOne(first.input) : first;
      if (tried.stop !== undefined) this.#isStopped = true;
      if (tried.kind === 'void' || tried.stop === 'budget') continue;
      this.#cases += 1;
      if (tried.kind === 'unanswered') this.#unanswered += 1;
      if (tried.kind === 'unanswered' || tried.kind === 'unjudged') this.#doubts.push(tried);
      if (tried.kind !== 'violated' || this.#isMet(tried)) continue;
      const confirmed = await this.#confirmation.confirm(tried, burst, this.#known, this.#countsFor(tried));
      this.#known = confirmed.known;
      if (confirmed.kind === 'confirmed') {
        const found = await this.#pastWaived(confirmed.attempt);
        if (found !== undefined) return found;
        continue;
      }
      if (confirmed.kind !== 'undecided') continue;
      this.#unconfirmed += 1;
      this.#doubts.push(confirmed);
    }
    return undefined;
  }

  /** Returns which violations confirm `seen`: one that may be waived confirms only another that may be. */
  #countsFor(seen: Attempt<I>): (again: Attempt<I>) => boolean {
    const mayBeWaived = this.#mayBeWaived(seen);
    return (again) => mayBeWaived || !this.#mayBeWaived(again);
  }

  /** Returns the attempt unless it is waived. One that may be waived is made as small as possible first. */
  async #pastWaived(found: Attempt<I>): Promise<Attempt<I> | undefined> {
    const { waived } = this.#options;
    if (waived === undefined || found.violation === undefined || !this.#mayBeWaived(found)) return found;
    const identity = identityOf(found.violation, found.replies, this.#options.requester.contract);
    const smallest = waived.waivesExactly(identity) ? found : await this.#smallest(found);
    const counterexample = counterexampleOf(smallest);
    waived.note(identity, counterexample);
    if (!this.#isWaived(smallest)) return smallest;
    waived.meet(counterexample);
    return undefined;
  }

  #isWaived({ violation, replies }: Attempt<I>): boolean {
    return violation !== undefined && this.#options.waived?.isWaived(violation, replies) === true;
  }

  #mayBeWaived({ violation, replies }: Attempt<I>): boolean {
    return violation !== undefined && this.#options.waived?.mayBeWaived(violation, replies) === true;
  }

  #isMet({ violation, replies }: Attempt<I>): boolean {
    return violation !== undefined && this.#options.waived?.isMet(violation, replies) === true;
  }

  #attemptAll(burst: readonly I[]): Promise<readonly Attempt<I>[]> {
    return Promise.all(burst.map((input) => this.#attemptOne(input)));
  }

  #attemptOne(input: I): Promise<Attempt<I>> {
    return attempt(this.#examination, input, this.#options.requester, this.#known, this.#accepted);
  }

  async #smallestNotWaived(found: Attempt<I>): Promise<Attempt<I>> {
    const smallest = await this.#smallest(found);
    return this.#isWaived(smallest) ? found : smallest;
  }

  /** Returns the smallest attempt that shows what `found` shows, confirmed; else `found`, which is confirmed already. */
  async #smallest(found: Attempt<I>): Promise<Attempt<I>> {
    const { requester } = this.#options;
    const { suffices } = this.#options;
    if (suffices?.(this.#known) === false) return found;
    const inputs = this.#examination.cases?.(this.#known, requester.contract);
    if (inputs === undefined) return found;
    const smallest = await shrink(inputs, found, async (input) => {
      const tried = await this.#attemptOne(input);
      if (tried.stop !== undefined) return 'stop';
      return this.#showsTheSame(tried, found) ? tried : undefined;
    });
    if (smallest === found) return found;
    const counts = this.#countsFor(smallest);
    const confirmed = await this.#confirmation.confirm(smallest, [smallest.input], this.#known, counts);
    return confirmed.kind === 'confirmed' ? confirmed.attempt : found;
  }

  #showsTheSame(smaller: Attempt<I>, larger: Attempt<I>): boolean {
    const [now, then] = [shownBy(smaller), shownBy(larger)];
    return now !== undefined && then !== undefined && isTheSame(now, then, this.#options.requester.contract);
  }

  #broken(tried: Attempt<I>, replay: Pick<Counterexample, 'seed'> = {}): Finding {
    return { kind: 'broken', cases: this.#cases, counterexample: { ...counterexampleOf(tried), ...replay } };
  }

  /** Returns how many probes to send together after the first `done`; 0 where it is time to stop. */
  #nextProbes(done: number): number {
    const smokeProbesLeft = (this.#examination.smokeProbes ?? 1) - done;
    if (!this.#options.everyProbe && smokeProbesLeft > 0 && !this.#hasTooManyDoubts())
      return Math.min(this.#options.concurrency, smokeProbesLeft);
    if (this.#exhausted(this.#options.everyProbe)) return 0;
    return this.#options.everyProbe ? this.#options.concurrency : this.#burstSize();
  }

  /** Returns how many cases to send together, of those that the rest of the quota pays for. */
  #burstSize(): number {
    const { concurrency, quota, requester } = this.#options;
    const affordable = Math.ceil((quota - requester.asked) / (this.#examination.cost ?? 1));
    return Math.max(1, Math.min(concurrency, affordable));
  }

  #exhausted(everyProbe: boolean): boolean {
    const spent = !everyProbe && this.#options.requester.asked >= this.#options.quota;
    return spent || this.#hasTooManyDoubts();
  }

  #hasTooManyDoubts(): boolean {
    return this.#isStopped || this.#unanswered >= MOST_DOUBTS || this.#unconfirmed >= MOST_DOUBTS;
  }
}

function shownBy<I>({ violation, replies }: Attempt<I>): Shown | undefined {
  return violation === undefined ? undefined : { violation, replies };
}

function counterexampleOf<I>({ violation, replies, input }: Attempt<I>): Counterexample {
  return { violation: violation as Violation, transcript: replies, input };
}
