/** One line that says how far a run is, on a terminal only: it is written over and over, and gone at the end. */
import type { Writable } from 'node:stream';
import { visible } from './visible.ts';

export interface Progress {
  /** Counts a request made for a clause. */
  asked(slug: string): void;
  judged(): void;
  /** Takes the line away. */
  done(): void;
}

const silent: Progress = { asked: () => undefined, judged: () => undefined, done: () => undefined };

const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** @param clauses how many will be judged */
export function progressOn(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  clauses: number,
): Progress {
  if (stream.isTTY !== true) return silent;
  const started = performance.now();
  let [requests, judged, current] = [0, 0, ''];
  const draw = () => {
    const rate = Math.round(requests / Math.max(0.001, (performance.now() - started) / 1000));
    const line = `${judged}/${clauses} clauses, ${requests} requests, ${rate}/s  ${visible(current)}`;
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
    done() {
      clearInterval(timer);
      stream.write(CLEAR_LINE);
    },
  };
}
