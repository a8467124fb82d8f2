/** Settings: their sources, and which source wins. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readSettings } from '../../src/config/fleet.ts';
import { fromFlags } from '../../src/config/setting-sources.ts';
import { UsageError } from '../../src/config/usage-error.ts';

function fileWith(content: string): string {
  const file = test.info().outputPath('settings.yaml');
  writeFileSync(file, content);
  return file;
}

test('without settings: the embedded reference, the defaults, a random seed', () => {
  const [one, other] = [readSettings({}, {}), readSettings({}, {})];

  expect(one).toMatchObject({ report: 'reports/latest', concurrency: 8, only: [], acceptUnexercised: false });
  expect(one.target).toBeUndefined();
  expect(one.budget.name).toBe('standard');
  expect(one.seed).not.toBe(other.seed);
});

test('a flag wins over the environment, and the environment over the file', () => {
  const file = fileWith(`
defaults: {seed: 1, budget: smoke, concurrency: 2, rate: 3}
deployments: {one: {url: http://host, project: p, instances: i, rate: 4}}
`);
  const env = { RDS_SEED: '2', RDS_BUDGET: 'exhaustive' };

  const settings = readSettings(fromFlags({ seed: '3' }), env, file);

  expect(settings).toMatchObject({ seed: 3, budget: { name: 'exhaustive' }, concurrency: 2, rate: 4 });
});

test('the file names deployments, with keys that are the names of the options', () => {
  const file = fileWith(`
deployments:
  one:
    url: https://rds.example.com/prefix
    project: project
    instances: [one, two, one]
    report: somewhere
    rate: 2.5
    only: [window]
    contract: contract.yaml
    lang: zh
    accept-unexercised: true
`);

  const folder = path.relative(process.cwd(), path.dirname(file));
  expect(readSettings({}, { RDS_CONFIG: file })).toMatchObject({
    deployment: { name: 'one', config: file },
    target: {
      url: new URL('https://rds.example.com/prefix'),
      projectId: 'project',
      instances: ['one', 'two'],
    },
    report: path.join(folder, 'somewhere'),
    rate: 2.5,
    only: ['window'],
    contract: path.join(folder, 'contract.yaml'),
    acceptUnexercised: true,
    language: 'zh',
  });
});

test('in the environment commas separate instances and clauses, and a blank variable is not set', () => {
  const place = { RDS_TARGET: 'http://host', RDS_PROJECT_ID: 'project', RDS_INSTANCE_IDS: ' one, two,' };

  const settings = readSettings(
    {},
    { ...place, RDS_ONLY: 'auth,window.sound', RDS_BUDGET: ' ', RDS_RATE: '' },
  );

  expect(settings.target?.instances).toEqual(['one', 'two']);
  expect(settings.only).toEqual(['auth', 'window.sound']);
  expect(settings.budget.name).toBe('standard');
  expect(settings.rate).toBeUndefined();
});

test('a wrong value is reported with its source', () => {
  const wrong = (env: NodeJS.ProcessEnv, file?: string) => () => readSettings({}, env, file);

  expect(wrong({ RDS_SEED: 'x' })).toThrow(/^RDS_SEED takes a whole number/);
  const one = 'deployments: {one: {url: http://host, project: p, instances: [i], seed: x}}';
  expect(wrong({}, fileWith(one))).toThrow(
    /^deployments\.one\.seed in .*settings\.yaml takes a whole number/,
  );
  expect(wrong({}, fileWith('- seed'))).toThrow(UsageError);
  expect(wrong({}, fileWith('defaults: {seed: {a: 1}}'))).toThrow(UsageError);
  expect(wrong({}, fileWith('defaults: {auth-token: x}'))).toThrow(/under auth:/);
  expect(wrong({ RDS_ACCEPT_UNEXERCISED: 'perhaps' })).toThrow(/true or false/);
  expect(wrong({ RDS_LANG: 'de' })).toThrow(/^RDS_LANG takes en or zh/);
});
