/** From what a check found to the verdict of its clause, by the clause's level. */
import type { Counterexample } from '../clauses/clause.ts';
import type { Reason } from '../clauses/reasons.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { ClauseResult, ClauseVerdict, ShownCounterexample } from './result.ts';
import { show, shownRequest } from './shown.ts';

/** A counterexample as reports show it, and the fingerprint of its violation. */
export interface Presented {
  readonly counterexample: ShownCounterexample;
  readonly fingerprint: string;
}

/** The detail of a clause that only watches. */
export const HELD = 'held in every answer seen';

/** Reasons for which a clause does not apply to a run at all. */
const NOT_APPLICABLE: readonly Reason[] = ['no-credential', 'not-in-contract'];

/** The result of a clause. @param present turns a counterexample into what reports show */
export function settle(
  entry: CatalogueEntry,
  outcome: Outcome,
  requests: number,
  present: (found: Counterexample) => Presented,
): ClauseResult {
  const { slug, chapter, level } = entry;
  const of = (verdict: ClauseVerdict, detail: string, cases = 0): ClauseResult => ({
    slug,
    chapter,
    level,
    verdict,
    detail,
    requests,
    cases,
  });
  const broken: ClauseVerdict = level === 'MUST' ? 'fail' : level === 'SHOULD' ? 'warn' : 'observed';
  switch (outcome.kind) {
    case 'held':
      return of(
        'pass',
        [outcome.cases > 0 ? `${outcome.cases} cases` : HELD, outcome.note ?? '']
          .filter((part) => part !== '')
          .join('; '),
        outcome.cases,
      );
    case 'broken': {
      const { counterexample, fingerprint } = present(outcome.counterexample);
      const detail = `expected ${counterexample.expected}; observed ${counterexample.observed}`;
      return { ...of(broken, detail, outcome.cases), counterexample, fingerprint };
    }
    case 'detected': {
      const { fingerprint, rule, place, parameters, expected, observed, count, pointer } = outcome.detection;
      const request = shownRequest(outcome.detection.request);
      const detail = `expected ${expected}; observed ${observed} (in ${count} answer${count === 1 ? '' : 's'}, not shown again by asking anew)`;
      const where = {
        ...(place === undefined ? {} : { place }),
        ...(pointer === undefined ? {} : { pointer }),
      };
      const reproduce = request.curl;
      const counterexample = {
        rule,
        parameters,
        expected,
        observed,
        exchange: request,
        requests: [request],
        reproduce,
        ...where,
      };
      return { ...of(broken, detail, outcome.cases), counterexample, fingerprint };
    }
    case 'undecided': {
      const last = outcome.replies.at(-1);
      const seen = last === undefined ? '' : `; last asked: ${show(last).target}`;
      const unreadable = outcome.unreadable?.unreadable;
      return {
        ...of('inconclusive', outcome.why + seen, outcome.cases),
        reason: outcome.reason,
        ...(unreadable === undefined ? {} : { unreadable }),
      };
    }
    case 'unexercised':
      return {
        ...of(NOT_APPLICABLE.includes(outcome.reason) ? 'not-applicable' : 'not-exercised', outcome.missing),
        reason: outcome.reason,
      };
    case 'observed':
      return { ...of('observed', outcome.observation), observation: outcome.observation };
  }
}

export function notImplemented(entry: CatalogueEntry): ClauseResult {
  const { slug, chapter, level } = entry;
  return {
    slug,
    chapter,
    level,
    verdict: 'not-implemented',
    detail: 'the suite has no check for this clause yet',
    requests: 0,
    cases: 0,
  };
}
