/** Merges what the shards of a run found. */
import { togetherSeen } from '../engine/seen.ts';
import type { SurveyFacts } from './assemble.ts';
import { addVisits } from './coverage.ts';
import type { RunResult } from './result.ts';
import { addTraffic } from './traffic.ts';

/** Merges the surveys of shards: each makes its own, of the same instances. */
export function mergeSurveys(surveys: readonly [SurveyFacts, ...SurveyFacts[]]): SurveyFacts {
  const { instances, obstacle, mock } = surveys[0];
  return {
    instances,
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(mock === undefined ? {} : { mock }),
    requests: surveys.reduce((sum, { requests }) => sum + requests, 0),
    seen: togetherSeen(surveys.map(({ seen }) => seen)),
    visits: addVisits(surveys.map(({ visits }) => visits)),
    traffic: addTraffic(surveys.map(({ traffic }) => traffic)),
  };
}

/** Adds up counts of noise by kind. */
export function sumOfNoise(noises: readonly RunResult['noise'][]): RunResult['noise'] {
  const sum: Record<string, number> = {};
  for (const noise of noises) {
    for (const [kind, count] of Object.entries(noise)) sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}
