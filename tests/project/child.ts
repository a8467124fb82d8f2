/** Runs programs as users do, on any platform, without a shell. */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which a program is killed; all of them need far less. */
const TIMEOUT = 150_000;

/** Runs a script with this Node and waits for its end; a script that is killed ends with code null. */
export function node(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return run(process.execPath, args, cwd, false, env);
}

/** Runs npm and waits for its end. */
export function npm(args: readonly string[], cwd: string): Promise<Ended> {
  const script = process.env.npm_execpath ?? '';
  if (basename(script) === 'npm-cli.js') return node([script, ...args], cwd);
  // If npm did not start this process, only its command is known; on Windows it is a batch file and needs a shell.
  const isWindows = process.platform === 'win32';
  return run(isWindows ? 'npm.cmd' : 'npm', isWindows ? args.map((arg) => `"${arg}"`) : args, cwd, isWindows);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  shell: boolean,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...ownEnvironment(), ...env },
      windowsHide: true,
      timeout: TIMEOUT,
    });
    const read = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        read[name] += text;
      });
    }
    child.on('error', reject).on('close', (code) => resolve({ code, ...read }));
  });
}

/** The environment without what npm, Playwright and workflows set for their own children, without proxies and without settings of the suite. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const inherited =
    /^(npm_(package|lifecycle|command|config_local_prefix)|TEST_|PLAYWRIGHT_|PW_|RDS_|FORCE_COLOR|NO_COLOR|GITHUB_|(https?|no)_proxy$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}
