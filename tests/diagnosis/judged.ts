/** Runs against deployments within this process, and what is diagnosed from their results. */
import { loadContract } from '../../src/contract/contract.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { readSignatures } from '../../src/diagnosis/signatures.ts';
import { symptomsOf } from '../../src/diagnosis/symptoms.ts';
import { type InProcessDeployment, judgeInProcess } from '../../src/prove/judge-subject.ts';
import type { ReferenceAnswer } from '../../src/reference/stages.ts';
import type { Diagnosis, RunResult } from '../../src/result/result.ts';

export const contract = loadContract();
const signatures = readSignatures();

export interface Outcome {
  readonly verdict: RunResult['verdict'];
  readonly diagnosis: Diagnosis | undefined;
}

export async function judged(deployment: InProcessDeployment, budget = 'smoke'): Promise<Outcome> {
  const result = await judgeInProcess(contract, deployment, { seed: 5, budget });
  return { verdict: result.verdict, diagnosis: diagnose(symptomsOf(contract.operation, result), signatures) };
}

/** Whether the fault is named, first or as one that is not told apart from the first. */
export function isNamed(fault: string, diagnosis: Diagnosis | undefined): boolean {
  return diagnosis !== undefined && (diagnosis.fault === fault || diagnosis.alike.includes(fault));
}

type Ask = (target: string) => ReferenceAnswer;

/** What a deployment would answer to this target, changed. */
export type Spoil = (answer: ReferenceAnswer, target: string, ask: Ask) => ReferenceAnswer;

/** The deployment with its answers changed. */
export function spoilt(deployment: InProcessDeployment, spoil: Spoil): InProcessDeployment {
  return {
    ...deployment,
    answer: (request) => {
      const ask = (target: string) => deployment.answer({ ...request, target }) as ReferenceAnswer;
      return spoil(ask(request.target), request.target, ask);
    },
  };
}

/** Faults that no signature is of. */
export const STRANGERS: Readonly<Record<string, Spoil>> = {
  'lists every page with a limit of 30 to 39 as one of 20 to 29': (answer, target, ask) =>
    /limit=3\d/.test(target) ? ask(target.replace(/limit=3/, 'limit=2')) : answer,
  'shows three times the total': (answer) => ({
    ...answer,
    body: String(answer.body).replace(
      /("total_count":)(\d+)/,
      (_all, name, total) => `${name}${Number(total) * 3}`,
    ),
  }),
  'answers every list of manual backups with 418 and no body': (answer, target) =>
    /backup_type=manual/.test(target) ? { ...answer, status: 418, body: '' } : answer,
  'leaves some names empty': changedRows((rows) =>
    rows.map((row, place) => (place % 7 === 3 ? { ...row, name: '' } : row)),
  ),
  'lists manual backups on small pages of automated ones': (answer, target, ask) =>
    /backup_type=auto/.test(target) && /limit=\d(&|$)/.test(target)
      ? ask(target.replace('backup_type=auto', 'backup_type=manual'))
      : answer,
};

function changedRows(change: (rows: readonly object[], target: string) => readonly object[]): Spoil {
  return (answer, target) => {
    if (answer.status !== 200) return answer;
    const { backups, ...list } = JSON.parse(String(answer.body));
    return { ...answer, body: JSON.stringify({ ...list, backups: change(backups, target) }) };
  };
}
