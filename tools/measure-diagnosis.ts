/**
 * Measures how often a diagnosis is right, and writes docs/diagnosis.md: on the reference deployment, in runs that no
 * signature was made of, and on a deployment of another making. `npm run diagnosis`; takes minutes.
 */
import { writeFileSync } from 'node:fs';
import { packageFile } from '../src/contract/package.ts';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { readSignatures, type Signature } from '../src/diagnosis/signatures.ts';
import { type Symptoms, symptomsOf } from '../src/diagnosis/symptoms.ts';
import { type InProcessDeployment, judgeInProcess } from '../src/prove/judge-subject.ts';
import { createReference } from '../src/reference/reference.ts';
import { faults } from '../src/reference/registry.ts';
import type { Diagnosis } from '../src/result/result.ts';
import { contract, isNamed, STRANGERS, spoilt } from '../tests/diagnosis/judged.ts';
import { FAULTS, otherDeployment } from '../tests/diagnosis/other-deployment.ts';
import { type ObservedRun, observe } from './observe.ts';

/** Runs that the signatures are not made of: other data, another seed, and in the second one other ways to behave. */
const SAME_WAYS: ObservedRun = { subject: { seed: 21, backups: 290 }, seed: 11, budget: 'standard' };
const OTHER_WAYS: ObservedRun = {
  subject: {
    seed: 23,
    backups: 150,
    variant: ['largest-first', 'minus-0330-times', 'window-by-end-open-ends'],
  },
  seed: 12,
  budget: 'standard',
};
const SEED = 11;

interface Case {
  /** The fault; undefined where no known one is in the deployment. */
  readonly fault?: string;
  readonly name: string;
  readonly diagnosis: Diagnosis | undefined;
  /** What is diagnosed if the fault has no signature. */
  readonly withoutIt?: Diagnosis | undefined;
}

const signatures = readSignatures();
let count = 0;
let milliseconds = 0;
let slowest = 0;

function diagnosedCase(name: string, symptoms: Symptoms, fault?: string): Case {
  const started = performance.now();
  const diagnosis = diagnose(symptoms, signatures);
  const took = performance.now() - started;
  count += 1;
  milliseconds += took;
  slowest = Math.max(slowest, took);
  if (fault === undefined) return { name, diagnosis };
  const others = new Map<string, Signature>([...signatures].filter(([slug]) => slug !== fault));
  return { name, diagnosis, fault, withoutIt: diagnose(symptoms, others) };
}

async function referenceCases(run: ObservedRun, slugs: readonly string[]): Promise<readonly Case[]> {
  const observed = await observe(
    slugs.map((fault) => ({ ...run, subject: { ...run.subject, fault } })),
    (done) => done % 50 === 0 && console.log(`${done} of ${slugs.length} faults of the reference`),
  );
  return slugs.flatMap((slug, place) => {
    const symptoms = observed[place] ?? 'not observed';
    if (typeof symptoms !== 'string') return [diagnosedCase(slug, symptoms, slug)];
    console.error(`${slug}: ${symptoms}`);
    return [];
  });
}

async function caseOf(
  name: string,
  deployment: InProcessDeployment,
  budget: string,
  fault?: string,
): Promise<Case> {
  const result = await judgeInProcess(contract, deployment, { seed: SEED, budget });
  return diagnosedCase(name, symptomsOf(contract.operation, result), fault);
}

async function otherCases(budget: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const fault of FAULTS) cases.push(await caseOf(fault, otherDeployment(fault), budget, fault));
  return cases;
}

async function strangers(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const [name, spoil] of Object.entries(STRANGERS)) {
    cases.push(await caseOf(name, spoilt(createReference(contract), spoil), 'standard'));
    cases.push(await caseOf(name, spoilt(otherDeployment(), spoil), 'standard'));
  }
  return cases;
}

const isFirst = ({ fault, diagnosis }: Case) => diagnosis?.fault === fault;
const isRight = ({ fault, diagnosis }: Case) => fault !== undefined && isNamed(fault, diagnosis);
const isSilent = ({ diagnosis }: Case) => diagnosis === undefined;
const isWrong = (one: Case) => !isSilent(one) && !isRight(one);

function share(cases: readonly Case[], is: (one: Case) => boolean): string {
  const matching = cases.filter(is).length;
  return `${matching} (${((100 * matching) / Math.max(1, cases.length)).toFixed(1)} %)`;
}

function row(title: string, cases: readonly Case[]): string {
  const columns = [isFirst, isRight, isWrong, isSilent].map((is) => share(cases, is));
  return `| ${title} | ${cases.length} | ${columns.join(' | ')} |`;
}

