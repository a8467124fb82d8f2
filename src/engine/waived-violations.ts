/**
 * The kinds of violation of one clause that are waived: the examination passes over them and looks on, so that a
 * known deviation does not hide another.
 */
import type { Counterexample, Violation } from '../clauses/clause.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Fingerprints that are waived, by slug. */
export type WaivedFingerprints = ReadonlyMap<string, ReadonlySet<string>>;

export class WaivedViolations {
  readonly #slug: string;
  readonly #contract: Contract;
  readonly #waived: ReadonlySet<string>;
  readonly #met = new Map<string, Counterexample>();

  constructor(slug: string, contract: Contract, waived: ReadonlySet<string> = new Set()) {
    this.#slug = slug;
    this.#contract = contract;
    this.#waived = waived;
  }

  /** The same clause with one more kind to pass over. */
  with(fingerprint: string): WaivedViolations {
    return new WaivedViolations(this.#slug, this.#contract, new Set([...this.#waived, fingerprint]));
  }

  fingerprint(violation: Violation, replies: readonly Reply[]): string {
    return fingerprintOfViolation(this.#slug, violation, replies, this.#contract);
  }

  waives(fingerprint: string): boolean {
    return this.#waived.has(fingerprint);
  }

  /** Whether what these replies show is of a waived kind. */
  isWaived(violation: Violation, replies: readonly Reply[]): boolean {
    return this.#waived.size > 0 && this.waives(this.fingerprint(violation, replies));
  }

  /** Whether its kind has been met already: once confirmed, a kind is not confirmed again. */
  isMet(violation: Violation, replies: readonly Reply[]): boolean {
    return this.#met.size > 0 && this.#met.has(this.fingerprint(violation, replies));
  }

  /** Keeps the first counterexample of each waived kind. */
  meet(found: Counterexample): void {
    const fingerprint = this.fingerprint(found.violation, found.transcript);
    if (!this.#met.has(fingerprint)) this.#met.set(fingerprint, found);
  }

  /** What was met, by fingerprint, in the order of meeting. */
  get met(): ReadonlyMap<string, Counterexample> {
    return this.#met;
  }
}

/** @param replies all of the trial; the last shows the violation where it names none itself */
export function fingerprintOfViolation(
  slug: string,
  { expected, observed, pointer, culprit }: Violation,
  replies: readonly Reply[],
  contract: Contract,
): string {
  const shown = culprit ?? replies.at(-1);
  const target = shown?.exchange.request.target ?? '';
  return fingerprintOf(slug, { expected, observed, pointer, target, status: shown?.status ?? 0 }, contract);
}
