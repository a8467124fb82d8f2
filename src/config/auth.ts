/** How a deployment is authenticated with: read from the configuration file or from the environment. */
import path from 'node:path';
import { checkKeys } from './keys.ts';
import { type Environment, expand, refers } from './references.ts';
import { Secret } from './secret.ts';
import { UsageError } from './usage-error.ts';

/** One kind of credential, with what it takes. */
export type AuthSettings =
  /** Said in the file: no credential, whatever the environment has. */
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'token-file'; readonly file: string }
  /** Its output is the token. It runs without a shell, in the folder of the configuration file. */
  | { readonly kind: 'token-command'; readonly command: readonly [string, ...string[]]; readonly cwd: string }
  | {
      readonly kind: 'key';
      readonly accessKey: Secret;
      readonly secretKey: Secret;
      readonly securityToken?: Secret;
    }
  | {
      readonly kind: 'iam';
      readonly endpoint: string;
      readonly user: Secret;
      readonly password: Secret;
      readonly domain: string;
    };

/** The variables that hold credentials. */
export const AUTH_VARIABLES = [
  'RDS_AUTH_TOKEN',
  'RDS_AUTH_TOKEN_FILE',
  'RDS_ACCESS_KEY',
  'RDS_SECRET_KEY',
  'RDS_SECURITY_TOKEN',
  'RDS_IAM_ENDPOINT',
  'RDS_IAM_USER',
  'RDS_IAM_PASSWORD',
  'RDS_IAM_DOMAIN',
] as const;

/**
 * Returns the credential in the environment: the token before keys, and keys before a user of IAM. Blank is not set.
 * @throws UsageError where a part is missing
 */
export function authInEnvironment(env: Environment): AuthSettings | undefined {
  const text = (name: (typeof AUTH_VARIABLES)[number]) => env[name]?.trim() || undefined;
  const token = text('RDS_AUTH_TOKEN');
  if (token !== undefined) return { kind: 'token', token: new Secret(token) };
  const file = text('RDS_AUTH_TOKEN_FILE');
  if (file !== undefined) return { kind: 'token-file', file };
  const needed = (name: (typeof AUTH_VARIABLES)[number], by: string) => {
    const value = text(name);
    if (value === undefined) throw new UsageError(`${by} is set and ${name} is not: set both`);
    return value;
  };
  const some = (...names: (typeof AUTH_VARIABLES)[number][]) =>
    names.find((name) => text(name) !== undefined);
  const key = some('RDS_ACCESS_KEY', 'RDS_SECRET_KEY', 'RDS_SECURITY_TOKEN');
  if (key !== undefined) {
    const security = text('RDS_SECURITY_TOKEN');
    return {
      kind: 'key',
      accessKey: new Secret(needed('RDS_ACCESS_KEY', key)),
      secretKey: new Secret(needed('RDS_SECRET_KEY', key)),
      ...(security === undefined ? {} : { securityToken: new Secret(security) }),
    };
  }
  const iam = some('RDS_IAM_ENDPOINT', 'RDS_IAM_USER', 'RDS_IAM_PASSWORD', 'RDS_IAM_DOMAIN');
  if (iam === undefined) return undefined;
  return {
    kind: 'iam',
    endpoint: needed('RDS_IAM_ENDPOINT', iam),
    user: new Secret(needed('RDS_IAM_USER', iam)),
    password: new Secret(needed('RDS_IAM_PASSWORD', iam)),
    domain: needed('RDS_IAM_DOMAIN', iam),
  };
}

/** The kinds of credential of the file by the key that names each, with the keys that each takes. */
const KINDS = {
  token: ['token'],
  'token-file': ['token-file'],
  'token-command': ['token-command'],
  'access-key': ['access-key', 'secret-key', 'security-token'],
  iam: ['iam'],
} as const;

export const AUTH_KEYS: readonly string[] = Object.values(KINDS).flat();
export const IAM_KEYS = ['endpoint', 'user', 'password', 'domain'] as const;

/**
 * Returns the credential of an `auth` block.
 * @param where the block is, for messages
 * @throws UsageError for a literal secret, a variable that is not set, and anything but exactly one kind
 */
export function readAuth(block: unknown, where: string, env: Environment, folder: string): AuthSettings {
  if (block === 'none') return { kind: 'none' };
  const fields = mapping(block, where, `none, or one of ${Object.keys(KINDS).join(', ')}`);
  checkKeys(fields, AUTH_KEYS, where);
  const kinds = Object.entries(KINDS).filter(([, keys]) => keys.some((key) => fields[key] !== undefined));
  const [kind, other] = kinds;
  if (kind === undefined || other !== undefined)
    throw new UsageError(`${where} takes exactly one kind of credential: ${Object.keys(KINDS).join(', ')}`);
  const secret = (key: string) => secretIn(fields[key], within(where, key), env);
  switch (kind[0] as keyof typeof KINDS) {
    case 'token':
      return { kind: 'token', token: secret('token') };
    case 'token-file':
      return {
        kind: 'token-file',
        file: path.resolve(folder, textIn(fields['token-file'], within(where, 'token-file'), env)),
      };
    case 'token-command':
      return {
        kind: 'token-command',
        command: commandIn(fields['token-command'], within(where, 'token-command')),
        cwd: folder,
      };
    case 'access-key':
      return {
        kind: 'key',
        accessKey: secret('access-key'),
        secretKey: secret('secret-key'),
        ...(fields['security-token'] === undefined ? {} : { securityToken: secret('security-token') }),
      };
    case 'iam':
      return iamIn(fields.iam, within(where, 'iam'), env);
  }
}

function iamIn(block: unknown, where: string, env: Environment): AuthSettings {
  const fields = mapping(block, where, IAM_KEYS.join(', '));
  checkKeys(fields, IAM_KEYS, where);
  return {
    kind: 'iam',
    endpoint: textIn(fields.endpoint, within(where, 'endpoint'), env),
    user: new Secret(textIn(fields.user, within(where, 'user'), env)),
    password: secretIn(fields.password, within(where, 'password'), env),
    domain: textIn(fields.domain, within(where, 'domain'), env),
  };
}

/** Returns the place of a key within a block: `auth.token in FILE` of `auth in FILE`. */
function within(where: string, key: string): string {
  return where.replace(' in ', () => `.${key} in `);
}

/** Returns a secret: a text that comes from the environment. @throws UsageError for a literal one, without showing it */
export function secretIn(value: unknown, where: string, env: Environment): Secret {
  if (typeof value !== 'string' || value.trim() === '')
    throw new UsageError(`${where} is missing: write \${NAME}, the environment variable that holds it`);
  if (!refers(value)) {
    throw new UsageError(
      `${where} is written out in the file: put it into an environment variable and write \${NAME}`,
    );
  }
  return new Secret(expand(value, where, env).trim());
}

function textIn(value: unknown, where: string, env: Environment): string {
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`${where} takes a text`);
  return expand(value, where, env).trim();
}

function commandIn(value: unknown, where: string): readonly [string, ...string[]] {
  const words: readonly unknown[] = Array.isArray(value) ? value : [];
  const texts = words.filter((word) => typeof word === 'string');
  const [program, ...args] = texts;
  if (program === undefined || program.trim() === '' || texts.length !== words.length)
    throw new UsageError(
      `${where} takes a list of texts: the program and its arguments, [print-token, --quiet]`,
    );
  if (texts.some(refers)) {
    throw new UsageError(
      `${where} has a \${NAME}: others could read it in the list of processes; the command reads its own environment`,
    );
  }
  return [program, ...args];
}

function mapping(value: unknown, where: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new UsageError(`${where} takes ${expected}`);
}
