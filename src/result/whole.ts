/** Puts together what the parts of a run found that were conducted apart: in several processes, or in shards. */
import type { SurveyFacts } from './assemble.ts';
import { addVisits } from './coverage.ts';
import type { RunResult } from './result.ts';
import { addTraffic } from './traffic.ts';

/** How the detail begins of a clause whose test broke, ran out of time or never ran: it proves nothing. */
export const WITHOUT_JUDGEMENT = 'its test ended without a judgement';

/** Each shard surveys for itself; they read the same instances. */
export function mergeSurveys(surveys: readonly [SurveyFacts, ...SurveyFacts[]]): SurveyFacts {
  return {
    instances: surveys[0].instances,
    requests: surveys.reduce((sum, { requests }) => sum + requests, 0),
    sightings: surveys.flatMap(({ sightings }) => sightings),
    visits: addVisits(surveys.map(({ visits }) => visits)),
    traffic: addTraffic(surveys.map(({ traffic }) => traffic)),
  };
}

export function sumOfNoise(noises: readonly RunResult['noise'][]): RunResult['noise'] {
  const sum: Record<string, number> = {};
  for (const noise of noises) {
    for (const [kind, count] of Object.entries(noise)) sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}
