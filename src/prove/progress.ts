/** How far work in many pieces is: a line written over and over on a terminal, else a line for every tenth. */
import type { Writable } from 'node:stream';
import { duration } from './duration.ts';

export interface PieceProgress {
  /** @param current the piece done last */
  reached(done: number, all: number, current: string): void;
  /** Takes the line of a terminal away. */
  done(): void;
}

const CLEAR_LINE = '\r\u001b[2K';
/** Shares of the whole at which a line is due where nobody watches. */
const STEPS = 10;

/** @param pieces what they are called: subjects, trials */
export function pieceProgressOn(
  stream: Writable & { readonly isTTY?: boolean; readonly columns?: number },
  pieces: string,
  now: () => number = () => performance.now(),
): PieceProgress {
  const started = now();
  let told = 0;
  const lineAt = (done: number, all: number) => progressLine(done, all, pieces, (now() - started) / 1000);
  if (stream.isTTY === true) {
    return {
      reached(done, all, current) {
        stream.write(CLEAR_LINE + `${lineAt(done, all)}  ${current}`.slice(0, (stream.columns || 80) - 1));
      },
      done() {
        stream.write(CLEAR_LINE);
      },
    };
  }
  return {
    reached(done, all) {
      const step = Math.floor((done * STEPS) / all);
      if (step <= told) return;
      told = step;
      stream.write(`${lineAt(done, all)}\n`);
    },
    done: () => undefined,
  };
}

/** `32 of 320 subjects (10 %), 9 s, about 81 s left`. @param seconds since the beginning */
export function progressLine(done: number, all: number, pieces: string, seconds: number): string {
  const percent = Math.floor((100 * done) / all);
  const left = done === all ? '' : `, about ${duration((seconds * (all - done)) / done)} left`;
  return `${done} of ${all} ${pieces} (${percent} %), ${duration(seconds)}${left}`;
}
