import type { Wording } from '../contract/catalogue.ts';
import type { RunResult } from '../result/result.ts';
import { staleClauses } from '../result/waivers/waived.ts';
import { SENTENCES } from './sentences.ts';

/** What to do about waivers whose clauses pass now, in a line; undefined where there are none. They fail a run. */
export function staleWaivers({ waivers }: Pick<RunResult, 'waivers'>): Wording | undefined {
  const slugs = staleClauses(waivers);
  return slugs.length === 0 ? undefined : SENTENCES.stale(slugs);
}
