/**
 * Playwright's global setup: of every deployment that a project judges it reads the settings and surveys it once for all
 * workers. Where no target is named it starts the embedded reference deployment. Returns the teardown.
 */
import { randomUUID } from 'node:crypto';
import type { FullConfig } from '@playwright/test';
import { createClient } from '../client/client.ts';
import type { Recording } from '../client/exchange.ts';
import { poolTransport } from '../client/pool-transport.ts';
import type { Fleet } from '../config/fleet.ts';
import { select } from '../config/selection.ts';
import { checkDraft } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
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
import type { ShardPart } from './clause-attachment.ts';
import { judgedDeployments } from './deployment-projects.ts';
import { deploymentFleet, forgetShards, handOverEmbeddedToken, UNNAMED, writeShard } from './shard.ts';

type Teardown = () => Promise<void>;

export default async function globalSetup(config: FullConfig): Promise<Teardown> {
  forgetShards();
  // All settings are checked before the first request.
  const fleets = judgedDeployments(config.projects, process.argv).map(
    (name) => [name, deploymentFleet(name)] as const,
  );
  for (const warning of new Set(fleets.flatMap(([, { warnings }]) => warnings)))
    process.stderr.write(`${warning}\n`);
  const begun = await Promise.allSettled(
    fleets.map(([name, fleet]) => begin(name, fleet, config.shard ?? undefined)),
  );
  const teardowns = begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const teardown = async () => {
    await Promise.all(teardowns.map((end) => end()));
  };
  const failed = begun.find((each) => each.status === 'rejected');
  if (failed === undefined) return teardown;
  await teardown();
  throw failed.reason;
}

/** Surveys one deployment, and leaves for its workers what they need. */
async function begin(
  name: string,
  { runs: [{ settings, chosen }], report: fleet }: Fleet,
  part: ShardPart | undefined,
): Promise<Teardown> {
  if (part !== undefined && chosen.written.seed === undefined)
    throw new UsageError(
      '--shard needs one seed for all shards: set RDS_SEED, or seed in the configuration file',
    );
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
  if (name === UNNAMED) handOverEmbeddedToken(target.embeddedToken);
  const { url, projectId, instances, credentials } = target;
  const place = {
    url,
    projectId,
    instances,
    authenticated: credentials.kind !== 'none',
    signed: credentials.kind === 'key',
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
      ...(part === undefined ? {} : { part: { current: part.current, total: part.total } }),
      report: settings.report,
      ...(name === UNNAMED ? {} : { fleet }),
      language: settings.language,
      ...(settings.contract === undefined ? {} : { contract: settings.contract }),
      ...(settings.writeWaivers === undefined ? {} : { draft: settings.writeWaivers }),
    };
    const { sent } = client;
    await writeShard(
      name,
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
