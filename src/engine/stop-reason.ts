/** Why a clause was not judged, where the run was stopped. */
import type { Reason } from '../clauses/reasons.ts';
import type { StopCause } from '../client/stop.ts';

export const REASON_OF_STOP: Readonly<Record<StopCause, Reason>> = {
  budget: 'budget-spent',
  time: 'time-up',
  interrupted: 'interrupted',
  changed: 'no-longer-ours',
  throttled: 'given-up',
  silent: 'given-up',
  out: 'given-up',
  slow: 'given-up',
};
