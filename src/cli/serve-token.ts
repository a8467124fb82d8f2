/** Hands the token of a served reference to its owner alone: never on the terminal, nor in a list of processes. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '../config/usage-error.ts';

export interface LentToken {
  /** How to use it, without the token. */
  readonly lines: readonly string[];
  /** Removes the file, where one was written. */
  takeBack(): Promise<void>;
}

/** @param how `environment` where the owner has set the token himself */
export async function lendToken(
  token: string,
  how: 'environment' | { readonly file: string | undefined },
): Promise<LentToken> {
  if (how === 'environment') {
    return { lines: ['token     the one in RDS_AUTH_TOKEN'], takeBack: () => Promise.resolve() };
  }
  const file = path.resolve(how.file ?? path.join(tmpdir(), `rds-backups-conformance-${process.pid}.token`));
  try {
    await rm(file, { force: true });
    // `wx` refuses to follow what somebody else may have put there meanwhile.
    await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(file, 0o600);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write the token file ${file}: ${why}`);
  }
  return {
    lines: [`token     made for this deployment: export RDS_AUTH_TOKEN="$(cat '${file}')"`],
    takeBack: () => rm(file, { force: true }),
  };
}
