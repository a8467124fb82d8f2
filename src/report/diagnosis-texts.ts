/** The diagnosis of a run in plain lines, for the forms of a report that build servers show. */
import type { RunResult } from '../result/result.ts';
import { SENTENCES } from './sentences.ts';

/** Returns what the violations have in common, and the likely faults, a line each, in English. */
export function diagnosisTexts({ diagnosis = [], common }: RunResult): readonly string[] {
  return [
    ...(common === undefined ? [] : [SENTENCES.inCommon(common).en]),
    ...diagnosis.map(
      (one) => SENTENCES.likelyFault(one.description.replace(/\.$/, ''), [one.fault, ...one.alike], one).en,
    ),
  ];
}
