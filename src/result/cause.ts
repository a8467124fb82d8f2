/** The one cause that left clauses open: it is told once, with the verdict, whatever number of clauses it concerns. */
import { REASON_OF_STOP } from '../engine/stop-reason.ts';
import type { ClauseResult, RunResult } from './result.ts';

/** What of a run its cause is read from. */
export type Causes = Pick<RunResult, 'obstacle' | 'mock' | 'stopped'>;

/** Returns the cause in one line, with what to try where that is known; undefined where there is none. */
export function causeOf({ obstacle, mock, stopped }: Causes): string | undefined {
  return obstacle ?? mock?.says ?? stopped?.says;
}

/** Returns whether the cause is why the clause could not be decided. */
export function isLeftOpenByCause(
  { obstacle, stopped }: Causes,
  { verdict, reason }: Pick<ClauseResult, 'verdict' | 'reason'>,
): boolean {
  if (verdict !== 'inconclusive') return false;
  return obstacle !== undefined || (stopped !== undefined && reason === REASON_OF_STOP[stopped.cause]);
}
