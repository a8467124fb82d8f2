/**
 * Writes the signatures of the known faults, src/diagnosis/signatures.json. Run as a program (`npm run signatures`), it
 * judges each fault in several runs, over other data, in other conformant ways to behave, with other seeds and budgets.
 * That takes minutes, so it is no part of `npm run generate`. It does nothing if no source has changed since.
 * With --missing it measures the faults without a signature only, and removes what no longer exists.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadContract } from '../src/contract/contract.ts';
import { digestOf } from '../src/contract/digest.ts';
import { packageFile } from '../src/contract/package.ts';
import {
  readSignatures,
  SIGNATURES_FILE,
  type Signature,
  signatureOf,
  signaturesDigest,
  writeSignatures,
} from '../src/diagnosis/signatures.ts';
import type { Symptoms } from '../src/diagnosis/symptoms.ts';
import { faults } from '../src/reference/registry.ts';
import type { Generated } from './generated.ts';
import { type ObservedRun, observe } from './observe.ts';

type Run = Omit<ObservedRun, 'subject'> & { readonly subject: Omit<ObservedRun['subject'], 'fault'> };

/** The runs of each fault. Between them they differ in all that a deployment is free to do. */
const RUNS: readonly Run[] = [
  { subject: {}, seed: 1, budget: 'standard' },
  {
    subject: {
      seed: 7,
      backups: 119,
      variant: ['oldest-first', 'utc-times', 'window-by-overlap', 'unknown-instance-empty'],
    },
    seed: 2,
    budget: 'standard',
  },
  {
    subject: {
      seed: 5,
      backups: 180,
      variant: [
        'largest-first',
        'mixed-zones',
        'window-half-open',
        'incremental-only-when-asked',
        'unknown-id-404',
        'plain-media-type',
      ],
    },
    seed: 4,
    budget: 'standard',
  },
  {
    subject: {
      seed: 3,
      backups: 330,
      variant: [
        'unordered-but-stable',
        'window-by-end',
        'status-422',
        'unknown-id-400',
        'other-project-empty',
        'unknown-parameter-refused',
      ],
    },
    seed: 3,
    budget: 'smoke',
  },
  {
    subject: {
      seed: 9,
      backups: 140,
      variant: [
        'minus-0330-times',
        'window-by-end-open-ends',
        'incremental-only-when-asked',
        'unknown-instance-empty',
        'unknown-id-404',
      ],
    },
    seed: 6,
    budget: 'smoke',
  },
];

/** What decides a signature: the suite, the reference, and the traits. */
const SOURCES = [
  'openapi',
  ...['clauses', 'client', 'contract', 'engine', 'query', 'reference', 'result'].map((name) => `src/${name}`),
  'src/diagnosis/symptoms.ts',
  'src/diagnosis/text-traits.ts',
  'src/diagnosis/traits.ts',
  'tools/fault-signatures.ts',
];

/** `npm run check` only says what the file names and nobody knows. Its age is no problem: an older file is usable. */
export const signaturesFile: Generated = {
  texts: () => new Map(),
  problems: () =>
    danglingSlugs().map(
      (slug) => `${SIGNATURES_FILE} names ${slug}, which does not exist: run npm run signatures -- --missing`,
    ),
};

/** Returns the faults and clauses of the file that no longer exist. */
function danglingSlugs(): readonly string[] {
  const signatures = readSignatures();
  const known = new Set([...faults.map(({ slug }) => slug), ...clauseSlugs()]);
  const named = new Set([
    ...signatures.keys(),
    ...[...signatures.values()].flatMap(({ all }) => [...all.keys()]),
  ]);
  return [...named].filter((slug) => !known.has(slug));
}

function clauseSlugs(): readonly string[] {
  return loadContract().catalogue.entries.map(({ slug }) => slug);
}

async function measure(onlyMissing: boolean): Promise<void> {
  const earlier = existsSync(packageFile(SIGNATURES_FILE)) ? readSignatures() : new Map<string, Signature>();
  const digest = sourcesDigest();
  const isCurrent = faults.every(({ slug }) => earlier.has(slug)) && danglingSlugs().length === 0;
  if (isCurrent && (onlyMissing || signaturesDigest() === digest)) {
    console.log(`${SIGNATURES_FILE} is up to date`);
    return;
  }
  const slugs = faults.map(({ slug }) => slug).filter((slug) => !onlyMissing || !earlier.has(slug));
  const measured = await measuredSignatures(slugs);
  const clauses = new Set(clauseSlugs());
  const kept = ({ runs }: Signature) =>
    signatureOf(runs.map((run) => new Map([...run].filter(([slug]) => clauses.has(slug)))));
  const signatures = faults.flatMap(({ slug }) => {
    const signature = measured.get(slug) ?? (onlyMissing ? earlier.get(slug) : undefined);
    return signature === undefined ? [] : [[slug, kept(signature)] as const];
  });
  // With --missing the other signatures are of older sources, and stay stale.
  const text = writeSignatures(onlyMissing ? 'in part' : digest, RUNS.length, new Map(signatures));
  writeFileSync(packageFile(SIGNATURES_FILE), text);
  console.log(`${SIGNATURES_FILE}: ${signatures.length} faults, ${slugs.length} of them measured`);
}

/** A fault without any run that succeeded has no signature: it is not named, and that is said. */
async function measuredSignatures(slugs: readonly string[]): Promise<ReadonlyMap<string, Signature>> {
  const runs = slugs.flatMap((slug) =>
    RUNS.map((run): ObservedRun => ({ ...run, subject: { ...run.subject, fault: slug } })),
  );
  const observed = await observe(runs, (done) => {
    if (done % 100 === 0) console.log(`${done} of ${runs.length} runs`);
  });
  const signatures = new Map<string, Signature>();
  for (const slug of slugs) {
    const symptoms: Symptoms[] = [];
    for (const [place, shown] of observed.entries()) {
      if (runs[place]?.subject.fault !== slug) continue;
      if (typeof shown === 'string') complain(`${slug}: run ${(place % RUNS.length) + 1} failed: ${shown}`);
      else symptoms.push(shown);
    }
    const isSilent = symptoms.every((shown) => [...shown.values()].every((traits) => traits.length === 0));
    if (isSilent) complain(`${slug}: no run broke a clause, so it has no signature`);
    else signatures.set(slug, signatureOf(symptoms));
  }
  return signatures;
}

function complain(line: string): void {
  console.error(line);
  process.exitCode = 1;
}

function sourcesDigest(): string {
  const files = SOURCES.flatMap((source) => {
    const place = packageFile(source);
    return source.endsWith('.ts')
      ? [place]
      : readdirSync(place, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => path.join(parentPath, name));
  });
  return digestOf(...files.sort().map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await measure(process.argv.includes('--missing'));
