/**
 * Confirms a violation before it counts: it must show again between two readings that prove that the data stood still.
 * Where the data have moved since the case was built, the case is judged again on the newest reading.
 */
import type { Examination } from '../clauses/clause.ts';
import { NotListed } from '../clauses/clause-errors.ts';
import type { Known, KnownInstance } from '../clauses/known.ts';
import type { Reason } from '../clauses/reasons.ts';
import type { Reply } from '../client/reply.ts';
import { Unanswered } from '../client/unanswered.ts';
import { decodeText } from '../contract/wire.ts';
import { type Attempt, attempt, reasonOf } from './attempt.ts';
import type { Requester } from './requester.ts';
import { rereadInstance } from './survey/reading.ts';
import { whatMoved } from './survey/stillness.ts';
import { AcceptedQueries, Trial } from './trial.ts';

export type Confirmed<I> =
  | { readonly kind: 'confirmed'; readonly known: Known; readonly attempt: Attempt<I> }
  | { readonly kind: 'excused'; readonly known: Known }
  | {
      readonly kind: 'undecided';
      readonly known: Known;
      readonly reason: Reason;
      readonly why: string;
      readonly replies: readonly Reply[];
      readonly unreadable?: Reply;
    };

/** Whether a violation is one of those that are looked for. */
export type Counts<I> = (attempt: Attempt<I>) => boolean;

/** Rounds after which a violation that does not show again, or data that keep moving, leave the case undecided. */
const ROUNDS = 6;
/** Most pages of one instance in a reading that proves stillness. */
const PAGES = 20;
/** Times in one examination that copies and caches are given time to catch up with moving data. */
const WAITS = 8;

export class Confirmation<I> {
  readonly #examination: Examination<I>;
  readonly #requester: Requester;
  readonly #concurrency: number;
  /** The last movement of data seen in this examination. */
  #lastMove: string | undefined;
  #waits = 0;

  constructor(examination: Examination<I>, requester: Requester, concurrency: number) {
    this.#examination = examination;
    this.#requester = requester;
    this.#concurrency = concurrency;
  }

  /**
   * Tries the input again, alone and together with its burst in turns.
   * @param burst the inputs that were tried together when the violation showed: some faults appear only under concurrency
   * @param counts which violations confirm it; any unless said
   */
  async confirm(
    seen: Attempt<I>,
    burst: readonly I[],
    builtOn: Known,
    counts: Counts<I> = () => true,
  ): Promise<Confirmed<I>> {
    const { dataMayMove = true } = this.#examination;
    const confirmed = dataMayMove ? this.#confirmStill : this.#repeat;
    try {
      return await this.#requester.alone(() => confirmed.call(this, seen, burst, builtOn, counts));
    } catch (problem) {
      if (!(problem instanceof Unanswered || problem instanceof NotListed)) throw problem;
      const why = `could not be confirmed (${problem.message}): ${seen.why}`;
      const unreadable = problem instanceof NotListed ? { unreadable: problem.reply } : {};
      return {
        kind: 'undecided',
        known: builtOn,
        reason: reasonOf(problem),
        why,
        replies: seen.replies,
        ...unreadable,
      };
    }
  }

