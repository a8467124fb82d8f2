/** The published schema of configuration files, the file that `init` writes, and what `--print-config` shows. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { AUTH_KEYS } from '../../src/config/auth.ts';
import { DEFAULTS_KEYS, DEPLOYMENT_KEYS } from '../../src/config/config-file.ts';
import { exampleConfig } from '../../src/config/example.ts';
import { IMPLEMENTATION_KEYS } from '../../src/config/implementation.ts';
import { dataCheck } from '../../src/contract/data-check.ts';
import { command } from '../cli/command.ts';
import { read } from '../project/repository.ts';
import { configFile, PLACE, settingsIn } from './sources.ts';

const SCHEMA = 'openapi/configuration.schema.json';

test('the schema has every key of the file, and no other', () => {
  const { properties, $defs } = JSON.parse(read(SCHEMA));
  const keys = (of: { readonly properties: object }) => Object.keys(of.properties).sort();

  expect(keys($defs.deployment)).toEqual([...DEPLOYMENT_KEYS].sort());
  expect(keys(properties.defaults)).toEqual([...DEFAULTS_KEYS].sort());
  expect(keys($defs.implementation)).toEqual([...IMPLEMENTATION_KEYS].sort());
  const kinds: readonly { readonly properties?: object }[] = $defs.auth.oneOf;
  expect(kinds.flatMap((kind) => Object.keys(kind.properties ?? {})).sort()).toEqual([...AUTH_KEYS].sort());
});

/** The file with every comment that is a setting made one; of the credentials one kind stays. */
function everySetting(text: string): string {
  const kinds = /^ +# (token-file|token-command|access-key|secret-key|security-token|iam):/;
  const lines = text.split('\n').filter((line) => !kinds.test(line));
  return lines.map((line) => line.replace(/^( +)# (\s*[a-z-]+:( .*)?)$/, '$1$2')).join('\n');
}

test('what init writes is read, fits the schema, and names every setting of a deployment', () => {
  const env = { RDS_AUTH_TOKEN: 'x', GATEWAY_KEY: 'y' };
  const [asWritten, whole] = [exampleConfig('schema.json'), everySetting(exampleConfig('schema.json'))];
  const check = dataCheck(SCHEMA);
  for (const text of [asWritten, whole]) {
    expect(check.accepts(parse(text)), `${check.complaint()}\n${text}`).toBe(true);
    expect(settingsIn(configFile(text), env).deployment?.name).toBe('staging');
  }
  const { defaults, deployments } = parse(whole);
  const named = new Set([...Object.keys(defaults), ...Object.keys(deployments.staging)]);
  // A file is for many runs: what belongs to one alone is not proposed.
  const ofOneRun = ['report', 'challenge', 'write-waivers', 'clauses', 'insecure'];
  expect(DEPLOYMENT_KEYS.filter((key) => !named.has(key) && !ofOneRun.includes(key))).toEqual([]);
});

test('the schema refuses what the reader refuses', () => {
  const check = dataCheck(SCHEMA);
  const refused = [
    { deployments: { one: { url: '' } } },
    { deployments: { one: { budgte: 'smoke' } } },
    { deployments: { 'a/b': {} } },
    { defaults: { url: 'http://host' } },
    { deployments: { one: { auth: { token: 'literal' } } } },
    { deployments: { one: { auth: {} } } },
    { deployments: null },
  ];
  for (const content of refused) expect(check.accepts(content), JSON.stringify(content)).toBe(false);
});

test('init writes the file once, and never over another', async () => {
  const file = test.info().outputPath('fleet.yaml');
  const first = await command(['init', file]);
  expect(first.code, first.stderr).toBe(0);
  const written = readFileSync(file, 'utf8');
  const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(written) ?? [];
  expect(schema).toMatch(/node_modules\/rds-backups-conformance\/openapi\/configuration\.schema\.json$/);

  writeFileSync(file, 'mine');
  const second = await command(['init', file]);
  expect(second.code, second.stderr).toBe(2);
  expect(second.stderr).toContain('is there already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const nowhere = await command(['init', test.info().outputPath('no', 'folder', 'a.yaml')]);
  expect(nowhere.code, nowhere.stderr).toBe(2);
});

test('the schema is found where the package is installed', async () => {
  const folder = test.info().outputPath('project');
  const place = path.join(folder, 'node_modules/rds-backups-conformance/openapi');
  mkdirSync(place, { recursive: true });
  mkdirSync(path.join(folder, 'ci'));
  writeFileSync(path.join(place, 'configuration.schema.json'), '{}');
  const file = path.join(folder, 'ci', 'fleet.yaml');

  await command(['init', file]);

  const [, schema = ''] = /\$schema=(\S+)/.exec(readFileSync(file, 'utf8')) ?? [];
  expect(existsSync(path.resolve(path.dirname(file), schema))).toBe(true);
});

test('--print-config shows every setting and where it is from, and no secret', async () => {
  const file = configFile(`
defaults: {rate: 3, headers: {X-Gateway-Key: "\${GATEWAY_KEY}"}}
deployments: {one: {${PLACE}, budget: smoke, auth: {token: "\${ONE_TOKEN}"}}, two: {${PLACE}}}
`);
  const env = { ONE_TOKEN: 'hush-one', GATEWAY_KEY: 'hush-two', RDS_SEED: '4' };
  const shown = await command(
    ['run', '--config', file, '--all', '--concurrency', '2', '--print-config'],
    env,
  );

  expect(shown.code, shown.stderr).toBe(0);
  for (const line of [
    `budget: smoke # deployments.one.budget in ${file}`,
    `rate: "3" # defaults.rate in ${file}`,
    'concurrency: "2" # --concurrency',
    'seed: "4" # RDS_SEED',
    'lang: en # built in',
    'report: reports/fleet/two # built in',
  ])
    expect(shown.stdout).toContain(line);
  expect(shown.stdout + shown.stderr).not.toContain('hush-');

  const json = await command(['run', '--config', file, '--all', '--print-config', '--json'], env);
  expect(JSON.parse(json.stdout).one.auth).toEqual({
    value: { kind: 'token', token: '[redacted]' },
    from: `deployments.one.auth in ${file}`,
  });
});
