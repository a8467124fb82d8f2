/**
 * Playwright's global setup: reads the settings, starts the embedded reference deployment where no target is named,
 * and surveys the deployment once for all workers. It answers the teardown.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '../client/client.ts';
import type { Recording } from '../client/exchange.ts';
import { poolTransport } from '../client/pool-transport.ts';
import { select } from '../config/selection.ts';
import { checkDraft, readSettings } from '../config/settings.ts';
import { loadContract } from '../contract/contract.ts';
import { SURVEY } from '../engine/engine.ts';
import { PartInMemory } from '../evidence/part-writer.ts';
import { serveEmbedded } from '../reference/server.ts';
import { openReportFolder } from '../report/report-folder.ts';
import { ClauseJudge } from '../result/clause-judge.ts';
import { statedNetwork } from '../result/network.ts';
import { openTarget } from '../result/open-target.ts';
import { factsOf, judgingOptions, limitsOf, termsOf } from '../result/run-plan.ts';
import { statedFacts } from '../result/stated-facts.ts';
import { handOverEmbeddedToken, writeShard } from './shard.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const settings = readSettings({}, process.env);
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
  handOverEmbeddedToken(target.embeddedToken);
  const { url, projectId, instances, credentials } = target;
  const place = {
    url,
    projectId,
    instances,
    authenticated: credentials.kind !== 'none',
    network: statedNetwork(settings, target.network),
  };
  const run = factsOf(settings, place, undefined, terms);
  const stated = statedFacts(contract, selected === undefined ? run : { ...run, selected });
  const evidence = new PartInMemory({ holds: SURVEY, facts: { ...stated } });
  const recordings: Recording[] = [];
  const limits = limitsOf(settings, Date.now());
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(url, { ...target.network, connections: settings.concurrency }),
    secretHeaders: target.secretHeaders,
    credentials,
    pacing: { rate: settings.rate, concurrency: settings.concurrency },
    limits,
    recorder: (recording) => {
      recordings.push(recording);
      return evidence.record(recording);
    },
  });
  try {
    const judge = await ClauseJudge.begin(judgingOptions(contract, settings, place, client, terms.waivers));
    const survey = await evidence.close();
    const facts = {
      id: randomUUID(),
      run,
      surveyed: judge.surveyFacts,
      noise: client.noise,
      stop: client.stop,
      survey: survey.part,
      report: settings.report,
      language: settings.language,
      ...(settings.contract === undefined ? {} : { contract: settings.contract }),
      ...(settings.writeWaivers === undefined ? {} : { draft: settings.writeWaivers }),
    };
    const { sent } = client;
    await writeShard(
      { facts, settings, place, limits, sent, recordings, surveyPart: survey.bytes, stated },
      folder.partial,
    );
  } catch (error) {
    folder.discard();
    await target.close();
    throw error;
  } finally {
    await client.close();
  }
  return async () => {
    // The reporter opens the folder again, after this, to write the report of all workers.
    folder.discard();
    await target.close();
  };
}
