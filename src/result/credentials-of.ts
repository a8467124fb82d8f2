/** The credentials that the settings of a run name, ready to use. */
import { execFile } from 'node:child_process';
import {
  type Credentials,
  CredentialsError,
  noCredentials,
  tokenCredentials,
} from '../client/credentials.ts';
import type { AuthSettings } from '../config/auth.ts';
import { readTextFile } from '../config/text-file.ts';
import { UsageError } from '../config/usage-error.ts';

/** Milliseconds that a token command may take. */
const COMMAND_TIMEOUT = 60_000;

/**
 * Returns the credentials. A token command runs now.
 * @throws UsageError where they cannot be used; the message shows no secret
 */
export async function credentialsOf(auth: AuthSettings | undefined): Promise<Credentials> {
  switch (auth?.kind) {
    case undefined:
    case 'none':
      return noCredentials;
    case 'token':
      return usable(auth.token.reveal(), 'the token');
    case 'token-file':
      return usable(readTextFile(auth.file, 'the token file').trim(), `the token in ${auth.file}`);
    case 'token-command':
      return usable(await outputOf(auth.command, auth.cwd), `the token that ${auth.command[0]} prints`);
    case 'key':
      throw new UsageError('signing with an access key and a secret key is not supported yet: use a token');
    case 'iam':
      throw new UsageError('a user and a password of IAM are not supported yet: use a token');
  }
}

function usable(token: string, what: string): Credentials {
  try {
    return tokenCredentials(token);
  } catch (error) {
    if (error instanceof CredentialsError) throw new UsageError(error.message.replace(/^the token/, what));
    throw error;
  }
}

function outputOf([program, ...args]: readonly [string, ...string[]], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: COMMAND_TIMEOUT, windowsHide: true };
    const child = execFile(program, args, options, (error, output) => {
      if (error === null) resolve(output.trim());
      else reject(new UsageError(`token-command: ${program} ${reasonOf(error)}`));
    });
    child.stdin?.end();
  });
}

/** What the command printed may hold a secret and is not repeated. */
function reasonOf(error: Error & { readonly code?: unknown; readonly killed?: boolean }): string {
  if (error.killed === true) return `took longer than ${COMMAND_TIMEOUT / 1000} s`;
  return typeof error.code === 'number' ? `ended with exit code ${error.code}` : `cannot run: ${error.code}`;
}
