/** Keys made for one test, in files of their own. */
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { test } from '@playwright/test';

export interface KeyFiles {
  readonly privateFile: string;
  readonly publicFile: string;
  /** The private key in PEM. */
  readonly pem: string;
}

export function keyFiles(name: string, mode = 0o600): KeyFiles {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const privateFile = fileWith(`${name}.pem`, pem, mode);
  const publicFile = fileWith(`${name}.pub`, publicKey.export({ type: 'spki', format: 'pem' }).toString());
  return { privateFile, publicFile, pem };
}

export function fileWith(name: string, content: string, mode = 0o600): string {
  const file = test.info().outputPath(name);
  writeFileSync(file, content, { mode });
  // The mode of a new file is cut by the umask.
  chmodSync(file, mode);
  return file;
}
