/** Which clauses a run is scored by: those of the clause set that it is judged as of. */

import { type ClauseSet, departures, loadClauseSets, pickSet } from '../contract/clause-set.ts';
import type { Contract } from '../contract/contract.ts';
import { ContractError } from '../contract/contract-error.ts';
import { SettingsError } from './settings-error.ts';

export interface Scoring {
  readonly clauseSet: { readonly version: string; readonly digest: string; readonly released: boolean };
  /** Slugs of the catalogue that the set does not hold. */
  readonly notScored: readonly string[];
}

/**
 * @param version of the set asked for; the newest when left out
 * @throws SettingsError where the package has no such set; ContractError where its catalogue departs from the set
 */
export function scoringBy({ catalogue }: Contract, version?: string): Scoring {
  const sets = loadClauseSets();
  const set = pickSet(sets, version);
  if (set === undefined) {
    const known = sets.map((each) => each.version).join(', ');
    throw new SettingsError(`no clause set is called "${version}"; there are ${known || 'none'}`);
  }
  const [first] = departures(set, catalogue);
  if (first !== undefined)
    throw new ContractError(
      `the catalogue has departed from clause set ${set.version} (${first}); ${remedyOf(set)}`,
    );
  return {
    clauseSet: { version: set.version, digest: set.digest, released: set.released !== undefined },
    notScored: catalogue.entries.map(({ slug }) => slug).filter((slug) => set.clauses[slug] === undefined),
  };
}

function remedyOf({ released }: ClauseSet): string {
  return released === undefined
    ? 'run `npm run clause-sets` in a checkout.'
    : 'a released set stays: give what changed a slug of its own.';
}
