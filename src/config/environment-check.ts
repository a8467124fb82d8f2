/** Variables of the environment that look as if they were meant for this suite, and that nothing reads. */
import { nearestNames } from '../contract/nearest-name.ts';
import type { Environment } from './references.ts';
import { UsageError } from './usage-error.ts';

const PREFIX = 'RDS_';

/** Variables by which the processes of one run hand things to each other. */
const INTERNAL = 'RDS_CONFORMANCE_';

/**
 * Returns a warning that names the RDS_* variables that nothing reads, if there are any.
 * @param known variables that are read
 * @param hasTarget whether the run has a target of its own
 * @throws UsageError where such a name is near one that is read, or no target is given: the run would not be the one that was meant
 */
export function checkEnvironment(
  env: Environment,
  known: readonly string[],
  hasTarget: boolean,
): string | undefined {
  const unread = Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(INTERNAL) && !known.includes(name))
    .sort();
  for (const name of unread) {
    const near = nearOf(name, known);
    if (near !== undefined) throw new UsageError(`nothing reads the variable ${name}: did you mean ${near}?`);
  }
  const [first] = unread;
  if (first === undefined) return undefined;
  if (!hasTarget) {
    throw new UsageError(
      `nothing reads the variable ${first}, and no target is given: set RDS_TARGET, or unset ${first} to judge the embedded reference deployment`,
    );
  }
  return `warning: nothing reads ${unread.join(', ')}`;
}

/** The prefix is the same in all names, so it says nothing about what is near. */
function nearOf(name: string, known: readonly string[]): string | undefined {
  const rests = known.map((each) => each.slice(PREFIX.length));
  const [near] = nearestNames(name.slice(PREFIX.length), rests, 1);
  return near === undefined ? undefined : `${PREFIX}${near}`;
}
