/** What the engine found of a clause, before its level turns it into a verdict. */
import type { Finding } from '../clauses/clause.ts';
import type { Place } from '../clauses/place.ts';
import type { Rule } from '../clauses/rules.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { Detection } from './detection.ts';
import { fingerprintOf, identityOf } from './fingerprint.ts';
import type { Unreadable } from './survey/survey.ts';

/** A finding of the check, or a detection that no new request showed again. */
export type Outcome =
  | Finding
  | { readonly kind: 'detected'; readonly cases: number; readonly detection: Detection };

/** Returns the finding of an OBSERVE clause in a small run, which spends its requests on clauses that give a verdict. */
export function tooSmall(): Finding {
  return {
    kind: 'unexercised',
    reason: 'run-too-small',
    missing: 'not checked with so small a budget: use --budget standard',
  };
}

/** Returns the finding of a clause that saw no answer which could have broken it. */
export function nothingJudged(): Finding {
  return {
    kind: 'unexercised',
    reason: 'nothing-to-judge',
    missing: 'no answer came that could have broken it',
  };
}

/** Returns the finding of a clause that is about a credential, in a run without one. */
export function noCredential(): Finding {
  return { kind: 'unexercised', reason: 'no-credential', missing: 'no credential is configured' };
}

/** Returns the finding of a clause that is about something the contract does not have. */
export function notInContract(): Finding {
  return {
    kind: 'unexercised',
    reason: 'not-in-contract',
    missing: 'the contract has nothing for it to judge',
  };
}

/** Returns the finding of a clause whose data are missing, with how to supply them. */
export function unexercised(entry: CatalogueEntry, missing = ''): Finding {
  const recipe =
    entry.recipe?.en ?? `needs ${entry.needs.join(', ') || 'data that this deployment does not hold'}`;
  return {
    kind: 'unexercised',
    reason: 'data-missing',
    missing: missing === '' ? recipe : `${recipe} (${missing})`,
  };
}

/** Returns the finding of every clause where no instance answered with a list: then no answer proves anything. */
export function unanswerable(unreadable: readonly Unreadable[]): Finding {
  const why = unreadable.map((each) => `instance ${each.instance}: ${each.why}`).join('; ');
  const replies = unreadable.flatMap((each) => (each.reply === undefined ? [] : [each.reply]));
  const [first] = replies;
  return {
    kind: 'undecided',
    reason: 'no-instance-readable',
    cases: 0,
    why: `no list could be read, so nothing can be judged: ${why}`,
    replies,
    ...(first === undefined ? {} : { unreadable: first }),
  };
}

/** A violation beside that of the outcome. */
export interface OtherViolation {
  readonly fingerprint: string;
  readonly rule: Rule;
  readonly place?: Place;
  /** Names of the parameters in the request that shows it. */
  readonly parameters: readonly string[];
  readonly expected: string;
  readonly observed: string;
}

/** Returns the violation that an outcome shows, with its fingerprint; undefined where it shows none. */
export function violationOf(slug: string, outcome: Outcome, contract: Contract): OtherViolation | undefined {
  if (outcome.kind === 'detected') {
    const { fingerprint, rule, place, parameters, expected, observed } = outcome.detection;
    return { fingerprint, rule, ...(place === undefined ? {} : { place }), parameters, expected, observed };
  }
  if (outcome.kind !== 'broken') return undefined;
  const { violation, transcript } = outcome.counterexample;
  const { expected, observed } = violation;
  const identity = identityOf(violation, transcript, contract);
  const { status: _status, ...named } = identity;
  return { fingerprint: fingerprintOf(slug, identity), ...named, expected, observed };
}
