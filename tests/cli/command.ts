/** The command line as a process, from the package compiled once for each worker. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import type { RunResult } from '../../src/result/result.ts';
import { type Ended, node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

/** Runs the command and waits for its end. */
export async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return node([await builtCommand(), ...args], ROOT, env);
}

export function readReport(directory: string): RunResult {
  return JSON.parse(readFileSync(path.join(directory, 'conformance.json'), 'utf8'));
}

let built: Promise<string> | undefined;

/** Returns the path of the compiled command. */
export function builtCommand(): Promise<string> {
  built ??= build(path.join(ROOT, 'test-results', `built-${test.info().parallelIndex}`));
  return built;
}

async function build(folder: string): Promise<string> {
  const dist = path.join(folder, 'dist');
  await compileInto(dist);
  cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  for (const data of ['openapi', 'reports']) {
    cpSync(path.join(ROOT, data), path.join(folder, data), { recursive: true, filter: isShipped });
  }
  return path.join(dist, 'cli', 'main.js');
}

/** Compiles the source into `dist`, or copies an earlier build that is up to date. */
export async function compileInto(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const built = path.join(ROOT, 'dist');
  if (newestIn(path.join(ROOT, 'src')) < timeOf(path.join(built, 'cli', 'main.js'))) {
    cpSync(built, dist, { recursive: true });
    return;
  }
  const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of ['tsconfig.build.json', 'tsconfig.client.json']) {
    const compiled = await node([compiler, '-p', project, '--outDir', dist], ROOT);
    if (compiled.code !== 0) throw new Error(`the source does not compile:\n${compiled.stdout}`);
  }
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => timeOf(path.join(folder, file))));
}

/** Returns the time of the last change in milliseconds; 0 for a missing file. */
function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** `reports` holds reports of runs beside the schemas that are shipped. */
function isShipped(file: string): boolean {
  const [folder, ...rest] = path.relative(ROOT, file).split(path.sep);
  return folder !== 'reports' || rest.length === 0 || file.endsWith('.schema.json');
}
