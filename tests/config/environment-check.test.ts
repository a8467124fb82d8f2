/** RDS_* variables that nothing reads. */
import { expect, test } from '@playwright/test';
import { readFleet } from '../../src/config/fleet.ts';
import { configFile, PLACE } from './sources.ts';

const TARGET = { RDS_TARGET: 'http://host', RDS_PROJECT_ID: 'p', RDS_INSTANCE_IDS: 'i' };

const warningsOf = (env: NodeJS.ProcessEnv) => readFleet({}, env).warnings;

test('a name near one that is read is refused, with or without a target', () => {
  for (const [name, near] of [
    ['RDS_TAGRET', 'RDS_TARGET'],
    ['RDS_TOKEN', 'RDS_AUTH_TOKEN'],
    ['RDS_INSTANCE_ID', 'RDS_INSTANCE_IDS'],
    ['RDS_PROJECT', 'RDS_PROJECT_ID'],
  ] as const) {
    for (const place of [{}, TARGET])
      expect(() => warningsOf({ ...place, [name]: 'x' })).toThrow(`${name}: did you mean ${near}?`);
  }
});

test('another name is a warning beside a target, and refused without one', () => {
  expect(warningsOf({ ...TARGET, RDS_FLAVOUR_OF_THE_DAY: 'x' })).toEqual([
    'warning: nothing reads RDS_FLAVOUR_OF_THE_DAY',
  ]);
  expect(() => warningsOf({ RDS_FLAVOUR_OF_THE_DAY: 'x' })).toThrow(/no target is given/);
});

test('what the file refers to is read, and so is what the processes of a run hand on', () => {
  const config = configFile(`deployments: {one: {${PLACE}, auth: {token: "\${RDS_STAGING_TOKEN}"}}}`);

  expect(readFleet({}, { RDS_STAGING_TOKEN: 'x' }, { config }).warnings).toEqual([]);
  expect(warningsOf({ ...TARGET, RDS_CONFORMANCE_SHARD: 'x', RDS_ENDPOINT: 'x' })).toEqual([]);
});

test('half a credential is refused', () => {
  expect(() => warningsOf({ ...TARGET, RDS_ACCESS_KEY: 'k' })).toThrow(/RDS_SECRET_KEY is not/);
  expect(() => warningsOf({ ...TARGET, RDS_IAM_USER: 'u' })).toThrow(/RDS_IAM_ENDPOINT is not/);
});
