/** The package as users get it: packed, installed into an empty folder, and run from there. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { npm } from './child.ts';
import { files, ROOT } from './repository.ts';

const NAME = 'rds-backups-conformance';
const command = (...args: string[]) => ['exec', '--offline', '--', NAME, ...args];

test('the packed package runs where nothing else is installed', async () => {
  test.slow();
  const checkout = copyOfTheCheckout(test.info().outputPath('checkout'));
  const home = emptyPackage(test.info().outputPath('home'));

  const packed = await npm(['pack', '--pack-destination', home], checkout);
  expect(packed.code, packed.stderr).toBe(0);
  const tarball = readdirSync(home).filter((file) => file.endsWith('.tgz'));
  expect(tarball).toEqual([`${NAME}-${versionOf(ROOT)}.tgz`]);

  const installed = await npm(
    ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball[0]}`],
    home,
  );
  expect(installed.code, installed.stderr).toBe(0);
  const shipped = readdirSync(join(home, 'node_modules', NAME));
  expect(shipped).toEqual(
    expect.arrayContaining(['dist', 'openapi', 'package.json', 'README.md', 'LICENSE']),
  );
  expect(shipped.filter((entry) => ['tests', 'tools', 'node_modules'].includes(entry))).toEqual([]);
  // Of the sources only the data that the compiled code reads.
  const sources = readdirSync(join(home, 'node_modules', NAME, 'src'), { recursive: true });
  expect(sources.map(String)).toEqual(['diagnosis', join('diagnosis', 'signatures.json')]);

  const help = await npm(command('--help'), home);
  expect(help.code, help.stderr).toBe(0);
  for (const name of ['run', 'serve', 'explain', 'list']) expect(help.stdout).toContain(name);

  const judged = await npm(command('run', '--report', 'report', '--seed', '7'), home);
  expect(judged.code, judged.stdout + judged.stderr).toBe(0);
  const report = JSON.parse(readFileSync(join(home, 'report', 'conformance.json'), 'utf8'));
  expect(report).toMatchObject({
    suite: { name: NAME, version: versionOf(ROOT) },
    verdict: 'conformant',
    seed: 7,
  });
  expect(report.clauses.length).toBeGreaterThan(0);
});

/** The files of the repository elsewhere, so that packing them disturbs no build that other tests use. */
function copyOfTheCheckout(folder: string): string {
  for (const file of files()) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

function emptyPackage(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
