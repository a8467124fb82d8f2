/** What a run judges: one deployment, or several of a configuration file, each with settings and a report of its own. */
import path from 'node:path';
import { type Choice, type Chosen, chooseDeployments } from './deployments.ts';
import type { Environment } from './references.ts';
import type { Source } from './setting-sources.ts';
import { type Settings, settingsOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** What is to be judged: one deployment, or several, each with a report of its own. */
export interface Fleet {
  readonly runs: readonly [FleetRun, ...FleetRun[]];
  /** Directory of the reports of several deployments. */
  readonly report: string;
  /** Lines for people. */
  readonly warnings: readonly string[];
}

/** One deployment: the settings, and what they were read from. */
export interface FleetRun {
  readonly settings: Settings;
  readonly chosen: Chosen;
}

export const DEFAULT_FLEET_REPORT = 'reports/fleet';

/**
 * Reads the settings of one run.
 * @param config a configuration file; RDS_CONFIG names one where this is left out
 * @throws UsageError with one line that names the setting and says what it takes; where several deployments are chosen
 */
export function readSettings(flags: Source, env: Environment, config?: string): Settings {
  const [{ settings }, second] = readFleet(flags, env, { config }).runs;
  if (second === undefined) return settings;
  throw new UsageError('RDS_DEPLOYMENT names several deployments: one is to be judged here');
}

/**
 * Reads the settings of one deployment of RDS_CONFIG, as one of several.
 * @throws UsageError with one line that names the setting and says what it takes
 */
export function readDeployment(name: string, env: Environment): Fleet {
  return readFleet({}, env, { deployments: [name], ofSeveral: true });
}

/**
 * Reads the settings of all deployments to judge. Every one is checked before the first request.
 * @throws UsageError with one line that names the setting and says what it takes
 */
export function readFleet(flags: Source, env: Environment, choice: Choice = {}): Fleet {
  const { chosen, warnings } = chooseDeployments(flags, env, choice);
  const [first, ...others] = chosen;
  if (others.length === 0 && choice.ofSeveral !== true) {
    const settings = settingsOf(first);
    return { runs: [{ settings, chosen: first }], report: settings.report, warnings };
  }
  const written = flags.report?.texts.at(-1) ?? (env.RDS_REPORT?.trim() || undefined);
  const shared = chosen.map((one) => one.written.report).find((each) => each?.where.startsWith('defaults.'));
  const report = written ?? shared?.texts.at(-1) ?? DEFAULT_FLEET_REPORT;
  const read = (one: Chosen): FleetRun => ({ settings: ofFleet(settingsOf(one), one, report), chosen: one });
  const runs: Fleet['runs'] = [read(first), ...others.map(read)];
  checkApart(
    runs.map(({ settings }) => settings),
    report,
  );
  return { runs, report, warnings };
}

/** A report that the deployment itself names stays where it is; the others stand beside each other. */
function ofFleet(settings: Settings, { name = '', written }: Chosen, report: string): Settings {
  const isOwn = written.report?.where.startsWith('deployments.') === true;
  return isOwn ? settings : { ...settings, report: path.join(report, name) };
}

/** @throws UsageError where two deployments of a fleet would write to one place */
function checkApart(fleet: readonly Settings[], report: string): void {
  const taken = new Map([[path.resolve(matrixDirectory(report)).toLowerCase(), 'the matrix']]);
  for (const { deployment, report: own, writeWaivers } of fleet) {
    for (const place of [own, ...(writeWaivers === undefined ? [] : [writeWaivers])]) {
      // Some file systems do not tell capitals from small letters.
      const key = path.resolve(place).toLowerCase();
      const name = deployment?.name ?? '';
      const other = taken.get(key);
      if (other !== undefined)
        throw new UsageError(
          `${name} and ${other} would both be written to ${place}: give each its own place`,
        );
      taken.set(key, name);
    }
  }
}

/** Returns the directory of the matrix of a fleet. */
export function matrixDirectory(report: string): string {
  return path.join(report, 'matrix');
}
