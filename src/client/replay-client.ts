/**
 * A client that answers from recorded exchanges and sends nothing. A request from the same place in the run gets the
 * outcome that it got then.
 */
import type { Client } from './client.ts';
import {
  type ClientRequest,
  type Exchange,
  type HeaderChanges,
  isExchange,
  type Recording,
  stopMetIn,
} from './exchange.ts';
import { CONTROL } from './guard.ts';
import { type NoiseCounts, type NoiseKind, noNoise } from './noise.ts';
import { firstStop, type StopMet } from './stop.ts';
import { Unanswered } from './unanswered.ts';

/** The recording contains no outcome of a request. */
export class NotRecorded extends Error {
  readonly request: ClientRequest;
  readonly target: string;

  constructor(request: ClientRequest, target: string) {
    const { from, credential = 'own' } = request;
    const whose = credential === 'own' ? '' : ` with credential "${credential}"`;
    const where = from === undefined ? '' : `, sent by ${from.clause} in trial ${from.trial}`;
    const again = from === undefined || from.occurrence === 1 ? '' : ` (request number ${from.occurrence})`;
    super(`no answer is recorded for GET ${target}${whose}${where}${again}`);
    this.name = 'NotRecorded';
    this.request = request;
    this.target = target;
  }
}

/** The last attempt at a request, with its place in the recording. */
interface Outcome {
  readonly order: number;
  readonly recording: Recording;
}

interface Waiting {
  readonly outcome: Outcome;
  readonly deliver: () => void;
}

/**
 * Outcomes are delivered one at a time, in the order of the recording, when nothing else is left to do. So what depends
 * on the order of answers is repeated exactly.
 */
export class ReplayClient implements Client {
  readonly #prefix: string;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #noise = noNoise();
  readonly #waiting: Waiting[] = [];
  readonly #missing: NotRecorded[] = [];
  #stop: StopMet | undefined;
  #isDelivering = false;
  #sent = 0;

  /**
   * @param recordings in the order in which they were recorded
   * @param prefix of every path, as in the recorded targets
   */
  constructor(recordings: Iterable<Recording>, prefix = '') {
    this.#prefix = prefix;
    let order = 0;
    for (const recording of recordings) {
      order += 1;
      this.#count(recording.noise);
      this.#stop = firstStop([this.#stop, stopMetIn(recording)]);
      // Control queries decided whether other answers count, and those say what was decided.
      if (recording.from?.clause === CONTROL) continue;
      if (isFinal(recording)) this.#outcomes.set(keyOf(recording), { order, recording });
    }
  }

  /** Noise in the recording. */
  get noise(): NoiseCounts {
    return { ...this.#noise };
  }

  /** Requests answered so far. */
  get sent(): number {
    return this.#sent;
  }

  /** A recording has ended already. */
  interrupt(): void {}

  /** The stop that the recording shows. */
  get stop(): StopMet | undefined {
    return this.#stop;
  }

  /** The recording says which answers count and which requests were not sent. */
  guard(): void {}
  lowerBudget(): void {}

  readonly slowedTo = undefined;
  readonly waitingFor = undefined;

  /** Requests that the recording does not contain. */
  get missing(): readonly NotRecorded[] {
    return this.#missing;
  }

  /** Outcomes that were not requested. */
  get unused(): readonly Recording[] {
    return [...this.#outcomes.values()].map(({ recording }) => recording);
  }

  /** @throws NotRecorded if the recording has no outcome, or has already given it; Unanswered as recorded */
  send(request: ClientRequest): Promise<Exchange> {
    const target = this.#prefix + request.path + (request.query === '' ? '' : `?${request.query}`);
    const { from, credential = 'own', headers: changes } = request;
    const key = keyOf({ from, request: { target, credential, changes } });
    const outcome = this.#outcomes.get(key);
    if (outcome === undefined) {
      const missing = new NotRecorded(request, target);
      this.#missing.push(missing);
      return Promise.reject(missing);
    }
    this.#outcomes.delete(key);
    this.#sent += 1;
    return new Promise((resolve, reject) => {
      const { recording } = outcome;
      const deliver = () =>
        isExchange(recording) ? resolve(recording) : reject(Unanswered.after(recording));
      this.#waiting.push({ outcome, deliver });
      if (!this.#isDelivering) this.#deliverNext();
    });
  }

  catchUp(): Promise<void> {
    return Promise.resolve();
  }

  pause(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #deliverNext(): void {
    this.#isDelivering = true;
    setImmediate(() => {
      const next = this.#waiting.reduce<Waiting | undefined>(
        (first, each) => (first === undefined || each.outcome.order < first.outcome.order ? each : first),
        undefined,
      );
      this.#isDelivering = false;
      if (next === undefined) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.deliver();
      this.#deliverNext();
    });
  }

  #count(noise: NoiseKind | undefined): void {
    if (noise !== undefined) this.#noise[noise] += 1;
  }
}

/** Whether this was the last attempt at the request. */
function isFinal(recording: Recording): boolean {
  return isExchange(recording) || recording.unanswered !== undefined;
}

function keyOf({
  from,
  request: { target, credential, changes },
}: {
  readonly from?: Recording['from'] | undefined;
  readonly request: Pick<Recording['request'], 'target' | 'credential'> & {
    readonly changes?: HeaderChanges | undefined;
  };
}): string {
  const place = from === undefined ? '' : `${from.clause} ${from.trial} ${from.occurrence}`;
  return `${place} ${credential} ${target} ${changes === undefined ? '' : JSON.stringify(changes)}`;
}