/** How often a diagnosis of that certainty is right: what the word promises. */
function certainties(cases: readonly Case[]): string {
  const bands = [0.6, 0.7, 0.8, 0.9];
  return bands
    .map((from, place) => {
      const to = bands[place + 1] ?? 1.01;
      const within = cases.filter(({ diagnosis }) => {
        const certainty = diagnosis?.certainty ?? 0;
        return certainty >= from && certainty < to;
      });
      const upTo = to > 1 ? '' : ` to ${Math.round(100 * to)} %`;
      return `| ${to > 1 ? 'at least ' : ''}${Math.round(100 * from)} %${upTo} | ${within.length} | ${share(within, isRight)} |`;
    })
    .join('\n');
}

function missed(cases: readonly Case[]): string {
  const lines = cases.filter((one) => !isRight(one)).map(({ name }) => `\`${name}\``);
  return lines.length === 0 ? 'none' : [...new Set(lines)].sort().join(', ');
}

const slugs = faults.map(({ slug }) => slug);
/** Every fourth fault is enough. */
const sameWays = await referenceCases(
  SAME_WAYS,
  slugs.filter((_, place) => place % 4 === 0),
);
const otherWays = await referenceCases(
  OTHER_WAYS,
  slugs.filter((_, place) => place % 4 === 2),
);
const [standard, smoke] = [await otherCases('standard'), await otherCases('smoke')];
const unknown = await strangers();
const known = [...sameWays, ...otherWays, ...standard, ...smoke];
const named = (one: Case, certainty: number) => (one.withoutIt?.certainty ?? 0) >= certainty;

const text = `# How a failing deployment is diagnosed

\`npm run diagnosis\` measures this again and writes it; do not edit.

When clauses fail, the report names the known fault that is nearest to what the run shows. Each of the ${faults.length} faults of the reference deployment has a signature in \`src/diagnosis/signatures.json\`. It holds what several runs show, over other data and in other conformant ways to behave: which clauses the fault breaks, by which rules, at which places, and what the counterexamples have in common. A failing run is compared with all signatures.

- A clause, a rule or a trait has more weight if fewer faults show it. A clause that the run did not judge has none, nor has a clause that is newer than the signatures.
- **Certainty** is the probability of the fault, together with those that are not told apart from it, times the share that it explains. What is weighed against it: each other known fault, an unknown fault that is similar to a known one, and a fault like no other.
- A fault **explains** a clause that is broken if it breaks that clause by the same rule. It has to explain all clauses that are broken, and those that held although it always breaks them; each of these counts twice.
- Nothing is named if the certainty is below 60 %, or if less than two thirds is explained. At most four faults are named together.

A diagnosis sends no request and reads no message. It is made after the report is on disk, and only for a failing run. After two seconds it is given up, and a line says so. Whatever goes wrong in it, the verdict, the report and the exit code stay.

## How often it is right

No signature was made of these runs. A diagnosis takes about ${(milliseconds / count / 1000).toFixed(1)} seconds, ${(slowest / 1000).toFixed(1)} at most, whatever the number of backups.

| The deployment | Runs | Named first | Named, first or not told apart | Another one named | Nothing named |
| --- | --- | --- | --- | --- | --- |
${row('reference, other data and seed', sameWays)}
${row('reference, other ways to behave', otherWays)}
${row('of another making, budget standard', standard)}
${row('of another making, budget smoke', smoke)}

| Certainty | Diagnoses | Right |
| --- | --- | --- |
${certainties([...known, ...unknown])}

A fault that is none of the known ones:

| The deployment has | Runs | Named | Named with at least 80 % |
| --- | --- | --- | --- |
| a fault unlike the known ones | ${unknown.length} | ${share(unknown, (one) => !isSilent(one))} | ${share(unknown, ({ diagnosis }) => (diagnosis?.certainty ?? 0) >= 0.8)} |
| a known fault whose signature is taken away | ${known.length} | ${share(known, (one) => named(one, 0.6))} | ${share(known, (one) => named(one, 0.8))} |

In the last row a name is that of a similar fault: most known faults have a relative, such as \`token-end-compared\` and \`token-begin-compared\`.

## Not named

- Reference: ${missed([...sameWays, ...otherWays])}.
- Of another making, standard: ${missed(standard)}.
- Of another making, smoke: ${missed(smoke)}.
`;

writeFileSync(packageFile('docs/diagnosis.md'), text);
console.log(text.slice(text.indexOf('## How often')));
