/** The credentials that the settings of a run name, ready to use. */
import { execFile } from 'node:child_process';
import {
  type Credentials,
  CredentialsError,
  noCredentials,
  tokenCredentials,
} from '../client/credentials.ts';
import { obtainToken } from '../client/iam.ts';
import { type ObtainedToken, renewingCredentials } from '../client/renewing-credentials.ts';
import { signingCredentials } from '../client/signing-credentials.ts';
import type { AuthSettings } from '../config/auth.ts';
import type { Environment } from '../config/references.ts';
import type { Settings } from '../config/settings.ts';
import { readTextFile } from '../config/text-file.ts';
import { UsageError } from '../config/usage-error.ts';
import { networkTo } from './network.ts';

/** Milliseconds that a token command may take. */
const COMMAND_TIMEOUT = 60_000;

/**
 * Returns the credentials. A token command runs now, and a user of IAM logs in; both are done again where the token is
 * refused in mid-run.
 * @throws UsageError where they cannot be used; the message shows no secret
 */
export async function credentialsOf(
  { auth, target, network }: Pick<Settings, 'auth' | 'target' | 'network'>,
  env: Environment,
): Promise<Credentials> {
  switch (auth?.kind) {
    case undefined:
    case 'none':
      return noCredentials;
    case 'token':
      return usable(() => tokenCredentials(auth.token.reveal()), 'the token');
    case 'token-file': {
      const obtain = async () => ({ token: readTextFile(auth.file, 'the token file').trim() });
      return renewing('token', obtain, `the token in ${auth.file}`);
    }
    case 'token-command': {
      const obtain = async () => ({ token: await outputOf(auth.command, auth.cwd) });
      return renewing('token', obtain, `the token that ${auth.command[0]} prints`);
    }
    case 'key':
      return signing(auth);
    case 'iam': {
      const endpoint = iamEndpoint(auth.endpoint);
      const user = {
        endpoint,
        user: auth.user.reveal(),
        password: auth.password.reveal(),
        domain: auth.domain,
        project: target?.projectId ?? '',
      };
      const route = networkTo(endpoint, network, env);
      return renewing('iam', () => obtainToken(user, route), 'the token of IAM');
    }
  }
}

/** Returns the URL of the identity service. @throws UsageError */
export function iamEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === undefined || !isWeb || url.username + url.password + url.search + url.hash !== '')
    throw new UsageError(
      'RDS_IAM_ENDPOINT takes the URL of the identity service, such as https://iam.example.com',
    );
  return url;
}

async function renewing(
  kind: 'token' | 'iam',
  obtain: () => Promise<ObtainedToken>,
  what: string,
): Promise<Credentials> {
  const first = await obtained(obtain);
  return usable(() => renewingCredentials(kind, first, obtain), what);
}

async function obtained(obtain: () => Promise<ObtainedToken>): Promise<ObtainedToken> {
  try {
    return await obtain();
  } catch (error) {
    if (error instanceof CredentialsError) throw new UsageError(error.message);
    throw error;
  }
}

function signing({
  accessKey,
  secretKey,
  securityToken,
}: AuthSettings & { readonly kind: 'key' }): Credentials {
  const key = {
    id: accessKey.reveal(),
    secret: secretKey.reveal(),
    ...(securityToken === undefined ? {} : { securityToken: securityToken.reveal() }),
  };
  return usable(() => signingCredentials(key), 'the token');
}

function usable(read: () => Credentials, what: string): Credentials {
  try {
    return read();
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
