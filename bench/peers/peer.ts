/** A tool under measurement: set up once as a careful user would, then asked to judge one deployment after another. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Place } from './place.ts';

export interface Peer {
  readonly name: string;
  /** Writes what the tool needs into a folder of its own, and starts what stays up. Answers how to judge. */
  setUp(place: Place, folder: string): Promise<Judge>;
}

export interface Judge {
  /** How many things the tool finds wrong with the deployment; 1 where it only says that something is. */
  alarms(): Promise<number>;
  close?(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

const HERE = import.meta.dirname;

/** Most milliseconds that a tool may take for one deployment. */
const PATIENCE = 600_000;

/** Runs one of the tools' commands to its end. @throws Error where it cannot be started or does not end */
export function command(name: string, args: readonly string[], cwd: string): Promise<Ended> {
  return run(process.execPath, [binOf(name), ...args], cwd);
}

/** The script behind a command of this folder's packages. */
export function binOf(name: string): string {
  return path.join(HERE, 'node_modules', '.bin', name);
}

export function run(file: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      timeout: PATIENCE,
      env: { ...process.env, CI: '1', NO_COLOR: '1', STEPCI_DISABLE_ANALYTICS: '1' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      signal === null
        ? resolve({ code, output })
        : reject(new Error(`${path.basename(file)} ${args[0]} did not end: ${output.slice(-300)}`)),
    );
  });
}
