/**
 * The violations of one clause that are waived: the examination passes over them and looks on, so that a known
 * deviation does not hide another.
 *
 * A fingerprint names the parameters without which the violation does not show, and those are known only once the
 * request has been made as small as possible. Until then a violation may be a waived one. Where several requests with
 * the same parameters have come down to it, further ones are taken for it too.
 */
import type { Counterexample, Violation } from '../clauses/clause.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { fingerprintOf, fingerprintsWithin, type Identity, identityOf } from './fingerprint.ts';

/** Fingerprints that are waived, by slug. */
export type WaivedFingerprints = ReadonlyMap<string, ReadonlySet<string>>;

/** Requests with the same parameters that must have come down to a waived violation before others are taken for it. */
const ENOUGH = 2;

interface Smaller {
  readonly fingerprint: string;
  readonly times: number;
}

export class WaivedViolations {
  readonly #slug: string;
  readonly #contract: Contract;
  readonly #waived: ReadonlySet<string>;
  readonly #met: Map<string, Counterexample>;
  /** By fingerprint: that of the smallest request which shows the same, and how often it was found. */
  readonly #smaller: Map<string, Smaller>;

  constructor(
    slug: string,
    contract: Contract,
    waived: ReadonlySet<string> = new Set(),
    smaller = new Map<string, Smaller>(),
    met = new Map<string, Counterexample>(),
  ) {
    this.#slug = slug;
    this.#contract = contract;
    this.#waived = waived;
    this.#smaller = smaller;
    this.#met = met;
  }

  /** Returns the same clause's with one more fingerprint to pass over. */
  with(fingerprint: string): WaivedViolations {
    return new WaivedViolations(
      this.#slug,
      this.#contract,
      new Set([...this.#waived, fingerprint]),
      this.#smaller,
      this.#met,
    );
  }

  /** Returns the fingerprint of what the replies of a trial show, as far as is known by now. */
  fingerprint(violation: Violation, replies: readonly Reply[]): string {
    return this.fingerprintOf(identityOf(violation, replies, this.#contract));
  }

  fingerprintOf(identity: Identity): string {
    const own = fingerprintOf(this.#slug, identity);
    const smaller = this.waives(own) ? undefined : this.#smaller.get(own);
    return smaller !== undefined && smaller.times >= ENOUGH ? smaller.fingerprint : own;
  }

  waives(fingerprint: string): boolean {
    return this.#waived.has(fingerprint);
  }

  /** Returns whether a violation is waived whose request is known to be the smallest that shows it. */
  waivesExactly(identity: Identity): boolean {
    return this.waives(fingerprintOf(this.#slug, identity));
  }

  /** Returns whether what these replies show is waived. */
  isWaived(violation: Violation, replies: readonly Reply[]): boolean {
    return this.#waived.size > 0 && this.waives(this.fingerprint(violation, replies));
  }

  /** Returns whether it is waived, or may be once the parameters that play no part are left out. */
  mayBeWaived(violation: Violation, replies: readonly Reply[]): boolean {
    return (
      this.#waived.size > 0 && this.covering(identityOf(violation, replies, this.#contract)) !== undefined
    );
  }

  /** Returns the waived fingerprint that a violation has, or may have once its request is smaller. */
  covering(identity: Identity): string | undefined {
    const known = this.fingerprintOf(identity);
    return this.waives(known) ? known : waivedWithin(this.#slug, identity, this.#waived);
  }

  /** Returns whether this violation has been met already: once confirmed, it is not confirmed again. */
  isMet(violation: Violation, replies: readonly Reply[]): boolean {
    return this.#met.size > 0 && this.#met.has(this.fingerprint(violation, replies));
  }

  /** Keeps the first counterexample of each waived violation. */
  meet(found: Counterexample): void {
    const fingerprint = this.fingerprint(found.violation, found.transcript);
    if (!this.#met.has(fingerprint)) this.#met.set(fingerprint, found);
  }

  /** Notes the smallest request that shows what `identity` describes. */
  note(identity: Identity, { violation, transcript }: Counterexample): void {
    const own = fingerprintOf(this.#slug, identity);
    const fingerprint = fingerprintOf(this.#slug, identityOf(violation, transcript, this.#contract));
    const earlier = this.#smaller.get(own);
    const times = earlier?.fingerprint === fingerprint ? earlier.times + 1 : 1;
    this.#smaller.set(own, { fingerprint, times });
  }

  /** What was met, by fingerprint, in the order of meeting. */
  get met(): ReadonlyMap<string, Counterexample> {
    return this.#met;
  }
}

/** Returns the waived fingerprint that a violation has, or may have once parameters are left out of its request. */
export function waivedWithin(
  slug: string,
  identity: Identity,
  waived: ReadonlySet<string> = new Set(),
): string | undefined {
  if (waived.size === 0) return undefined;
  for (const fingerprint of fingerprintsWithin(slug, identity))
    if (waived.has(fingerprint)) return fingerprint;
  return undefined;
}
