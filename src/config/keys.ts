/** The keys of a mapping in the configuration file. */
import { nearestNames } from '../contract/nearest-name.ts';
import { UsageError } from './usage-error.ts';

/**
 * Checks that all keys are known.
 * @param where the mapping is, for messages
 * @throws UsageError that names the nearest key, and not the value, which may be a secret
 */
export function checkKeys(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
  where: string,
): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key)) continue;
    const [near] = nearestNames(key, known, 1);
    const hint = near === undefined ? `it takes ${known.join(', ')}` : `did you mean ${near}?`;
    throw new UsageError(`${where} has no key "${key.slice(0, 100)}": ${hint}`);
  }
}
