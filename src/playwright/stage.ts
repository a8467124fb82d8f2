/**
 * The stage: what the global setup leaves in a file for the workers, so that all of them start with equal knowledge
 * and no request is made twice. It holds no credential.
 */
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Recording } from '../client/exchange.ts';
import type { Settings } from '../config/settings.ts';
import type { Place } from '../result/run-plan.ts';
import type { StatedFacts } from '../result/stated-facts.ts';
import { writeAtomically } from '../result/write-file.ts';
import type { StageFacts } from './clause-attachment.ts';

/** Where the workers find the stage. */
const STAGE_VARIABLE = 'RDS_CONFORMANCE_STAGE';

export interface Stage {
  readonly facts: StageFacts;
  readonly settings: Settings;
  readonly place: Place;
  /** The survey, as it went over the wire. */
  readonly recordings: readonly Recording[];
  /** The survey as a part of the evidence. */
  readonly surveyPart: Uint8Array;
  /** What every part of the evidence says of the run. */
  readonly stated: StatedFacts;
}

/** Writes the stage into the report's work directory, and tells the workers where. */
export async function setStage(stage: Stage): Promise<void> {
  const directory = workDirectory(stage.settings.report);
  await strike(stage.settings.report);
  await mkdir(sightingsDirectory(directory), { recursive: true });
  const file = path.join(directory, 'stage.json');
  await writeAtomically(file, JSON.stringify(stage, withBytes));
  process.env[STAGE_VARIABLE] = file;
}

/** Takes the stage away again. */
export async function strike(report: string): Promise<void> {
  await rm(workDirectory(report), { recursive: true, force: true });
}

function workDirectory(report: string): string {
  return path.resolve(report, 'work');
}

/** @throws Error where the global setup has not run */
export function readStage(): Stage & { readonly directory: string } {
  const file = process.env[STAGE_VARIABLE];
  if (file === undefined) {
    throw new Error(
      "no deployment has been surveyed: let the configuration name this package's global setup, and run it",
    );
  }
  const stage = JSON.parse(readFileSync(file, 'utf8'), revive) as Stage;
  return { ...stage, directory: path.dirname(file) };
}

/** Where clauses leave what their exchanges showed of others. */
export function sightingsDirectory(directory: string): string {
  return path.join(directory, 'sightings');
}

const BYTES = '$bytes';
const URL_TEXT = '$url';

/** `toJSON` has already been applied to what stands here, so the holder is asked. */
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
