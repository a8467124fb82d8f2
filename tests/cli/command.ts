/** The command line, as scripts meet it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunResult } from '../../src/result/result.ts';
import { type Ended, node, ownEnvironment } from '../project/child.ts';
import { ROOT } from '../project/repository.ts';
import { builtCommand } from './built.ts';

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
    const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
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
