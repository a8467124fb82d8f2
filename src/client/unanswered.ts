/** The error of a request that the deployment itself did not answer. */
import type { Recording } from './exchange.ts';
import type { FailureKind } from './failure.ts';
import type { StopCause } from './stop.ts';

/** The deployment itself did not answer. Whatever depends on the answer is inconclusive. */
export class Unanswered extends Error {
  readonly reason: string;
  readonly attempts: number;
  /** Absent where the last attempt got an answer with a status that counts as noise. */
  readonly kind?: FailureKind;
  readonly lastStatus?: number;
  /** What has stopped the run, where that is why. */
  readonly stop?: StopCause;

  constructor(
    reason: string,
    attempts: number,
    last: { readonly kind?: FailureKind; readonly lastStatus?: number; readonly stop?: StopCause } = {},
  ) {
    super(reason);
    this.name = 'Unanswered';
    this.reason = reason;
    this.attempts = attempts;
    if (last.kind !== undefined) this.kind = last.kind;
    if (last.lastStatus !== undefined) this.lastStatus = last.lastStatus;
    if (last.stop !== undefined) this.stop = last.stop;
  }

  /** Returns the error of a request that was given up. @param recording of its last attempt */
  static after({ unanswered, failure, answer, attempts, stop }: Recording): Unanswered {
    return new Unanswered(unanswered ?? failure?.reason ?? '', attempts, {
      ...(failure === undefined ? {} : { kind: failure.kind }),
      ...(answer === undefined ? {} : { lastStatus: answer.status }),
      ...(stop === undefined ? {} : { stop }),
    });
  }
}
