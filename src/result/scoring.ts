/** Which clauses count: those of the clause set that the run is scored by. */
import { UsageError } from '../config/usage-error.ts';
import { type ClauseSet, departures, loadClauseSets, pickSet } from '../contract/clause-set.ts';
import type { Contract } from '../contract/contract.ts';
import { ContractError } from '../contract/contract-error.ts';
import type { RunResult } from './result.ts';

/** The package's sets, read once. */
let known: readonly ClauseSet[] | undefined;

function setOfVersion(version: string | undefined): ClauseSet | undefined {
  known ??= loadClauseSets();
  return pickSet(known, version);
}

/**
 * Returns the clause set to score by.
 * @param version of the set asked for; the newest when left out
 * @throws UsageError where the package has no such set; ContractError where its catalogue departs from the set
 */
export function setToScoreBy({ catalogue }: Contract, version?: string): NonNullable<RunResult['clauseSet']> {
  const set = setOfVersion(version);
  if (set === undefined) {
    const versions = loadClauseSets().map((each) => each.version);
    throw new UsageError(`no clause set is called "${version}"; there are ${versions.join(', ') || 'none'}`);
  }
  const [first] = departures(set, catalogue);
  if (first !== undefined) {
    throw new ContractError(
      `the catalogue has departed from clause set ${set.version} (${first}); ${remedyOf(set)}`,
    );
  }
  return { version: set.version, digest: set.digest, released: set.released !== undefined };
}

/** Returns whether a clause counts. @param version of the set; every clause counts where there is none */
export function isScored(slug: string, version: string | undefined): boolean {
  return version === undefined || setOfVersion(version)?.clauses[slug] !== undefined;
}

function remedyOf({ released }: ClauseSet): string {
  return released === undefined
    ? 'run `npm run generate` in a checkout.'
    : 'a released set stays: give what changed a slug of its own.';
}
