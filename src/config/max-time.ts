/** How long a run may take. */
import { type Budget, nextNamed } from './budget.ts';
import { writeDuration } from './duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Milliseconds of a run with each named budget, unless another time is said. */
const DEFAULTS = { smoke: 5 * MINUTE, standard: 30 * MINUTE, exhaustive: 4 * HOUR } as const;

/** Returns how long a run of a budget may take, in milliseconds; that of the next named budget up for a number. */
export function defaultMaxTime(budget: Budget): number {
  return DEFAULTS[nextNamed(budget)];
}

/** Returns the last moment of a run, and what is said once it has passed; undefined where there is none. */
export function endOf(
  startedAt: number,
  maxTimeMs: number,
): { readonly at: number; readonly says: string } | undefined {
  if (maxTimeMs === 0) return undefined;
  return {
    at: startedAt + maxTimeMs,
    says: `the time of the run is up (--max-time ${writeDuration(maxTimeMs)})`,
  };
}
