/** What watches saw in a number of exchanges, as plain data: it travels between processes. */
import type { Detection } from './detection.ts';

export interface Seen {
  readonly detections: readonly Detection[];
  /** How many answers the watch of each clause judged, by slug; clauses that judged none are left out. */
  readonly judged: Readonly<Record<string, number>>;
}

export const NOTHING_SEEN: Seen = { detections: [], judged: {} };

/** Returns all that was seen. */
export function togetherSeen(all: readonly Seen[]): Seen {
  const judged: Record<string, number> = {};
  for (const one of all)
    for (const [slug, count] of Object.entries(one.judged)) judged[slug] = (judged[slug] ?? 0) + count;
  return { detections: all.flatMap(({ detections }) => detections), judged };
}
