/** When backups begin and how long they take: ties, long gaps, and backups that outlast the beginning of the next. */
import { BUILDING, COMPLETED, DELETING, FAILED } from './backup.ts';
import type { Engine } from './engine.ts';
import { randomAt } from './seeded-random.ts';

/** No backup takes longer, in seconds. */
export const LONGEST = 30 * 3600;

/** Mean gap between two backups, and the time that all of them may span, in seconds: none begins before 1971. */
const MEAN_GAP = 8_400;
const WHOLE_SPAN = 1_450_000_000;

/** Seconds between the begin times of a backup and the one after it. */
export function gapAfter(seed: number, row: number, count: number): number {
  const scale = Math.min(1, WHOLE_SPAN / (count * MEAN_GAP));
  const lot = randomAt(seed, row, 11) % 1000;
  const length = randomAt(seed, row, 12);
  if (lot < 80) return 0;
  if (lot < 100) return Math.floor((172_800 + (length % 259_200)) * scale);
  return 1 + Math.floor((length % 4_800) * scale);
}

/** Whether a backup that begins with another also ends with it. */
export function endsTogether(seed: number, row: number): boolean {
  return randomAt(seed, row, 13) % 2 === 0;
}

/** Seconds from the begin time of a backup to its end; some end in the second they begin. */
export function duration(seed: number, row: number, type: string): number {
  const lot = randomAt(seed, row, 14);
  if (lot % 29 === 7) return 0;
  switch (type) {
    case 'incremental':
      return 1 + (lot % 90);
    case 'manual':
      return lot % 5 === 0 ? 36_000 + (lot % (LONGEST - 36_000)) : 60 + (lot % 7_200);
    default:
      return 120 + (lot % 7_200);
  }
}

const STATUSES = [COMPLETED, FAILED, DELETING, BUILDING];

/** The kind of one backup. Every type meets every status wherever there are rows enough. */
export interface Kind {
  readonly type: number;
  readonly status: string;
}

/** The kind of the backup at a place of an instance that was made for `count` of them. */
export function kindAt(seed: number, row: number, place: number, count: number, engine: Engine): Kind {
  const pairs = engine.types.length * STATUSES.length;
  const step = Math.max(1, Math.min(13, Math.floor(count / pairs)));
  if (place % step === 0) {
    const pair = (place / step) % pairs;
    const status = STATUSES[Math.floor(pair / engine.types.length)] ?? COMPLETED;
    return { type: pair % engine.types.length, status };
  }
  const lot = randomAt(seed, row, 15);
  const chance = (lot >>> 8) % 100;
  const status = chance < 4 ? FAILED : chance < 7 ? DELETING : COMPLETED;
  const weighted = [0, 0, 0, 0, 1, 1, 1, 1, 2, 3];
  return { type: (weighted[lot % weighted.length] ?? 0) % engine.types.length, status };
}
