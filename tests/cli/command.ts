/** The command line as scripts use it, of the package as it is installed: compiled once for each worker. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from '@playwright/test';
import type { RunResult } from '../../src/result/result.ts';
import { type Ended, node, ownEnvironment } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

/** Runs the command as a process of its own and waits for its end. */
export async function commandProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return node([await builtCommand(), ...args], ROOT, env);
}

let resident: Promise<ChildProcess> | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Runs the command in a process that has run others before, which is faster, and waits for its end. */
export function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const ended = last.then(async () => {
    resident ??= startResident();
    const child = await resident;
    child.send({ args, env: { ...ownEnvironment(), ...env } });
    const abort = new AbortController();
    const { signal } = abort;
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }),
    ]);
    abort.abort();
    if (typeof message === 'object' && message !== null) return message as Ended;
    throw new Error(`the process of the command ended with ${message}`);
  });
  last = ended.catch(() => {
    resident = undefined;
  });
  return ended;
}

async function startResident(): Promise<ChildProcess> {
  const program = path.join(path.dirname(await builtCommand()), 'program.js');
  const child = fork(path.join(import.meta.dirname, 'resident.mjs'), [pathToFileURL(program).href], {
    cwd: ROOT,
    env: ownEnvironment(),
    execArgv: [],
  });
  await once(child, 'message');
  return child;
}

export function readReport(directory: string): RunResult {
  return JSON.parse(readFileSync(path.join(directory, 'conformance.json'), 'utf8'));
}

const NAME = 'rds-backups-conformance';

let installed: Promise<string> | undefined;

/** Returns a folder whose node_modules has the package, made of the source as it is now. */
export function installedPackage(): Promise<string> {
  installed ??= install(path.join(ROOT, 'test-results', `installed-${test.info().parallelIndex}`));
  return installed;
}

/** Returns the compiled command. */
export async function builtCommand(): Promise<string> {
  return path.join(await installedPackage(), 'node_modules', NAME, 'dist', 'cli', 'main.js');
}

async function install(home: string): Promise<string> {
  const modules = path.join(home, 'node_modules');
  const self = path.join(modules, NAME);
  await compileInto(path.join(self, 'dist'));
  cpSync(path.join(ROOT, 'package.json'), path.join(self, 'package.json'));
  for (const data of ['openapi', 'reports'])
    cpSync(path.join(ROOT, data), path.join(self, data), { recursive: true, filter: isShipped });
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const link = path.join(modules, name);
    mkdirSync(path.dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(path.join(ROOT, 'node_modules', name), link, 'junction');
  }
  return home;
}

/** Compiles the source into `dist`, or copies the build where nothing has changed since. */
async function compileInto(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const built = path.join(ROOT, 'dist');
  if (newestIn(path.join(ROOT, 'src')) < timeOf(path.join(built, 'cli', 'main.js'))) {
    cpSync(built, dist, { recursive: true });
    return;
  }
  const compiler = path.join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');
  for (const project of ['tsconfig.build.json', 'tsconfig.client.json']) {
    const compiled = await node([compiler, '-p', project, '--outDir', dist], ROOT);
    if (compiled.code !== 0) throw new Error(`the source does not compile:\n${compiled.stdout}`);
  }
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => timeOf(path.join(folder, file))));
}

/** Milliseconds; 0 where there is no such file. */
function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Reports of runs stand beside the schemas of them. */
function isShipped(file: string): boolean {
  const [folder, ...rest] = path.relative(ROOT, file).split(path.sep);
  return folder !== 'reports' || rest.length === 0 || file.endsWith('.schema.json');
}
