/**
 * Writes every generated file of the repository. With --check it writes nothing and names the files that are stale.
 * Either way it names what is wrong with the sources, and then fails.
 */
import { clauseSet } from './clause-sets.ts';
import { signaturesFile } from './fault-signatures.ts';
import { type Generated, staleFiles, writeFiles } from './generated.ts';
import { operationTypes } from './operation-types.ts';
import { sampleReport } from './sample.ts';
import { traceability } from './traceability.ts';

/** In this order: the sample report is scored by the clause set. */
const ALL: readonly Generated[] = [operationTypes, clauseSet, traceability, signaturesFile, sampleReport];

const isCheck = process.argv.includes('--check');
const problems: string[] = [];
for (const generated of ALL) {
  if (!isCheck) await writeFiles(generated);
  problems.push(
    ...(generated.problems?.() ?? []),
    ...(isCheck ? await staleFiles(generated) : []).map((file) => `${file} is stale: run npm run generate`),
  );
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
