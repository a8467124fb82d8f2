/** The identity service of the reference deployment: a user and a password get a token that expires. */
import { randomBytes } from 'node:crypto';
import { JSON_TYPE } from './access.ts';
import type { ReferenceAnswer } from './stages.ts';

export interface IamAccount {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

export interface Iam {
  readonly account: IamAccount;
  /** Answers `POST /v3/auth/tokens`. @param body of the request, as JSON */
  login(body: string): ReferenceAnswer;
  /** Whether a text is a token that has not expired. */
  accepts(token: string | undefined): boolean;
}

export const LOGIN_PATH = '/v3/auth/tokens';

/**
 * @param project that a token must be asked for
 * @param lifeMs milliseconds that a token is valid
 * @param now milliseconds since the epoch
 */
export function createIam(project: string, account: IamAccount, lifeMs: number, now: () => number): Iam {
  const tokens = new Map<string, number>();
  return {
    account,
    login: (body) => {
      if (!isRight(body, account, project)) {
        const error = {
          error: { code: 401, title: 'Unauthorized', message: 'The username or password is wrong.' },
        };
        return { status: 401, headers: { 'Content-Type': JSON_TYPE }, body: JSON.stringify(error) };
      }
      const token = `MII${randomBytes(48).toString('base64')}`;
      const expiresAt = now() + lifeMs;
      tokens.set(token, expiresAt);
      const told = { token: { expires_at: new Date(expiresAt).toISOString(), methods: ['password'] } };
      return {
        status: 201,
        headers: { 'Content-Type': JSON_TYPE, 'X-Subject-Token': token },
        body: JSON.stringify(told),
      };
    },
    accepts: (token = '') => now() < (tokens.get(token) ?? 0),
  };
}

function isRight(body: string, { user, password, domain }: IamAccount, project: string): boolean {
  const asked = {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: user, password, domain: { name: domain } } },
      },
      scope: { project: { id: project } },
    },
  };
  try {
    return JSON.stringify(JSON.parse(body)) === JSON.stringify(asked);
  } catch {
    return false;
  }
}
