/** What the engine found of a clause, before its level turns it into a verdict. */
import type { Finding } from '../clauses/clause.ts';
import type { CatalogueEntry } from '../contract/catalogue.ts';
import type { Sighting } from './sighting.ts';
import type { Unreadable } from './survey/survey.ts';

/** A finding of the check itself, or a sighting that no smaller request showed again: it stands on its own evidence. */
export type Outcome =
  | Finding
  | { readonly kind: 'sighted'; readonly cases: number; readonly sighting: Sighting };

/** Missing data, as a finding says it, of a clause that only records: a small run spends its requests on verdicts. */
export const TOO_SMALL = 'not looked at in a run this small: say --budget standard';

export const NO_CREDENTIAL = 'no credential is configured';

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
