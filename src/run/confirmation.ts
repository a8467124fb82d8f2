/**
 * Confirms a violation before it counts: it must show again between two readings which prove that the data stood
 * still. Where the data had moved since the case was built, the case is judged again on the data as they are now.
 */
import type { Examination } from '../clauses/clause.ts';
import type { Known, KnownInstance } from '../clauses/known.ts';
import type { Reply } from '../deployment/reply.ts';
import { type Attempt, attempt } from './attempt.ts';
import type { Desk } from './desk.ts';
import { readInstance } from './reading.ts';
import { TrialScene } from './scene.ts';
import { whatMoved } from './stillness.ts';

export type Confirmed<I> =
  | { readonly kind: 'confirmed'; readonly known: Known; readonly attempt: Attempt<I> }
  | { readonly kind: 'excused'; readonly known: Known }
  | { readonly kind: 'undecided'; readonly known: Known; readonly why: string; readonly replies: readonly Reply[] };

/** Rounds before a violation that will not show again, or data that will not stand still, are called undecided. */
const ROUNDS = 6;
/** Pages a stillness reading may take of one instance. */
const PAGES = 20;

export class Confirmation<I> {
  readonly #examination: Examination<I>;
  readonly #desk: Desk;
  readonly #concurrency: number;

  constructor(examination: Examination<I>, desk: Desk, concurrency: number) {
    this.#examination = examination;
    this.#desk = desk;
    this.#concurrency = concurrency;
  }

  /** @param burst what was sent together when the violation showed: some faults appear only under concurrency */
  async confirm(seen: Attempt<I>, burst: readonly I[], builtOn: Known): Promise<Confirmed<I>> {
    if (this.#examination.dataMayMove === false) return this.#repeat(seen, burst, builtOn);
    let known = builtOn;
    let moved: string | undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const before = await this.#reread(seen, known);
      const again = await this.#tryAgain(seen.input, burst, before, round);
      const after = await this.#reread(seen, before);
      if (again.kind === 'void') return { kind: 'excused', known: after };
      moved = await this.#difference(before, after, builtOn);
      const hadMoved = await this.#difference(known, before, builtOn);
      known = after;
      if (moved !== undefined) continue;
      if (again.kind === 'violated') return { kind: 'confirmed', known, attempt: again };
      if (again.kind === 'held' && hadMoved !== undefined) return { kind: 'excused', known };
    }
    const why =
      moved === undefined
        ? `seen once and not again in ${ROUNDS} tries, while nothing moved: ${seen.why}`
        : `the data would not stand still (${moved}), so this could not be decided: ${seen.why}`;
    return { kind: 'undecided', known, why, replies: seen.replies };
  }

  async #repeat(seen: Attempt<I>, burst: readonly I[], known: Known): Promise<Confirmed<I>> {
    for (let round = 0; round < ROUNDS; round++) {
      const again = await this.#tryAgain(seen.input, burst, known, round);
      if (again.kind === 'violated') return { kind: 'confirmed', known, attempt: again };
    }
    const why = `seen once and not again in ${ROUNDS} tries: ${seen.why}`;
    return { kind: 'undecided', known, why, replies: seen.replies };
  }

  /** Alone at first, then together with what was sent beside it. */
  async #tryAgain(input: I, burst: readonly I[], known: Known, round: number): Promise<Attempt<I>> {
    const inputs = round % 2 === 0 ? [input] : fillUp(burst, this.#concurrency);
    const accepted = new Map();
    const attempts = await Promise.all(
      inputs.map((each) => attempt(this.#examination, each, this.#desk, known, accepted)),
    );
    const [first] = attempts;
    return attempts.find((each) => each.kind === 'violated') ?? first ?? { kind: 'void', input, why: '', replies: [] };
  }

  async #reread(seen: Attempt<I>, known: Known): Promise<Known> {
    const concerned = instancesAsked(seen.replies, this.#desk.contract.operation.instance);
    const scene = new TrialScene(this.#desk, known);
    const instances = await Promise.all(
      known.instances.map((instance) =>
        concerned.has(instance.id) ? readInstance(scene, instance.id, stillnessPlan()) : instance,
      ),
    );
    return { ...known, instances };
  }

  async #difference(before: Known, after: Known, builtOn: Known): Promise<string | undefined> {
    const earlier = new Set([...builtOn.instances, ...before.instances].flatMap(({ rows }) => rows.map(({ id }) => id)));
    const scene = new TrialScene(this.#desk, after);
    for (const [place, now] of after.instances.entries()) {
      const then = before.instances[place];
      if (then === undefined || then === now) continue;
      const moved = await whatMoved(scene, comparable(then, now), now, (_, row) => earlier.has(row.id));
      if (moved !== undefined) return moved;
    }
    return undefined;
  }
}

/** A survey may have sampled other rows than a stillness reading does: only what both could see is compared. */
function comparable(then: KnownInstance, now: KnownInstance): KnownInstance {
  if (then.complete && now.complete) return then;
  const seen = new Set(now.rows.map((row) => row.id));
  return { ...then, rows: then.rows.filter((row) => seen.has(row.id)) };
}

function stillnessPlan() {
  return { pages: PAGES, types: true, random: () => 0.5 };
}

function fillUp<I>(burst: readonly I[], size: number): readonly I[] {
  return Array.from({ length: size }, (_, place) => burst[place % burst.length]).filter((each) => each !== undefined) as I[];
}

function instancesAsked(replies: readonly Reply[], parameter: string): ReadonlySet<string> {
  const asked = replies.flatMap((reply) => reply.query.filter((pair) => pair.name === parameter));
  return new Set(asked.map((pair) => decodeURIComponent(pair.text)));
}
