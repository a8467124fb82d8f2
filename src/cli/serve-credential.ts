/** Hands the credential of a served reference to its owner alone: never on the terminal, nor in a list of processes. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../config/usage-error.ts';
import type { Reference, ReferenceOptions } from '../reference/reference.ts';

export interface LentCredential {
  /** How to use it, without the credential. */
  readonly lines: readonly string[];
  /** Removes the file, where one was written. */
  takeBack(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a deployment accepts, by the names of the variables that `run` reads. */
export type Secrets = Readonly<Record<string, string>>;

/** Returns the credentials that the environment holds whole. */
export function givenIn(env: Environment): Pick<ReferenceOptions, 'token' | 'key' | 'account'> {
  const text = (name: string) => env[name]?.trim() || undefined;
  const [token, id, secret] = [text('RDS_AUTH_TOKEN'), text('RDS_ACCESS_KEY'), text('RDS_SECRET_KEY')];
  const [user, password, domain] = [text('RDS_IAM_USER'), text('RDS_IAM_PASSWORD'), text('RDS_IAM_DOMAIN')];
  const securityToken = text('RDS_SECURITY_TOKEN');
  return {
    token,
    ...(id === undefined || secret === undefined
      ? {}
      : { key: { id, secret, ...(securityToken === undefined ? {} : { securityToken }) } }),
    ...(user === undefined || password === undefined || domain === undefined
      ? {}
      : { account: { user, password, domain } }),
  };
}

/** Returns what a reference accepts. */
export function secretsOf({ token, key, iam }: Reference, url: string): Secrets {
  if (key !== undefined) {
    const { id, secret, securityToken } = key;
    return {
      RDS_ACCESS_KEY: id,
      RDS_SECRET_KEY: secret,
      ...(securityToken === undefined ? {} : { RDS_SECURITY_TOKEN: securityToken }),
    };
  }
  if (iam === undefined) return { RDS_AUTH_TOKEN: token };
  const { user, password, domain } = iam.account;
  return { RDS_IAM_ENDPOINT: url, RDS_IAM_USER: user, RDS_IAM_PASSWORD: password, RDS_IAM_DOMAIN: domain };
}

/** @param file where to write what the environment does not hold yet; a temporary file where left out */
export async function lendCredential(
  secrets: Secrets,
  env: Environment,
  file: string | undefined,
): Promise<LentCredential> {
  const names = Object.keys(secrets);
  if (names.every((name) => env[name]?.trim() === secrets[name])) {
    return { lines: [`${labelOf(names)}the one in ${names.join(', ')}`], takeBack: () => Promise.resolve() };
  }
  const place = path.resolve(file ?? path.join(tmpdir(), `rds-backups-conformance-${process.pid}.token`));
  const [only = ''] = Object.values(secrets);
  const text =
    names.length === 1
      ? `${only}\n`
      : Object.entries(secrets)
          .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
          .join('');
  try {
    await rm(place, { force: true });
    // `wx` refuses to follow what somebody else may have put there meanwhile.
    await writeFile(place, text, { mode: 0o600, flag: 'wx' });
    await chmod(place, 0o600);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write the token file ${place}: ${why}`);
  }
  const use = names.length === 1 ? `export ${names[0]}="$(cat '${place}')"` : `. '${place}'`;
  return {
    lines: [`${labelOf(names)}made for this deployment: ${use}`],
    takeBack: () => rm(place, { force: true }),
  };
}

function labelOf(names: readonly string[]): string {
  const label = names.includes('RDS_ACCESS_KEY') ? 'key' : names.includes('RDS_IAM_USER') ? 'user' : 'token';
  return label.padEnd(10);
}
