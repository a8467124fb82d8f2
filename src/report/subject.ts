/** Which deployment was judged, as headings name it. */
import type { Wording } from '../contract/catalogue.ts';
import type { RunResult } from '../result/result.ts';
import { visible } from './visible.ts';
import { WORDS } from './words.ts';

/**
 * Returns the name of the deployment in the configuration file, or says that it was the embedded one; undefined where
 * only the target tells it from others.
 */
export function subjectOf({ deployment, settings }: RunResult): Wording | undefined {
  if (settings?.embedded === true) return WORDS.embedded;
  return deployment === undefined ? undefined : { en: visible(deployment), zh: visible(deployment) };
}
