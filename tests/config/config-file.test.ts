/** The configuration file: what is refused, in one line and quickly, and which deployments are chosen. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readFleet, readSettings } from '../../src/config/fleet.ts';
import { fromFlags } from '../../src/config/setting-sources.ts';
import { UsageError } from '../../src/config/usage-error.ts';
import { configFile, oneWith, PLACE, settingsIn } from './sources.ts';

const named = (keys: string) => `deployments: {one: {${PLACE}, ${keys}}}`;

const WRONG: readonly (readonly [content: string, says: RegExp])[] = [
  ['', /is empty/],
  ['# nothing\n', /is empty/],
  ['null', /is empty/],
  ['text', /must hold/],
  ['[1]', /must hold/],
  ['{}', /says of no deployment where it is/],
  ['target:', /"target" does not stand at the top: write url in a deployment/],
  ['url: http://host', /"url" does not stand at the top/],
  ['budget: smoke', /"budget" does not stand at the top: write budget under defaults:/],
  ['deploymnets: {}', /did you mean deployments\?/],
  ['deployments:', /deployments in .* has no value/],
  ['deployments: {}', /deployments in .* is empty/],
  ['deployments: {one: }', /deployments\.one in .* has no value/],
  ['deployments: {one: {}}', /says of no deployment where it is/],
  ['deployments: {one: {url: }}', /deployments\.one\.url in .* has no value/],
  ['deployments: {one: {url: ""}}', /deployments\.one\.url in .* is empty/],
  ['deployments: {one: {url: http://host}}', /project/],
  ['deployments: {one: {url: http://host, project: p}}', /instance/],
  ['deployments: {one: {url: http://host, project: p, instances: []}}', /instances in .* is empty/],
  ['deployments: {one: {url: http://host, project: p, instances: [~]}}', /instances\.0 in .* has no value/],
  ['deployments: {one: {target: http://host}}', /"target": in the file it is called url/],
  ['deployments: {"a/b": {}}', /"a\/b" is no name of a deployment/],
  ['deployments: {__proto__: {}}', /is no name of a deployment/],
  ['defaults: {url: http://host}', /cannot hold url: write it in each deployment/],
  ['defaults: {budgte: smoke}', /did you mean budget\?/],
  ['a: 1\na: 2', /"a" twice/],
  ['a: [', /cannot read the configuration file/],
  [named('budgte: smoke'), /did you mean budget\?/],
  [named('rate: fast'), /deployments\.one\.rate in .* takes a number/],
  [named('rate: [1, 2]'), /takes one value, not a list/],
  [named('rate: {a: 1}'), /must be a text, a number or a list/],
  [named(`budget: "\${UNSET_BUDGET}"`), /needs the environment variable UNSET_BUDGET, which is not set/],
  [named(`budget: "\${}"`), /names no environment variable/],
  [named('token: abc-secret'), /credentials stand under auth:/],
  [named('auth: {token: abc-secret}'), /auth\.token in .* is written out in the file/],
  [named(`auth: {token: "\${UNSET_TOKEN}"}`), /needs the environment variable UNSET_TOKEN/],
  [named(`auth: {tokn: "\${UNSET_TOKEN}"}`), /did you mean token\?/],
  [named('auth: {}'), /exactly one kind of credential/],
  [named(`auth: {token: "\${PATH}", token-file: x}`), /exactly one kind of credential/],
  [named(`auth: {access-key: "\${PATH}"}`), /secret-key in .* is missing/],
  [named(`auth: {access-key: abc-secret, secret-key: "\${PATH}"}`), /access-key in .* is written out/],
  [named('auth: {iam: {endpoint: http://iam, user: u, domain: d, password: abc-secret}}'), /is written out/],
  [named('auth: {iam: {endpoint: http://iam, usr: u}}'), /did you mean user\?/],
  [named('auth: {token-command: "print token"}'), /takes a list of texts/],
  [named('auth: {token-command: []}'), /takes a list of texts/],
  [named(`auth: {token-command: [print, "\${PATH}"]}`), /list of processes/],
  [named('headers: {X-Gateway-Key: abc-secret}'), /X-Gateway-Key of .* is written out in the file/],
  [named('headers: {"a b": c}'), /is no name of a header/],
  [named(`headers: {X-Auth-Token: "\${PATH}"}`), /cannot set X-Auth-Token/],
  [named('headers: [a]'), /must hold headers by name/],
];

for (const [at, [content, says]] of WRONG.entries()) {
  test(`${at}: refused with ${says}`, () => {
    const file = configFile(content);
    let message = '';
    try {
      readSettings({}, { PATH: 'x' }, file);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      ({ message } = error);
    }

    expect(message).toMatch(says);
    expect(message).not.toContain('\n');
    expect(message).not.toContain('abc-secret');
  });
}

const HOSTILE: readonly (readonly [what: string, content: string | Uint8Array])[] = [
  ['400 nested', '['.repeat(400) + ']'.repeat(400)],
  ['100,000 nested', '['.repeat(100_000)],
  ['500 nested blocks', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
  ['5,000 nested lists', '- '.repeat(5000)],
  ['200,000 keys', Array.from({ length: 200_000 }, (_, at) => `k${at}: 1\n`).join('')],
  ['as many keys as fit', Array.from({ length: 30_000 }, (_, at) => `${at}: 1\n`).join('')],
  [
    'aliases',
    `a0: &a0 x\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`,
  ],
  ['not UTF-8', new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe])],
  ['UTF-16', Buffer.from('defaults: {}', 'utf16le')],
  ['NUL', '\0\0\0'],
];

for (const [what, content] of HOSTILE) {
  test(`a file with ${what} ends in one line, quickly`, () => {
    const file = configFile(content);
    const started = Date.now();

    expect(() => readSettings({}, {}, file)).toThrow(UsageError);
    expect(() => readSettings({}, {}, file)).not.toThrow(/\n/);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
}

test('a directory, a missing file and a pipe are refused', () => {
  const folder = test.info().outputPath('folder');
  expect(() => readSettings({}, {}, test.info().outputPath())).toThrow(/is not a regular file/);
  expect(() => readSettings({}, {}, folder)).toThrow(/cannot read the configuration file .*ENOENT/);
  test.skip(process.platform === 'win32', 'Windows has no named pipes in folders');
  execFileSync('mkfifo', [folder]);
  expect(() => readSettings({}, {}, folder)).toThrow(/is not a regular file/);
});

test('JSON is read too', () => {
  const content = { deployments: { one: { url: 'http://h', project: 'p', instances: ['i'], rate: 2.5 } } };

  expect(settingsIn(configFile(JSON.stringify(content), 'fleet.json'))).toMatchObject({
    rate: 2.5,
    target: { projectId: 'p', instances: ['i'] },
  });
});

test('a list may be written with commas, as in the environment', () => {
  expect(
    settingsIn(configFile('deployments: {one: {url: http://h, project: p, instances: "a, b"}}')).target,
  ).toMatchObject({ instances: ['a', 'b'] });
});

test('each setting is from its option, else the environment, the deployment, the defaults, and built in', () => {
  const file = configFile(`
defaults: {budget: smoke, rate: 1, concurrency: 1, seed: 1, instances: [default], report: shared}
deployments: {one: {url: http://h, project: p, rate: 2, concurrency: 2, seed: 2, instances: [own], report: own}}
`);
  const read = (flags: Parameters<typeof fromFlags>[0], env: NodeJS.ProcessEnv) =>
    readFleet(fromFlags(flags), env, { config: file }).runs[0].settings;
  const env = {
    RDS_CONCURRENCY: '3',
    RDS_SEED: '3',
    RDS_INSTANCE_IDS: 'environment',
    RDS_REPORT: 'environment',
  };
  const flags = { seed: '4', 'instance-id': ['option'], report: 'option' };
  const shown = ({ budget, rate, concurrency, seed, target, report, language }: ReturnType<typeof read>) => [
    budget.name,
    rate,
    concurrency,
    seed,
    target?.instances.join(),
    path.basename(report),
    language,
  ];

  expect(shown(read({}, {}))).toEqual(['smoke', 2, 2, 2, 'own', 'own', 'en']);
  expect(shown(read({}, env))).toEqual(['smoke', 2, 3, 3, 'environment', 'environment', 'en']);
  expect(shown(read(flags, env))).toEqual(['smoke', 2, 3, 4, 'option', 'option', 'en']);
});

test('what an option replaces needs no variable', () => {
  const file = configFile(`deployments: {one: {url: "\${UNSET_URL}", project: p, instances: [i]}}`);

  expect(() => settingsIn(file)).toThrow(/UNSET_URL/);
  const flags = fromFlags({ target: 'http://option' });
  expect(readFleet(flags, {}, { config: file }).runs[0].settings.target?.url.host).toBe('option');
});

test('several deployments are chosen by name or all; none is guessed', () => {
  const file = configFile(`deployments: {a: {${PLACE}}, b: {${PLACE}}, c: {${PLACE}}}`);
  const choose = (choice: Parameters<typeof readFleet>[2], env: NodeJS.ProcessEnv = {}) =>
    readFleet({}, env, { config: file, ...choice }).runs.map(({ settings }) => settings.deployment?.name);

  expect(choose({ all: true })).toEqual(['a', 'b', 'c']);
  expect(choose({ deployments: ['c', 'a', 'c'] })).toEqual(['c', 'a']);
  expect(choose({}, { RDS_DEPLOYMENT: 'b' })).toEqual(['b']);
  expect(choose({ deployments: ['a'] }, { RDS_DEPLOYMENT: 'b' })).toEqual(['a']);
  expect(() => choose({})).toThrow(/has a, b, c: choose with --deployment NAME, or --all/);
  expect(() => choose({ deployments: ['aa'] })).toThrow(/has no deployment "aa"/);
  expect(() => choose({ deployments: ['a'], all: true })).toThrow(/leave out one/);
  expect(() => readFleet({}, {}, { deployments: ['a'] })).toThrow(/--config FILE/);
  expect(() => choose({ all: true }, { RDS_TARGET: 'http://h' })).toThrow(/^RDS_TARGET is of one deployment/);
});

test('the reports of a fleet stand beside each other, and never in one place', () => {
  const reports = (content: string, env: NodeJS.ProcessEnv = {}) =>
    readFleet({}, env, { config: configFile(content), all: true }).runs.map(
      ({ settings }) => settings.report,
    );
  const two = `deployments: {a: {${PLACE}}, b: {${PLACE}}}`;

  expect(reports(two)).toEqual([path.join('reports/fleet', 'a'), path.join('reports/fleet', 'b')]);
  expect(reports(two, { RDS_REPORT: 'x' })).toEqual([path.join('x', 'a'), path.join('x', 'b')]);
  expect(reports(`defaults: {report: /x}\n${two}`)).toEqual([path.join('/x', 'a'), path.join('/x', 'b')]);
  expect(() => reports(`deployments: {a: {${PLACE}, report: /x}, b: {${PLACE}, report: /x}}`)).toThrow(
    /b and a would both be written to/,
  );
  expect(() => reports(`deployments: {a: {${PLACE}}, A: {${PLACE}}}`)).toThrow(/both/);
  expect(() => reports(`deployments: {matrix: {${PLACE}}, b: {${PLACE}}}`)).toThrow(/the matrix/);
});

test('a credential of the file is taken before that of the environment, and a warning says so', () => {
  const file = oneWith(`auth: {token: "\${ONE_TOKEN}"}`);
  const env = { ONE_TOKEN: 'own', RDS_AUTH_TOKEN: 'other' };
  const { runs, warnings } = readFleet({}, env, { config: file });
  const { auth } = runs[0].settings;

  expect(auth?.kind === 'token' && auth.token.reveal()).toBe('own');
  expect(warnings).toEqual([expect.stringContaining('RDS_AUTH_TOKEN is not used for one')]);
  expect(JSON.stringify(runs)).not.toMatch(/own"|other/);
});

test('every kind of credential is read', () => {
  const env = { A: 'aa', B: 'bb', C: 'cc' };
  const kind = (auth: string) => settingsIn(oneWith(`auth: ${auth}`), env).auth;

  expect(kind('none')).toEqual({ kind: 'none' });
  expect(kind('{token-file: token.txt}')).toMatchObject({
    kind: 'token-file',
    file: test.info().outputPath('token.txt'),
  });
  expect(kind('{token-command: [print, --quiet]}')).toMatchObject({ command: ['print', '--quiet'] });
  expect(kind(`{access-key: "\${A}", secret-key: "\${B}", security-token: "\${C}"}`)?.kind).toBe('key');
  expect(kind(`{iam: {endpoint: http://iam, user: u, password: "\${A}", domain: d}}`)?.kind).toBe('iam');
});

test('headers of the file are secret, and those of the deployment replace those of the defaults', () => {
  const file = configFile(`
defaults: {headers: {X-Stage: test, X-Gateway-Key: "\${KEY}"}}
deployments: {one: {${PLACE}, headers: {X-Stage: own}}}
`);
  const headers = settingsIn(file, { KEY: 'abc' }).headers ?? {};

  expect(Object.entries(headers).map(([name, value]) => `${name}=${value.reveal()}`)).toEqual([
    'X-Stage=own',
    'X-Gateway-Key=abc',
  ]);
  expect(JSON.stringify(headers)).not.toContain('abc');
});