  async #confirmStill(
    seen: Attempt<I>,
    burst: readonly I[],
    builtOn: Known,
    counts: Counts<I>,
  ): Promise<Confirmed<I>> {
    let known = builtOn;
    let moved: string | undefined;
    let hadMoved = false;
    for (let round = 0; round < ROUNDS; round++) {
      if (this.#lastMove !== undefined && !(await this.#catchesUp())) {
        moved ??= this.#lastMove;
        break;
      }
      const together = isTogether(round);
      // The other inputs of the burst may ask for other instances.
      const concerned = together
        ? undefined
        : instancesAsked(seen.replies, this.#requester.contract.operation.instance);
      const before = await this.#reread(concerned, known);
      const inputs = together ? fillUp(burst, this.#concurrency) : [seen.input];
      const again = await this.#tryAgain(inputs, before, counts);
      const after = await this.#reread(concerned, before);
      if (again?.kind === 'void') return { kind: 'excused', known: after };
      const movedBefore = await this.#difference(known, before);
      const movedMeanwhile = await this.#difference(before, after);
      known = after;
      moved = movedMeanwhile ?? movedBefore;
      this.#lastMove = moved ?? this.#lastMove;
      hadMoved ||= moved !== undefined;
      if (again?.kind === 'violated' && moved === undefined)
        return { kind: 'confirmed', known, attempt: again };
      if (again?.kind === 'held' && hadMoved && movedMeanwhile === undefined)
        return { kind: 'excused', known };
    }
    const why =
      moved === undefined
        ? `seen once and not again in ${ROUNDS} tries, while nothing moved: ${seen.why}`
        : `the data kept moving (${moved}), so this could not be decided: ${seen.why}`;
    const reason = moved === undefined ? 'not-seen-again' : 'data-moved';
    return { kind: 'undecided', known, reason, why, replies: seen.replies };
  }

  /**
   * Waits until the deployment's copies and caches have caught up: a violation that they show until then is none.
   * Returns false, without waiting, after WAITS times.
   */
  async #catchesUp(): Promise<boolean> {
    if (this.#waits >= WAITS) return false;
    this.#waits += 1;
    await this.#requester.catchUp();
    return true;
  }

  async #repeat(
    seen: Attempt<I>,
    burst: readonly I[],
    known: Known,
    counts: Counts<I>,
  ): Promise<Confirmed<I>> {
    for (let round = 0; round < ROUNDS; round++) {
      const inputs = isTogether(round) ? fillUp(burst, this.#concurrency) : [seen.input];
      const again = await this.#tryAgain(inputs, known, counts);
      if (again?.kind === 'violated') return { kind: 'confirmed', known, attempt: again };
    }
    const why = `seen once and not again in ${ROUNDS} tries: ${seen.why}`;
    return { kind: 'undecided', known, reason: 'not-seen-again', why, replies: seen.replies };
  }

  /** Tries the inputs side by side. Returns the first violation that counts, else the first attempt without one. */
  async #tryAgain(inputs: readonly I[], known: Known, counts: Counts<I>): Promise<Attempt<I> | undefined> {
    const accepted = new AcceptedQueries(this.#requester);
    const attempts = await Promise.all(
      inputs.map((each) => attempt(this.#examination, each, this.#requester, known, accepted)),
    );
    const violated = attempts.find((each) => each.kind === 'violated' && counts(each));
    const stopped = attempts.find(({ stop }) => stop !== undefined);
    if (violated === undefined && stopped?.stop !== undefined)
      throw new Unanswered(stopped.why, 1, { stop: stopped.stop });
    return violated ?? attempts.find(({ kind }) => kind !== 'violated');
  }

  async #reread(concerned: ReadonlySet<string> | undefined, known: Known): Promise<Known> {
    const deployment = new Trial(this.#requester, known);
    const instances = await Promise.all(
      known.instances.map((instance) =>
        concerned?.has(instance.id) === false ? instance : rereadInstance(deployment, instance, PAGES),
      ),
    );
    return { ...known, instances };
  }

  async #difference(before: Known, after: Known): Promise<string | undefined> {
    const deployment = new Trial(this.#requester, after);
    for (const [place, now] of after.instances.entries()) {
      const then = before.instances[place];
      if (then === undefined || then === now) continue;
      const moved = await whatMoved(deployment, comparable(then, now), now);
      if (moved !== undefined) return moved;
    }
    return undefined;
  }
}

/** A survey may have sampled other rows than a stillness reading: only rows that both could see are compared. */
function comparable(then: KnownInstance, now: KnownInstance): KnownInstance {
  if (then.complete && now.complete) return then;
  const seen = new Set(now.rows.map((row) => row.id));
  return { ...then, rows: then.rows.filter((row) => seen.has(row.id)) };
}

/** Rounds alternate: the input alone, then together with its burst. */
function isTogether(round: number): boolean {
  return round % 2 === 1;
}

function fillUp<I>(burst: readonly I[], size: number): readonly I[] {
  return Array.from({ length: Math.ceil(size / burst.length) }, () => burst)
    .flat()
    .slice(0, Math.max(size, burst.length));
}

function instancesAsked(replies: readonly Reply[], parameter: string): ReadonlySet<string> {
  const asked = replies.flatMap((reply) => reply.query.filter((pair) => pair.name === parameter));
  return new Set(asked.map((pair) => decodeText(pair.text) ?? ''));
}
