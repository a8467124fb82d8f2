/** The package compiled once for each worker: starting the command a hundred times is then quick. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { node } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';

let built: Promise<string> | undefined;

/** The compiled command of this very source. */
export function builtCommand(): Promise<string> {
  built ??= build(path.join(ROOT, 'test-results', `built-${test.info().parallelIndex}`));
  return built;
}

async function build(folder: string): Promise<string> {
  const [compiler, dist] = [
    path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
    path.join(folder, 'dist'),
  ];
  for (const project of [['tsconfig.build.json', '--declaration', 'false'], ['tsconfig.client.json']]) {
    const compiled = await node([compiler, '-p', ...project, '--outDir', dist], ROOT);
    if (compiled.code !== 0) throw new Error(`the source does not compile:\n${compiled.stdout}`);
  }
  cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  for (const data of ['openapi', 'reports']) {
    cpSync(path.join(ROOT, data), path.join(folder, data), { recursive: true, filter: isShipped });
  }
  return path.join(dist, 'cli', 'main.js');
}

/** Reports of runs stand beside the schemas of them. */
function isShipped(file: string): boolean {
  const [folder, ...rest] = path.relative(ROOT, file).split(path.sep);
  return folder !== 'reports' || rest.length === 0 || file.endsWith('.schema.json');
}
