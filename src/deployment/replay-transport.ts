/** Recorded evidence in place of a deployment: the same requests get the same answers, and nothing is sent. */
import type { CredentialUse, Recording } from './exchange.ts';
import { TransportFailure } from './failure.ts';
import type { Transport, WireAnswer } from './transport.ts';

/** The evidence holds no (further) answer to a request. */
export class NotRecorded extends Error {
  readonly target: string;

  constructor(target: string, credential: CredentialUse, occurrence: number) {
    const whose = credential === 'own' ? '' : ` with credential "${credential}"`;
    super(`the evidence holds no answer number ${occurrence} to GET ${target}${whose}`);
    this.name = 'NotRecorded';
    this.target = target;
  }
}

/**
 * Answers from `recordings` (exchanges are recordings too): the n-th request for a target under a credential gets
 * the n-th recorded outcome of that target and credential, noise and failures included.
 * `exchange` throws NotRecorded where there is none.
 */
export function replayTransport(recordings: Iterable<Recording>): Transport {
  const outcomes = new Map<string, Recording[]>();
  for (const recording of [...recordings].sort((one, other) => one.sequence - other.sequence)) {
    const key = keyOf(recording.request);
    const earlier = outcomes.get(key);
    if (earlier === undefined) outcomes.set(key, [recording]);
    else earlier.push(recording);
  }
  const asked = new Map<string, number>();
  return {
    async exchange(request): Promise<WireAnswer> {
      const key = keyOf(request);
      const occurrence = (asked.get(key) ?? 0) + 1;
      asked.set(key, occurrence);
      const recording = outcomes.get(key)?.[occurrence - 1];
      if (recording?.answer !== undefined) return recording.answer;
      if (recording?.failure === undefined)
        throw new NotRecorded(request.target, request.credential, occurrence);
      throw new TransportFailure(recording.failure.kind, recording.failure.reason);
    },
    close: () => Promise.resolve(),
  };
}

function keyOf(request: { readonly target: string; readonly credential: CredentialUse }): string {
  return `${request.credential} ${request.target}`;
}
