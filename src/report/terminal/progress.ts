/** How far work is: one line on a terminal that is written over and over, and removed at the end. */
import type { Writable } from 'node:stream';
import { visible } from '../visible.ts';

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

const CLEAR_LINE = '\r\u001b[2K';

function writeOver(stream: Stream, line: string): void {
  stream.write(CLEAR_LINE + line.slice(0, (stream.columns || 80) - 1));
}

/** Returns a time as people say it: `41 s`, `2 min 39 s`, `40 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
}

/** The progress of a run. */
export interface Progress {
  /** Counts a request made for a clause. */
  requestSent(slug: string): void;
  clauseJudged(): void;
  /** Shows from now on what delays this client. */
  follow(client: Delays): void;
  /** Removes the line. */
  done(): void;
}

export const silentProgress: Progress = {
  requestSent: () => undefined,
  clauseJudged: () => undefined,
  follow: () => undefined,
  done: () => undefined,
};

/** What a run will do. */
export interface Planned {
  /** Clauses to judge. */
  readonly clauses: number;
  /** Requests, about. */
  readonly requests: number;
}

const EVERY_MS = 100;

/** Returns the progress of a run on `stream`; it is silent where that is no terminal. */
export function progressOn(stream: Stream, planned: Planned): Progress {
  if (stream.isTTY !== true) return silentProgress;
  const started = performance.now();
  let [requests, judged, current] = [0, 0, ''];
  let client: Delays | undefined;
  const draw = () => {
    const seconds = (performance.now() - started) / 1000;
    writeOver(
      stream,
      progressLine(planned, { requests, judged, seconds, current, delay: client && delayText(client) }),
    );
  };
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  return {
    requestSent(slug) {
      requests += 1;
      current = slug;
    },
    clauseJudged() {
      judged += 1;
    },
    follow(followed) {
      client = followed;
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
  /** Clauses judged. */
  readonly judged: number;
  readonly seconds: number;
  /** Slug of the clause that sent the last request. */
  readonly current: string;
  readonly delay?: string | undefined;
}

/** Returns the line of a run: `12/76 clauses, 340 requests, 280/s, about 5 s left  window.sound`. */
export function progressLine(planned: Planned, reached: Reached): string {
  const { requests, judged, seconds, current, delay } = reached;
  const rate = Math.round(requests / Math.max(0.001, seconds));
  const left = secondsLeft(planned, reached);
  const parts = [
    `${judged}/${planned.clauses} clauses`,
    `${requests} requests`,
    `${rate}/s`,
    ...(left === undefined ? [] : [`about ${duration(left)} left`]),
    ...(delay === undefined ? [] : [delay]),
  ];
  return `${parts.join(', ')}  ${visible(current)}`;
}

/** Before this share of a run is done, its rest cannot be estimated. */
const TOO_EARLY = 0.02;

/** Returns the seconds that the rest takes at the same pace; undefined where the run exceeds its plan. */
function secondsLeft(planned: Planned, { requests, seconds }: Reached): number | undefined {
  const done = requests / planned.requests;
  return done < TOO_EARLY || done >= 1 ? undefined : (seconds * (1 - done)) / done;
}

/** What delays a client. */
export interface Delays {
  /** Requests a second that throttling has slowed the run to. */
  readonly slowedTo: number | undefined;
  /** The request that has waited longest for its answer. */
  readonly waitingFor: { readonly path: string; readonly milliseconds: number } | undefined;
}

/** A shorter wait is not reported. */
const LONG_WAIT_MS = 2000;

/** Returns what delays a run, as `waiting 12 s for an answer to …` or `slowed to 12 requests a second by 429`. */
export function delayText({ slowedTo, waitingFor }: Delays): string | undefined {
  if (waitingFor !== undefined && waitingFor.milliseconds >= LONG_WAIT_MS) {
    const { path, milliseconds } = waitingFor;
    return `waiting ${Math.floor(milliseconds / 1000)} s for an answer to ${visible(path)}`;
  }
  if (slowedTo === undefined) return undefined;
  const rate = slowedTo < 10 ? Number(slowedTo.toFixed(1)) : Math.round(slowedTo);
  return `slowed to ${rate} request${rate === 1 ? '' : 's'} a second by 429`;
}

/** The progress of a batch of jobs. */
export interface BatchProgress {
  /** @param current the job done last */
  reached(done: number, all: number, current: string): void;
  /** Removes the line. */
  done(): void;
}

/** Lines written where nobody watches: one for every tenth of the jobs. */
const STEPS = 10;

/**
 * Returns the progress of a batch on `stream`: a line on a terminal, else a line for every tenth.
 * @param jobs what they are called: subjects, trials
 */
export function batchProgressOn(
  stream: Stream,
  jobs: string,
  now: () => number = () => performance.now(),
): BatchProgress {
  const started = now();
  let step = 0;
  const lineAt = (done: number, all: number) => batchLine(done, all, jobs, (now() - started) / 1000);
  if (stream.isTTY === true) {
    return {
      reached: (done, all, current) => writeOver(stream, `${lineAt(done, all)}  ${current}`),
      done: () => void stream.write(CLEAR_LINE),
    };
  }
  return {
    reached(done, all) {
      const reached = Math.floor((done * STEPS) / all);
      if (reached <= step) return;
      step = reached;
      stream.write(`${lineAt(done, all)}\n`);
    },
    done: () => undefined,
  };
}

/** Returns the line of a batch: `32 of 320 subjects (10 %), 9 s, about 81 s left`. */
export function batchLine(done: number, all: number, jobs: string, seconds: number): string {
  const percent = Math.floor((100 * done) / all);
  const left = done === all ? '' : `, about ${duration((seconds * (all - done)) / done)} left`;
  return `${done} of ${all} ${jobs} (${percent} %), ${duration(seconds)}${left}`;
}
