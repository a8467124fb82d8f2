/** Adds a diagnosis to the report of a failing run. The report is on disk before: a diagnosis can only add to it. */
import type { Language } from '../contract/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { RunResult } from '../result/result.ts';
import { visible } from './visible.ts';
import { writeReport } from './write-report.ts';

export interface WrittenReport {
  /** The directory that holds the report. */
  readonly directory: string;
  readonly result: RunResult;
  readonly contract: Contract;
  readonly language?: Language | undefined;
}

export interface Diagnosed {
  /** With the diagnosis, where there is one. */
  readonly result: RunResult;
  /** A line for people where the diagnosis failed: the verdict, the report and the exit code are as they were. */
  readonly failure?: string;
}

/**
 * Diagnoses a run that failed, and writes its report again with the diagnosis.
 * @param diagnose returns the result, with a diagnosis if there is one; an error that it throws becomes `failure`
 */
export async function addDiagnosis(
  { directory, result, contract, language = 'en' }: WrittenReport,
  diagnose: () => Promise<RunResult>,
): Promise<Diagnosed> {
  if (result.verdict !== 'nonconformant') return { result };
  try {
    const diagnosed = await diagnose();
    if (diagnosed.diagnosis !== undefined || diagnosed.common !== undefined)
      await writeReport(directory, diagnosed, contract, language);
    return { result: diagnosed };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { result, failure: `no diagnosis, it failed: ${visible(why)}` };
  }
}
