/**
 * Keys of the user. They are given as files and never by value: others can read a command line, and logs record it. The
 * content of a key file is never printed.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { UsageError } from '../../config/usage-error.ts';
import { MOST_BYTES_OF_SETTINGS, readPlainFile } from '../../contract/plain-file.ts';

export interface SigningKey {
  readonly key: KeyObject;
  /** What the user should know about the file. */
  readonly warning?: string;
}

/**
 * Reads an ed25519 private key in PEM.
 * @throws UsageError with one line that says what the file must be, without its content
 */
export function readSigningKey(file: string): SigningKey {
  const text = readKeyFile(file, '--sign');
  if (/BEGIN ENCRYPTED|^Proc-Type: .*ENCRYPTED/m.test(text)) {
    throw new UsageError(
      '--sign takes a key that is not encrypted: decrypt it into a file that only you can read (openssl pkey -in KEY -out FILE)',
    );
  }
  if (text.includes('BEGIN PUBLIC KEY'))
    throw new UsageError('--sign takes a private key, and the file contains a public one');
  const key = parsed(() => createPrivateKey(text));
  if (key === undefined)
    throw new UsageError('--sign takes a private key in PEM (openssl genpkey -algorithm ed25519)');
  mustBeEd25519(key, '--sign');
  return isReadableByOthers(file)
    ? { key, warning: `the key file ${file} can be read by others: chmod 600 it` }
    : { key };
}

/** Reads an ed25519 public key in PEM. @throws UsageError with one line */
export function readPublicKey(file: string): KeyObject {
  const text = readKeyFile(file, '--public-key');
  if (text.includes('PRIVATE KEY'))
    throw new UsageError(
      '--public-key takes a public key, and the file contains a private one: keep that secret',
    );
  const key = parsed(() => createPublicKey(text));
  if (key === undefined)
    throw new UsageError('--public-key takes a public key in PEM (openssl pkey -in KEY -pubout)');
  mustBeEd25519(key, '--public-key');
  return key;
}

function readKeyFile(file: string, option: string): string {
  if (/PRIVATE KEY|\n/.test(file))
    throw new UsageError(`${option} takes a file: a key is never given by value`);
  try {
    return readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8');
  } catch (error) {
    // The name is not printed: it may be a key that was given by value.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`the file that ${option} names cannot be read (${code})`);
  }
}

/** OpenSSL's message about a broken key helps nobody, and may contain parts of it. */
function parsed(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function mustBeEd25519({ asymmetricKeyType }: KeyObject, option: string): void {
  if (asymmetricKeyType === 'ed25519') return;
  throw new UsageError(
    `${option} takes an ed25519 key, and the file contains one of type ${asymmetricKeyType ?? 'unknown'}`,
  );
}

/** Windows has no such permission bits. */
function isReadableByOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
}
