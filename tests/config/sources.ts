/** Configuration files for tests. */
import { writeFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { readFleet } from '../../src/config/fleet.ts';
import type { Settings } from '../../src/config/settings.ts';

/** Writes a configuration file of this test and returns its path. */
export function configFile(content: string | Uint8Array, name = 'fleet.yaml'): string {
  const file = test.info().outputPath(name);
  writeFileSync(file, content);
  return file;
}

/** The keys that say where a deployment is. */
export const PLACE = 'url: http://127.0.0.1:1, project: p, instances: [i]';

/** A file with one deployment that has these keys too, written as `key: value, key: value`. */
export function oneWith(keys: string): string {
  return configFile(`deployments: {one: {${PLACE}${keys === '' ? '' : `, ${keys}`}}}`);
}

/** Returns the settings of the one deployment that a file names. */
export function settingsIn(file: string, env: NodeJS.ProcessEnv = {}): Settings {
  return readFleet({}, env, { config: file }).runs[0].settings;
}
