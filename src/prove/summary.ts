/** What `prove` says at its end: the complaints, the counts, the time, and a verdict line that can be grepped. */
import { duration } from '../report/terminal/progress.ts';
import type { Proof } from './proof.ts';
import type { SubjectKind } from './subjects.ts';

/** @param file where the proof was written */
export function summaryLines(proof: Proof, file: string): readonly string[] {
  const { results, complaints, own, seeds, budget, workers, milliseconds } = proof;
  const of = (kind: SubjectKind) => results.filter(({ job }) => job.kind === kind);
  const caught = of('fault').filter(({ firstCatch }) => firstCatch !== undefined).length;
  const cleared = of('variant').filter(({ catches }) =>
    catches.every(({ verdict }) => verdict !== 'fail'),
  ).length;
  const lasted = `${results.length} subjects in ${duration(milliseconds / 1000)}, ${workers} at a time`;
  return [
    ...complaints.map((complaint) => `  ${complaint}`),
    `${caught} of ${of('fault').length} faults caught by a clause named for them, ${cleared} of ${of('variant').length} conformant variants cleared, budget ${budget}, seeds ${seeds.join(' ')}`,
    `${Object.keys(own).length} clauses alone catch a fault; the matrix stands in ${file}`,
    lasted,
    `proof: ${complaints.length === 0 ? 'holds' : `broken (${complaints.length})`}`,
  ];
}
