/**
 * The fingerprint of a violation: the same for one fault whatever the seed, the data and the ids; another for another
 * fault of the same clause. A waiver names the violation that it is about by it. No message is part of it.
 */
import type { Violation } from '../clauses/clause.ts';
import { type Place, placeOf } from '../clauses/place.ts';
import type { Rule } from '../clauses/rules.ts';
import type { Reply } from '../client/reply.ts';
import type { Contract } from '../contract/contract.ts';
import { sha256 } from '../contract/digest.ts';
import { decodeText } from '../contract/wire.ts';

/** What a fingerprint is made of, beside the clause. */
export interface Identity {
  readonly rule: Rule;
  readonly place?: Place;
  /** Names of the parameters in the query whose answer shows the violation, sorted; `*` for those of no edition. */
  readonly parameters: readonly string[];
  /** Status of that answer. */
  readonly status: number;
}

/** Names the way in which fingerprints are made: those of another way cannot be compared with these. */
export const SCHEME = 'v2';

/** @param replies all of the trial; the last shows the violation where it names none itself */
export function identityOf(violation: Violation, replies: readonly Reply[], contract: Contract): Identity {
  const place = placeOf(violation);
  const reply = violation.reply ?? replies.at(-1);
  const known = new Set(contract.operation.parameters.map(({ name }) => name));
  const names = (reply?.query ?? []).map(({ name }) => decodeText(name) ?? name);
  return {
    rule: violation.rule,
    ...(place === undefined ? {} : { place }),
    parameters: [...new Set(names.map((name) => (known.has(name) ? name : '*')))].sort(),
    status: reply?.status ?? 0,
  };
}

/** Returns `v2:` and 16 hexadecimal digits. */
export function fingerprintOf(slug: string, { rule, place, parameters, status }: Identity): string {
  const at = typeof place === 'object' ? [place.parameter, place.constraint] : (place ?? null);
  const parts = [slug, rule, at, parameters, `${Math.floor(status / 100)}xx`];
  return `${SCHEME}:${sha256(JSON.stringify(parts)).slice(0, 16)}`;
}

/** Returns the fingerprints that the violation has once parameters that play no part are left out; its own is the first. */
export function* fingerprintsWithin(slug: string, identity: Identity): Generator<string> {
  const { parameters } = identity;
  for (let kept = 2 ** parameters.length - 1; kept >= 0; kept--) {
    yield fingerprintOf(slug, {
      ...identity,
      parameters: parameters.filter((_, index) => (kept & (1 << index)) !== 0),
    });
  }
}
