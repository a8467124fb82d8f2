/** One run from its settings to its reports. */
import path from 'node:path';
import { allClauses } from '../clauses/all-clauses.ts';
import { createClient } from '../client/client.ts';
import { poolTransport } from '../client/pool-transport.ts';
import { select } from '../config/selection.ts';
import { checkDraft, type Settings } from '../config/settings.ts';
import type { Language } from '../contract/catalogue.ts';
import { type Contract, loadContract } from '../contract/contract.ts';
import { requestsFor } from '../engine/share-out.ts';
import type { Survey } from '../engine/survey/survey.ts';
import { serveEmbedded } from '../reference/server.ts';
import { addDiagnosis } from '../report/add-diagnosis.ts';
import { reportToWorkflow } from '../report/ci/workflow.ts';
import { openReportFolder } from '../report/report-folder.ts';
import { staleWaivers } from '../report/run-facts.ts';
import { type Planned, type Progress, progressOn, silentProgress } from '../report/terminal/progress.ts';
import { terminalReport, verdictLine } from '../report/terminal/terminal-report.ts';
import { visible } from '../report/visible.ts';
import { draftLine } from '../report/waiver-draft.ts';
import { reportText, writeReport } from '../report/write-report.ts';
import { judgeDeployment } from '../result/judge-deployment.ts';
import { statedNetwork } from '../result/network.ts';
import { type OpenTarget, openTarget } from '../result/open-target.ts';
import { recorded } from '../result/recorded-run.ts';
import { REPORT_FILE } from '../result/report-file.ts';
import type { RunResult } from '../result/result.ts';
import { factsOf, judgingOptions, limitsOf, termsOf } from '../result/run-plan.ts';
import { Interrupted, type Signal, untilInterrupted } from './interruption.ts';
import type { Output } from './output.ts';

/**
 * Judges, writes and prints.
 * @throws UsageError, ContractError before anything is sent; ReportError; Interrupted at a signal, leaving what was
 *   recorded in the partial folder, beside an earlier report
 */
export async function judge(settings: Settings, output: Output): Promise<RunResult> {
  const contract = loadContract(settings.contract);
  const selected = select(contract, settings.only);
  const terms = termsOf(settings, contract);
  checkDraft(settings);
  const folder = openReportFolder(settings.report);
  const target = await openTarget(settings, process.env, () => serveEmbedded(contract)).catch(
    (error: unknown) => {
      folder.discard();
      throw error;
    },
  );
  const progress = output.showsProgress
    ? progressOn(process.stderr, planned(contract, settings, selected))
    : silentProgress;
  try {
    const {
      result: judged,
      unreachable,
      interruptedBy,
    } = await judgeAt(target, {
      contract,
      settings,
      selected,
      terms,
      progress,
      output,
      report: folder.partial,
    });
    progress.done();
    const { language } = settings;
    await writeReport(folder.partial, judged, contract, language);
    if (interruptedBy !== undefined) throw new Interrupted(interruptedBy);
    const directory = await folder.publish();
    const written = { directory, result: judged, contract, language };
    const { result, failure } = await addDiagnosis(written, async () => {
      const { diagnosed } = await import('../diagnosis/diagnose.ts');
      return diagnosed(contract, judged);
    });
    if (failure !== undefined) output.warn(failure);
    await reportToWorkflow(result, contract.catalogue, process.env, (text) => process.stderr.write(text));
    output.note(`report: ${path.join(directory, REPORT_FILE)}`);
    const { writeWaivers } = settings;
    if (writeWaivers !== undefined) output.note(await draftLine(writeWaivers, result, contract));
    printResult(result, unreachable, contract, output, language);
    return result;
  } catch (error) {
    const partial = folder.leave();
    throw error instanceof Interrupted ? new Interrupted(error.signal, partial) : error;
  } finally {
    progress.done();
    await target.close();
  }
}

function planned(contract: Contract, { budget }: Settings, selected: readonly string[] | undefined): Planned {
  const clauses = allClauses(contract);
  return { clauses: selected?.length ?? clauses.length, requests: requestsFor(budget, clauses, selected) };
}

interface RunInput {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly selected: readonly string[] | undefined;
  readonly terms: ReturnType<typeof termsOf>;
  readonly progress: Progress;
  readonly output: Output;
  /** Folder that the evidence is written to. */
  readonly report: string;
}

interface Outcome {
  readonly result: RunResult;
  /** Why no request was answered; undefined where one was. */
  readonly unreachable: string | undefined;
  /** The signal that ended the run before it was done. */
  readonly interruptedBy: Signal | undefined;
}

async function judgeAt(target: OpenTarget, order: RunInput): Promise<Outcome> {
  const { contract, settings, selected, terms, progress, output, report } = order;
  const { rate, concurrency } = settings;
  const { credentials } = target;
  const place = {
    ...target,
    authenticated: credentials.kind !== 'none',
    signed: credentials.kind === 'key',
    network: statedNetwork(settings, target.network),
  };
  const facts = factsOf(settings, place, selected, terms);
  const whose = settings.target === undefined ? 'the embedded reference deployment at ' : '';
  output.note(`judging ${whose}${facts.target} with seed ${settings.seed}`);
  let unreachable: string | undefined;
  let interruptedBy: Signal | undefined;
  const result = await recorded({ report, contract, facts }, async (recorder) => {
    const client = createClient({
      headers: contract.operation.headers,
      transport: poolTransport(target.url, { ...target.network, connections: concurrency }),
      secretHeaders: target.secretHeaders,
      credentials,
      pacing: { rate, concurrency },
      limits: limitsOf(settings, Date.now()),
      recorder,
    });
    progress.follow(client);
    const running = judgeDeployment({
      ...judgingOptions(contract, settings, place, client, terms.waivers),
      facts,
      onSurveyed: (survey) => {
        unreachable = unreachableReason(survey);
      },
      onReply: (_reply, slug) => progress.requestSent(slug),
      onJudged: () => progress.clauseJudged(),
    });
    try {
      return await untilInterrupted(running, (signal) => {
        interruptedBy = signal;
        client.interrupt(`interrupted by ${signal}`);
        setTimeout(() => void client.close(), GRACE_MS).unref();
      });
    } finally {
      await client.close();
    }
  });
  progress.done();
  return { result, unreachable, interruptedBy };
}

/** Milliseconds that requests under way have to end after a signal. */
const GRACE_MS = 500;

function printResult(
  result: RunResult,
  unreachable: string | undefined,
  { catalogue }: Contract,
  output: Output,
  language: Language,
): void {
  const { style, json, quiet } = output;
  if (json) output.writeJson(reportText(result));
  if (unreachable !== undefined)
    output.warn(`cannot reach ${visible(result.target)}: ${visible(unreachable)}`);
  const stale = staleWaivers(result);
  if (stale !== undefined) output.warn(stale.en);
  const isShort = quiet || unreachable !== undefined;
  output.writeText(
    isShort
      ? `${verdictLine(result, catalogue, style)}\n`
      : terminalReport(result, { catalogue, style, language }),
  );
}

function unreachableReason({ known, unreadable }: Survey): string | undefined {
  const answered = known.instances.length > 0 || unreadable.some(({ reply }) => reply !== undefined);
  return answered ? undefined : unreadable[0]?.why;
}
