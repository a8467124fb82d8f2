/** One line that says how far a run is, on a terminal only: it is written over and over, and gone at the end. */
import type { Writable } from 'node:stream';
import { visible } from '../visible.ts';
import { type Delays, delayText } from './hold-up.ts';

export interface Progress {
  /** Counts a request made for a clause. */
  asked(slug: string): void;
  judged(): void;
  /** Says with every line what holds this client up. */
  follow(client: Delays): void;
  /** Takes the line away. */
  done(): void;
}

/** For runs that nobody watches. */
export const silentProgress: Progress = {
  asked: () => undefined,
  judged: () => undefined,
  follow: () => undefined,
  done: () => undefined,
};

/** What a run is about to do. */
export interface Planned {
  /** Clauses that will be judged. */
  readonly clauses: number;
  /** Requests that they will take, about. */
  readonly requests: number;
}

const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

export function progressOn(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  planned: Planned,
): Progress {
  if (stream.isTTY !== true) return silentProgress;
  const started = performance.now();
  let [requests, judged, current] = [0, 0, ''];
  let followed: Delays | undefined;
  const draw = () => {
    const seconds = (performance.now() - started) / 1000;
    const held = followed && delayText(followed);
    const line = progressLine(planned, {
      requests,
      judged,
      seconds,
      current,
      ...(held === undefined ? {} : { held }),
    });
    stream.write(CLEAR_LINE + line.slice(0, (stream.columns || 80) - 1));
  };
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  return {
    asked(slug) {
      requests += 1;
      current = slug;
    },
    judged() {
      judged += 1;
    },
    follow(client) {
      followed = client;
    },
    done() {
      clearInterval(timer);
      stream.write(CLEAR_LINE);
    },
  };
}

/** How far a run is. */
export interface Reached {
  readonly requests: number;
  /** Clauses. */
  readonly judged: number;
  readonly seconds: number;
  /** Slug of the clause that asked last. */
  readonly current: string;
  /** What holds it up, in words. */
  readonly held?: string;
}

/** `12/76 clauses, 340 requests, 280/s, about 5 s left  window.sound`. */
export function progressLine(planned: Planned, reached: Reached): string {
  const { requests, judged, seconds, current, held } = reached;
  const rate = Math.round(requests / Math.max(0.001, seconds));
  const left = secondsLeft(planned, reached);
  const told = left === undefined ? '' : `, about ${duration(left)} left`;
  return `${judged}/${planned.clauses} clauses, ${requests} requests, ${rate}/s${told}${held === undefined ? '' : `, ${held}`}  ${visible(current)}`;
}

/** Before this much of a run is done, nothing can be said of the rest. */
const TOO_EARLY = 0.02;

/** Seconds that the rest will take, if it goes on as it went; nothing where the run takes more than was planned. */
function secondsLeft(planned: Planned, { requests, seconds }: Reached): number | undefined {
  const done = requests / planned.requests;
  return done < TOO_EARLY || done >= 1 ? undefined : (seconds * (1 - done)) / done;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 100 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
