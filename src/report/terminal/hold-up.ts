/** What holds a run up, in words: for the line that a person sees while it goes on. */
import { visible } from '../visible.ts';

/** What a client says of what holds it up. */
export interface Delays {
  /** Requests a second that throttling has slowed the run to. */
  readonly slowedTo: number | undefined;
  /** What has been waited for longest. */
  readonly waitingFor: { readonly path: string; readonly milliseconds: number } | undefined;
}

/** An answer is not said to be waited for sooner. */
const LONG_MS = 2000;

/** `waiting 12 s for an answer to …` or `slowed to 12 requests a second by 429`; undefined where nothing holds it up. */
export function delayText({ slowedTo, waitingFor }: Delays): string | undefined {
  if (waitingFor !== undefined && waitingFor.milliseconds >= LONG_MS) {
    const { path, milliseconds } = waitingFor;
    return `waiting ${Math.floor(milliseconds / 1000)} s for an answer to ${visible(path)}`;
  }
  if (slowedTo === undefined) return undefined;
  const rate = slowedTo < 10 ? Number(slowedTo.toFixed(1)) : Math.round(slowedTo);
  return `slowed to ${rate} request${rate === 1 ? '' : 's'} a second by 429`;
}
