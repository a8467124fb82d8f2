/**
 * Measures how often a diagnosis is right, and writes docs/diagnosis.md: on the reference deployment, in runs that no
 * signature was made of, and on a deployment of another making. `npm run diagnosis`; takes minutes of all processors.
 */
import { writeFileSync } from 'node:fs';
import { packageFile } from '../src/contract/package.ts';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { readSignatures } from '../src/diagnosis/signatures.ts';
import { type Symptoms, symptomsOf } from '../src/diagnosis/symptoms.ts';
import { type InProcessDeployment, judgeInProcess } from '../src/prove/judge-subject.ts';
import { createReference } from '../src/reference/reference.ts';
import { faults } from '../src/reference/registry.ts';
import type { Diagnosis } from '../src/result/result.ts';
import { contract, isNamed, STRANGERS, spoilt } from '../tests/diagnosis/judged.ts';
import { FAULTS, otherDeployment } from '../tests/diagnosis/other-deployment.ts';
import { type ObservedRun, observe } from './observe.ts';

/** Runs that the signatures are not made of: other data, other ways to behave, another seed. */
const HELD_OUT: readonly ObservedRun[] = [
  { subject: { seed: 21, backups: 290 }, seed: 11, budget: 'standard' },
  {
    subject: {
      seed: 23,
      backups: 150,
      variant: ['largest-first', 'minus-0330-times', 'window-by-end-open-ends'],
    },
    seed: 12,
    budget: 'standard',
  },
];
const SEED = 11;

interface Case {
  /** The fault; undefined where no known one is in the deployment. */
  readonly fault?: string;
  readonly name: string;
  readonly diagnosis: Diagnosis | undefined;
}

const signatures = readSignatures();
let milliseconds = 0;
let slowest = 0;

function diagnosedCase(name: string, symptoms: Symptoms, fault?: string): Case {
  const started = performance.now();
  const diagnosis = diagnose(symptoms, signatures);
  const took = performance.now() - started;
  milliseconds += took;
  slowest = Math.max(slowest, took);
  return { name, diagnosis, ...(fault === undefined ? {} : { fault }) };
}

async function referenceCases(run: ObservedRun): Promise<readonly Case[]> {
  const symptoms = await observe(
    faults.map(({ slug }) => ({ ...run, subject: { ...run.subject, fault: slug } })),
  );
  return faults.map(({ slug }, place) => diagnosedCase(slug, symptoms[place] ?? new Map(), slug));
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
const isRight = ({ fault, diagnosis }: Case) =>
  fault === undefined ? diagnosis === undefined : isNamed(fault, diagnosis);
const isSilent = ({ diagnosis }: Case) => diagnosis === undefined;

function share(cases: readonly Case[], is: (one: Case) => boolean): string {
  const count = cases.filter(is).length;
  return `${count} (${((100 * count) / Math.max(1, cases.length)).toFixed(1)} %)`;
}

function row(title: string, cases: readonly Case[]): string {
  const isWrong = (one: Case) => !isSilent(one) && !isRight(one);
  const columns = [
    share(cases, isFirst),
    share(cases, isRight),
    share(cases, isWrong),
    share(cases, isSilent),
  ];
  return `| ${title} | ${cases.length} | ${columns.join(' | ')} |`;
}

function named({ diagnosis }: Case): string {
  if (diagnosis === undefined) return 'nothing';
  return `${[diagnosis.fault, ...diagnosis.alike].map((slug) => `\`${slug}\``).join(', ')} (${Math.round(100 * diagnosis.certainty)} %)`;
}

/** How often a diagnosis of that certainty is right: what the word promises. */
function certainties(cases: readonly Case[]): string {
  const bands = [0.3, 0.5, 0.7, 0.9, 0.99];
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

const [alike = [], inOtherWays = []] = [
  await referenceCases(HELD_OUT[0] as ObservedRun),
  await referenceCases(HELD_OUT[1] as ObservedRun),
];
const [other, otherSmoke, unknown] = [
  await otherCases('standard'),
  await otherCases('smoke'),
  await strangers(),
];
const known = [...alike, ...inOtherWays, ...other, ...otherSmoke];
const count = known.length + unknown.length;
const missed = (cases: readonly Case[]) =>
  cases
    .filter((one) => !isRight(one))
    .map((one) => `| ${one.name} | ${named(one)} |`)
    .sort()
    .join('\n');

const text = `# How a failing deployment is diagnosed

Generated by \`npm run diagnosis\`; do not edit.

When clauses fail, the report names the known fault that is nearest to what the run shows. Each of the ${faults.length} faults of the reference deployment has a signature (\`src/diagnosis/signatures.json\`): in several runs, over other data and in other conformant ways to behave, which clauses it breaks, by which rules, at which places, and what its counterexamples have in common. A run is compared with all of them. What it could not judge is left out; a clause, a rule or a trait weighs the more the fewer faults share it. No deployment is asked anything for this, and no message is read.

- **Certainty** is the probability of the fault (with those that are not told apart from it), where an unknown fault is as likely beforehand as all known ones together.
- A fault **explains** a clause that is broken if it breaks that clause by the same rule. It has to explain all clauses that are broken, and those that held although it always breaks them. Below two thirds nothing is named.
- Nothing is named either below a certainty of 30 %, or where more than four faults fit equally well.

The report is on disk before a diagnosis is made. Whatever goes wrong in it, the verdict, the report and the exit code stay.

## How often that is right

None of these runs is one that the signatures were made of.

| The deployment | Runs | Named first | Named, first or not told apart from it | Another one named | Nothing named |
| --- | --- | --- | --- | --- | --- |
${row('reference, other data and seed', alike)}
${row('reference, behaving in other ways', inOtherWays)}
${row('another making, budget standard', other)}
${row('another making, budget smoke', otherSmoke)}

| The deployment | Runs | Nothing named |
| --- | --- | --- |
| with a fault that is not known | ${unknown.length} | ${share(unknown, isSilent)} |

| Certainty | Diagnoses | Right |
| --- | --- | --- |
${certainties([...known, ...unknown])}

## Not named

### Reference deployment

| The fault | Named |
| --- | --- |
${missed([...alike, ...inOtherWays])}

### Deployment of another making

| The fault | Named |
| --- | --- |
${missed([...other, ...otherSmoke])}
${missed(unknown) === '' ? '' : `\n### Faults that are not known\n\n| The deployment | Named |\n| --- | --- |\n${missed(unknown)}\n`}`;

writeFileSync(packageFile('docs/diagnosis.md'), text);
process.stdout.write(
  `${text.split('## Not named')[0]?.split('## How often that is right')[1] ?? ''}${count} diagnoses, ${(milliseconds / count).toFixed(1)} ms each, ${slowest.toFixed(0)} ms the slowest\n`,
);
