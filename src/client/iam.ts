/**
 * Obtains tokens from the identity service with a user and a password. This is the one request of the suite that is not a
 * GET, and the one that does not go to the deployment.
 */
import { CredentialsError } from './credentials.ts';
import { classify } from './failure.ts';
import type { ObtainedToken } from './renewing-credentials.ts';
import { connectOptions, type Network, routeTo } from './route.ts';

export interface IamUser {
  /** Base URL of the identity service; `/v3` at its end is optional. */
  readonly endpoint: URL;
  readonly user: string;
  readonly password: string;
  readonly domain: string;
  /** Project that the token is for. */
  readonly project: string;
}

const LOGIN_TIMEOUT_MS = 30_000;

/** A token is not followed by anything: an answer is read up to here. */
const MOST_BYTES = 1024 * 1024;

/** Returns a new token. @throws CredentialsError with one line that shows no secret */
export async function obtainToken(user: IamUser, network: Network): Promise<ObtainedToken> {
  const { endpoint } = user;
  const base = new URL(endpoint.origin);
  const route = routeTo(base, network, connectOptions(base, network), 1);
  const path = `${endpoint.pathname.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3/auth/tokens`;
  try {
    const { statusCode, headers, body } = await route.pool.request({
      method: 'POST',
      path: route.before + path,
      headers: { ...route.headers, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(loginOf(user)),
      signal: AbortSignal.timeout(LOGIN_TIMEOUT_MS),
    });
    const text = await textOf(body);
    const token = [headers['x-subject-token']].flat()[0];
    if (statusCode !== 201 || token === undefined) throw refused(endpoint, statusCode, headers.location);
    const expiresAt = expiryIn(text);
    return { token, ...(expiresAt === undefined ? {} : { expiresAt }) };
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    const why =
      error instanceof Error && error.name === 'TimeoutError'
        ? `${endpoint.host} did not answer within ${LOGIN_TIMEOUT_MS / 1000} s`
        : classify(error, { host: endpoint.host }).message.replaceAll('--target', 'RDS_IAM_ENDPOINT');
    throw new CredentialsError(`the login at ${endpoint.origin} failed: ${why}`);
  } finally {
    await route.close();
  }
}

function loginOf({ user, password, domain, project }: IamUser): unknown {
  return {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: user, password, domain: { name: domain } } },
      },
      scope: { project: { id: project } },
    },
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new CredentialsError('the answer of the identity service is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What the service says of the refusal may repeat what was sent, and is not shown. */
function refused(endpoint: URL, status: number, location: string | string[] | undefined): CredentialsError {
  return new CredentialsError(
    `the login at ${endpoint.origin} was answered ${status}: ${remedyOf(status, location !== undefined)}`,
  );
}

function remedyOf(status: number, isRedirect: boolean): string {
  if (status === 201) return 'it has no header X-Subject-Token; check RDS_IAM_ENDPOINT';
  if (isRedirect) return 'redirects are not followed; check RDS_IAM_ENDPOINT';
  if (status === 400 || status === 401)
    return 'check RDS_IAM_USER, RDS_IAM_PASSWORD, RDS_IAM_DOMAIN and --project-id';
  if (status === 403) return 'the user may not log in to the project; check its rights and --project-id';
  if (status === 404) return 'check RDS_IAM_ENDPOINT';
  return 'try again later';
}

/** Returns `token.expires_at` in milliseconds since the epoch; undefined where the body does not say it. */
function expiryIn(text: string): number | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('token' in parsed)) return undefined;
    const { token } = parsed;
    if (typeof token !== 'object' || token === null || !('expires_at' in token)) return undefined;
    const time = Date.parse(String(token.expires_at));
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}
