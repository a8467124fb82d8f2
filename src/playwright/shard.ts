/**
 * A shard: one invocation of Playwright, which may run all clauses or some of them. Its global setup leaves here, in a
 * file, what the workers need, so that all of them start with the same survey and send none of its requests again.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tokenCredentials } from '../client/credentials.ts';
import type { Recording } from '../client/exchange.ts';
import type { RunLimits } from '../client/limits.ts';
import { type Fleet, readDeployment, readFleet } from '../config/fleet.ts';
import type { Settings } from '../config/settings.ts';
import { makeFolder } from '../contract/plain-file.ts';
import { credentialsOf } from '../result/credentials-of.ts';
import { type OpenTarget, revealed } from '../result/open-target.ts';
import type { Place } from '../result/run-plan.ts';
import type { StatedFacts } from '../result/stated-facts.ts';
import { writeAtomically } from '../result/write-file.ts';
import type { ShardFacts } from './clause-attachment.ts';
import { beginCount } from './shared-limits.ts';

/** Names the files for the workers, by deployment: JSON. */
const SHARD_VARIABLE = 'RDS_CONFORMANCE_SHARD';

/** The deployment that the environment names, and not a project of Playwright. */
export const UNNAMED = '';

/** Holds the token of the embedded reference deployment. It reaches the workers in no other way, and in no file. */
const TOKEN_VARIABLE = 'RDS_CONFORMANCE_EMBEDDED_TOKEN';

export interface Shard {
  readonly facts: ShardFacts;
  readonly settings: Settings;
  readonly place: Place;
  /** Hard ceilings of the shard: all its workers share them. */
  readonly limits: RunLimits;
  /** Requests that the survey has sent. */
  readonly sent: number;
  /** The survey's exchanges. */
  readonly recordings: readonly Recording[];
  /** The survey as a part of the evidence. */
  readonly surveyPart: Uint8Array;
  /** What every part of the evidence states of the run. */
  readonly stated: StatedFacts;
}

/**
 * Writes the shard into the work directory of the partial report, and its place into the workers' environment.
 * @param deployment its name in the configuration file, or UNNAMED
 */
export async function writeShard(deployment: string, shard: Shard, partial: string): Promise<void> {
  const directory = workDirectory(partial);
  makeFolder(detectionsDirectory(directory));
  const file = path.join(directory, 'shard.json');
  await writeAtomically(file, JSON.stringify(shard, withBytes));
  await beginCount(directory, shard.sent);
  process.env[SHARD_VARIABLE] = JSON.stringify({ ...shardFiles(), [deployment]: file });
}

function shardFiles(): Readonly<Record<string, string>> {
  return JSON.parse(process.env[SHARD_VARIABLE] ?? '{}');
}

/** Forgets the shards of an earlier run of this process. */
export function forgetShards(): void {
  delete process.env[SHARD_VARIABLE];
}

function workDirectory(partial: string): string {
  return path.resolve(partial, 'work');
}

/**
 * Returns what the global setup has left for the workers of a deployment.
 * @throws Error where the global setup has not run
 */
export function readShard(deployment: string): Shard & { readonly directory: string } {
  const file = shardFiles()[deployment];
  if (file === undefined) {
    throw new Error(
      "no deployment has been surveyed: let the configuration name this package's global setup, and run it",
    );
  }
  const shard = JSON.parse(readFileSync(file, 'utf8'), revive) as Shard;
  return { ...shard, directory: path.dirname(file) };
}

/** Hands the token to the workers, before they start. @param token undefined for a deployment of others */
export function handOverEmbeddedToken(token: string | undefined): void {
  if (token === undefined) delete process.env[TOKEN_VARIABLE];
  else process.env[TOKEN_VARIABLE] = token;
}

/** Returns the settings of a deployment, with its secrets: these are in no file, so every process reads them itself. */
export function deploymentFleet(deployment: string): Fleet {
  return deployment === UNNAMED ? readFleet({}, process.env) : readDeployment(deployment, process.env);
}

/** Returns the secrets of a worker: those of the embedded deployment, or those of the settings. */
export async function workerSecrets(
  deployment: string,
): Promise<Pick<OpenTarget, 'credentials' | 'secretHeaders'>> {
  const embedded = deployment === UNNAMED ? process.env[TOKEN_VARIABLE] : undefined;
  if (embedded !== undefined) return { credentials: tokenCredentials(embedded), secretHeaders: {} };
  const { settings } = deploymentFleet(deployment).runs[0];
  return {
    credentials: await credentialsOf(settings, process.env),
    secretHeaders: revealed(settings.headers),
  };
}

/** Returns the directory of what clauses' exchanges showed of others. */
export function detectionsDirectory(directory: string): string {
  return path.join(directory, 'detections');
}

const BYTES = '$bytes';
const URL_TEXT = '$url';

/** `toJSON` has already changed `value`, so the original is read from the object that holds it. */
function withBytes(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Readonly<Record<string, unknown>>)[key];
  if (original instanceof URL) return { [URL_TEXT]: original.href };
  if (original instanceof Uint8Array) return { [BYTES]: Buffer.from(original).toString('base64') };
  return value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (BYTES in value) return new Uint8Array(Buffer.from(String(value[BYTES]), 'base64'));
  return URL_TEXT in value ? new URL(String(value[URL_TEXT])) : value;
}
