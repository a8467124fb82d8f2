/**
 * The signatures of the known faults, src/diagnosis/signatures.json: each fault is judged in several runs, over other
 * data, in other conformant ways to behave, with other seeds and budgets. Takes minutes of all processors, and so it is
 * done only where the clauses, the rules or the faults are others than in the file.
 */
import { existsSync } from 'node:fs';
import { RULES } from '../src/clauses/rules.ts';
import { loadContract } from '../src/contract/contract.ts';
import { digestOf } from '../src/contract/digest.ts';
import { packageFile } from '../src/contract/package.ts';
import {
  SIGNATURES_FILE,
  type Signature,
  signatureOf,
  signaturesDigest,
  writeSignatures,
} from '../src/diagnosis/signatures.ts';
import { faults } from '../src/reference/registry.ts';
import { type Generated, textOf } from './generated.ts';
import { type ObservedRun, observe } from './observe.ts';

type Run = Omit<ObservedRun, 'subject'> & { readonly subject: Omit<ObservedRun['subject'], 'fault'> };

/** The runs of each fault. Between them they differ in all that a deployment is free to do. */
const RUNS: readonly Run[] = [
  { subject: {}, seed: 1, budget: 'standard' },
  {
    subject: { seed: 7, backups: 119, variant: ['oldest-first', 'utc-times', 'window-by-overlap'] },
    seed: 2,
    budget: 'standard',
  },
  {
    subject: {
      seed: 5,
      backups: 180,
      variant: ['largest-first', 'mixed-zones', 'window-half-open', 'incremental-only-when-asked'],
    },
    seed: 4,
    budget: 'standard',
  },
  {
    subject: { seed: 3, backups: 330, variant: ['unordered-but-stable', 'window-by-end', 'status-422'] },
    seed: 3,
    budget: 'smoke',
  },
];

export const faultSignatures: Generated = {
  texts: async (isCheck) => {
    const digest = digestOf(JSON.stringify(measuredThings()));
    const isCurrent = existsSync(packageFile(SIGNATURES_FILE)) && signaturesDigest() === digest;
    if (isCurrent) return new Map([[SIGNATURES_FILE, textOf(SIGNATURES_FILE) ?? '']]);
    return new Map([
      [SIGNATURES_FILE, isCheck ? '' : writeSignatures(digest, RUNS.length, await measuredSignatures())],
    ]);
  },
};

/** What decides a signature, apart from the code: a file that was made with other clauses, rules or faults is stale. */
function measuredThings(): readonly unknown[] {
  const { entries } = loadContract().catalogue;
  return [
    entries.map(({ slug, level }) => [slug, level]),
    Object.keys(RULES),
    faults.map(({ slug, description }) => [slug, description]),
    RUNS,
  ];
}

async function measuredSignatures(): Promise<ReadonlyMap<string, Signature>> {
  const runs = faults.flatMap(({ slug }) =>
    RUNS.map((run): ObservedRun => ({ ...run, subject: { ...run.subject, fault: slug } })),
  );
  const symptoms = await observe(runs, (done) => {
    if (done % 100 === 0) process.stderr.write(`fault signatures: ${done} of ${runs.length} runs\n`);
  });
  return new Map(
    faults.map(({ slug }) => [
      slug,
      signatureOf(symptoms.filter((_, place) => runs[place]?.subject.fault === slug)),
    ]),
  );
}
