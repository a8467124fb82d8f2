/** Why a run stops asking before its clauses are done. */

/**
 * `budget`: the requests are spent. `time`: its time is up. `throttled`, `silent`, `out`, `slow`: the host was given up.
 * `changed`: what answers is not, or no longer lets us see, the deployment that the run began with. `interrupted`: a
 * person or a supervisor ended the run.
 */
export const STOP_CAUSES = [
  'changed',
  'throttled',
  'silent',
  'out',
  'slow',
  'time',
  'budget',
  'interrupted',
] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

export interface Stop {
  readonly cause: StopCause;
  /** One line for people. */
  readonly says: string;
}

/** A stop that left a request without an answer, with that request's time in milliseconds since the epoch. */
export interface StopMet extends Stop {
  readonly at: number;
}

/** Returns the one to name: the spent budget only where there is no other; of several the first. */
export function firstStop(stops: readonly (StopMet | undefined)[]): StopMet | undefined {
  const met = stops.filter((stop) => stop !== undefined);
  const rank = ({ cause }: StopMet) => (cause === 'budget' ? 1 : 0);
  return met.reduce<StopMet | undefined>((best, each) => {
    if (best === undefined) return each;
    const order = rank(each) - rank(best) || each.at - best.at || (each.says < best.says ? -1 : 1);
    return order < 0 ? each : best;
  }, undefined);
}
