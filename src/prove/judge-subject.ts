/** Runs the suite in process, against the reference deployment with a fault or variant or against any other handler. */
import { allClauses } from '../clauses/all-clauses.ts';
import { createClient } from '../client/client.ts';
import { tokenCredentials } from '../client/credentials.ts';
import type { Recorder } from '../client/exchange.ts';
import { inProcessTransport } from '../client/in-process-transport.ts';
import { signingCredentials } from '../client/signing-credentials.ts';
import { readBudget } from '../config/budget.ts';
import type { Contract } from '../contract/contract.ts';
import type { WaivedFingerprints } from '../engine/waived-violations.ts';
import { createReference, type Reference, type ReferenceOptions } from '../reference/reference.ts';
import { judgeDeployment } from '../result/judge-deployment.ts';
import type { RunResult } from '../result/result.ts';

export interface InProcessRun {
  readonly seed: number;
  readonly budget: string;
  readonly concurrency?: number;
  readonly selected?: readonly string[];
  /** Violations to ignore, and whether to look for every violation of a clause; see WaivedViolations. */
  readonly waived?: WaivedFingerprints;
  readonly everyKind?: boolean;
  /** Called with each violation of a clause as it is seen, and how many requests had been answered by then. */
  readonly onViolation?: (slug: string, answered: number) => void;
  readonly recorder?: Recorder;
  /**
   * Called when a clause has confirmed a violation. If it returns `stop`, the run ends, and its result says nothing
   * of the other clauses.
   */
  readonly onCaught?: (slug: string) => 'stop' | undefined;
}

export interface SubjectRun extends InProcessRun {
  readonly subject: ReferenceOptions;
}

/** A deployment within this process, and what a run has to know of it. */
export type InProcessDeployment = Pick<Reference, 'answer' | 'token' | 'key' | 'projectId' | 'instances'>;

export function judgeSubject(contract: Contract, { subject, ...run }: SubjectRun): Promise<RunResult> {
  return judgeInProcess(contract, createReference(contract, subject), run);
}

/** Judges any deployment within this process. */
export async function judgeInProcess(
  contract: Contract,
  deployment: InProcessDeployment,
  {
    seed,
    budget,
    concurrency = 8,
    selected,
    onViolation,
    onCaught,
    recorder,
    waived,
    everyKind,
  }: InProcessRun,
): Promise<RunResult> {
  const { token, key, projectId, instances } = deployment;
  const signed = key !== undefined;
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport(deployment),
    credentials: signed ? signingCredentials(key) : tokenCredentials(token),
    pacing: { concurrency },
    limits: { requests: readBudget(budget).requests, reserve: readBudget(budget).reserve },
    // In process the data move with requests, not with time.
    catchUpMs: 0,
    ...(recorder === undefined ? {} : { recorder }),
  });
  const spend = readBudget(budget);
  const facts = {
    suite: { name: 'rds-backups-conformance', version: '0' },
    target: 'in process',
    seed,
    budget: spend,
    acceptUnexercised: false,
    settings: {
      project: projectId,
      instances,
      authenticated: true,
      ...(signed ? { signed: true as const } : {}),
      concurrency,
      embedded: true,
    },
    startedAt: new Date(0).toISOString(),
    ...(selected === undefined ? {} : { selected }),
  };
  const caught = (slug: string) => {
    if (onCaught?.(slug) === 'stop') void client.close();
  };
  let answered = 0;
  try {
    return await judgeDeployment({
      contract,
      client,
      clauses: allClauses(contract),
      projectId,
      instances,
      authenticated: true,
      signed,
      seed,
      budget: spend,
      concurrency,
      baseUrl: '$RDS_ENDPOINT',
      facts,
      ...(waived === undefined ? {} : { waived }),
      ...(everyKind === undefined ? {} : { everyKind }),
      onReply: () => {
        answered += 1;
      },
      onViolation: (slug, by) => {
        onViolation?.(slug, answered);
        if (by === 'watch') caught(slug);
      },
      onJudged: ({ slug, verdict }) => {
        if (verdict === 'fail' || verdict === 'warn') caught(slug);
      },
    });
  } finally {
    await client.close();
  }
}
