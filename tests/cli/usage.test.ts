/** Wrong usage gives one line that says what to do, and exit code 2. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { command } from './command.ts';

const PLACE = ['--target', 'http://127.0.0.1:1', '--project-id', 'project', '--instance-id', 'one'];
const withoutPlace = (from: number, to: number) => [...PLACE.slice(0, from), ...PLACE.slice(to)];

const WRONG: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['run', ...withoutPlace(2, 4)], /--project-id/],
  [['run', ...withoutPlace(4, 6)], /--instance-id/],
  [['run', ...PLACE.slice(2)], /--target/],
  [['run', 'https://rds.example.com'], /name the deployment with --target URL/],
  [['run', ...PLACE, '--target', 'localhost:8080'], /write https:.* or http:/],
  [['run', ...PLACE, '--target', 'rds.example.com'], /https:/],
  [['run', ...PLACE, '--target', 'ftp://rds.example.com'], /https/],
  [['run', ...PLACE, '--project-id', 'a/b'], /--project-id/],
  [['run', '--budget', 'plenty'], /smoke, standard, exhaustive/],
  [['run', '--seed', '1.5'], /whole number/],
  [['run', '--rate', '0'], /--rate/],
  [['run', '--concurrency', '0'], /--concurrency/],
  [['run', '--only', 'window.soudn'], /window\.sound/],
  [['run', '--contract', 'no-such-file.yaml'], /no-such-file\.yaml/],
  [['run', '--config', 'no-such-file.yaml'], /no-such-file\.yaml/],
  [['run', '--report', 'package.json/inside'], /package\.json/],
  [['serve', '--fault', 'version-case-ignord'], /version-case-ignored/],
  [['serve', '--variant', 'nothing-like-it'], /variant/],
  [['serve', '--port', '65536'], /65535/],
  [['explain', 'window.soudn'], /window\.sound/],
  [['juggle'], /juggle/],
];

for (const [args, says] of WRONG) {
  test(`${args.join(' ')} ends with 2`, async () => {
    const ended = await command(args);

    expect(ended.code, ended.stderr).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
}

test('a misspelled variable of a target does not lead to a run without one', async () => {
  const ended = await command(['run'], { RDS_TARGET: '' });

  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.stderr).toContain('RDS_TARGET is empty');
});

test('an unknown setting in a configuration file is refused, with the nearest name', async () => {
  const file = test.info().outputPath('run.yaml');
  writeFileSync(file, 'defaults: {budgte: smoke}\n');

  const ended = await command(['run', '--config', file]);

  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.stderr).toContain('did you mean budget?');
});

for (const args of [
  ['run', '--only', 'nope'],
  ['explain', 'nope'],
]) {
  test(`${args.join(' ')} has no near name, and no suggestion`, async () => {
    const ended = await command(args);

    expect(ended.code, ended.stderr).toBe(2);
    expect(ended.stderr).toMatch(/called "nope" \(see `list`\)/);
  });
}

for (const [args, near] of [
  [['run', '--only', 'window.soudn'], 'window.sound'],
  [['explain', 'tiling'], 'pagination.tiling'],
] as const) {
  test(`${args.join(' ')} suggests the near name`, async () => {
    const ended = await command(args);

    expect(ended.code, ended.stderr).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`; the nearest (is|are) ${near.replace('.', '\\.')}`));
  });
}

test('--help names every subcommand and exit code', async () => {
  const ended = await command(['--help']);

  expect(ended.code, ended.stderr).toBe(0);
  for (const name of ['run', 'matrix', 'serve', 'list', 'explain'])
    expect(ended.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  for (const code of [0, 1, 2, 3]) expect(ended.stdout).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
});

test('run --help names every option', async () => {
  const ended = await command(['run', '--help']);

  expect(ended.code, ended.stderr).toBe(0);
  const options = [
    'target',
    'project-id',
    'instance-id',
    'report',
    'seed',
    'budget',
    'rate',
    'concurrency',
    'only',
  ];
  for (const name of [...options, 'contract', 'config', 'accept-unexercised', 'json', 'quiet'])
    expect(ended.stdout).toContain(`--${name}`);
});
