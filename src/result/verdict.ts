/** From what a check found to the verdict of its clause, by the clause's level. */
import type { Counterexample, Finding } from '../clauses/clause.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Sighting } from '../engine/sighting.ts';
import type { Unreadable } from '../engine/survey/survey.ts';
import type { ClauseResult, ClauseVerdict, ShownCounterexample } from './result.ts';
import { show } from './shown.ts';

/** A finding of the check itself, or a sighting that no smaller request showed again: it stands on its own evidence. */
export type Outcome =
  | Finding
  | { readonly kind: 'sighted'; readonly cases: number; readonly sighting: Sighting };

/** The result of a clause. @param present turns a counterexample into what reports show */
export function settle(
  entry: CatalogueEntry,
  outcome: Outcome,
  requests: number,
  present: (found: Counterexample) => ShownCounterexample,
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
        outcome.cases > 0 ? `${outcome.cases} cases` : 'held in every answer seen',
        outcome.cases,
      );
    case 'broken': {
      const counterexample = present(outcome.counterexample);
      const detail = `expected ${counterexample.expected}; observed ${counterexample.observed}`;
      return { ...of(broken, detail, outcome.cases), counterexample };
    }
    case 'sighted': {
      const { expected, observed, request, count, pointer } = outcome.sighting;
      const detail = `expected ${expected}; observed ${observed} (in ${count} answer${count === 1 ? '' : 's'}, not shown again by asking anew)`;
      const where = pointer === undefined ? {} : { pointer };
      const reproduce = request.curl;
      const counterexample = {
        expected,
        observed,
        culprit: request,
        requests: [request],
        reproduce,
        ...where,
      };
      return { ...of(broken, detail, outcome.cases), counterexample };
    }
    case 'undecided': {
      const last = outcome.replies.at(-1);
      const seen = last === undefined ? '' : `; last asked: ${show(last).target}`;
      const unreadable = outcome.unreadable?.unreadable;
      return {
        ...of('inconclusive', outcome.why + seen, outcome.cases),
        ...(unreadable === undefined ? {} : { unreadable }),
      };
    }
    case 'unexercised':
      return of(
        entry.needs.includes('auth') && outcome.missing === NO_CREDENTIAL
          ? 'not-applicable'
          : 'not-exercised',
        outcome.missing,
      );
    case 'observed':
      return { ...of('observed', outcome.observation), observation: outcome.observation };
  }
}

const NO_CREDENTIAL = 'no credential is configured';

/** What is missing for a clause, with how to supply it. */
export function unexercised(entry: CatalogueEntry, missing = ''): Finding {
  if (entry.needs.includes('auth')) return { kind: 'unexercised', missing: NO_CREDENTIAL };
  const recipe =
    entry.recipe?.en ?? `needs ${entry.needs.join(', ') || 'data that this deployment does not hold'}`;
  return { kind: 'unexercised', missing: missing === '' ? recipe : `${recipe} (${missing})` };
}

/** No instance answered with a list: nothing that the deployment answers then proves anything. */
export function unanswerable(unreadable: readonly Unreadable[]): Finding {
  const why = unreadable.map((each) => `instance ${each.instance}: ${each.why}`).join('; ');
  const replies = unreadable.flatMap((each) => (each.reply === undefined ? [] : [each.reply]));
  const [first] = replies;
  return {
    kind: 'undecided',
    cases: 0,
    why: `no list could be read, so nothing can be judged: ${why}`,
    replies,
    ...(first === undefined ? {} : { unreadable: first }),
  };
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
