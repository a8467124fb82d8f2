/** Which key files are accepted, and that what they hold is never repeated. */
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { readPublicKey, readSigningKey } from '../../../src/audit/certify/keys.ts';
import { fileWith, keyFiles } from './keys.ts';

/** The message of the error that `read` throws. */
function saidOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was said');
}

test('an ed25519 key in PEM is read, private and public', () => {
  const { privateFile, publicFile } = keyFiles('own');

  expect(readSigningKey(privateFile)).toMatchObject({
    key: { type: 'private', asymmetricKeyType: 'ed25519' },
  });
  expect(readSigningKey(privateFile).warning).toBeUndefined();
  expect(readPublicKey(publicFile)).toMatchObject({ type: 'public', asymmetricKeyType: 'ed25519' });
});

test('a key file that others can read is warned of', () => {
  test.skip(process.platform === 'win32', 'there are no such bits');
  for (const mode of [0o640, 0o604])
    expect(readSigningKey(keyFiles(`shared-${mode}`, mode).privateFile).warning).toMatch(/chmod 600/);
});

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

const WRONG: readonly (readonly [what: string, pem: () => string, says: RegExp])[] = [
  ['an RSA key', () => rsa().privateKey.export(pkcs8).toString(), /takes an ed25519 key, .* type rsa$/],
  [
    'an encrypted key',
    () =>
      generateKeyPairSync('ed25519')
        .privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' })
        .toString(),
    /not encrypted: decrypt it/,
  ],
  [
    'a public key',
    () => keyFiles('pair').pem && publicPem(),
    /takes a private key, and the file contains a public one/,
  ],
  ['no key', () => 'correct horse battery staple', /takes a private key in PEM/],
  ['a key cut short', () => keyFiles('cut').pem.slice(0, 80), /takes a private key in PEM/],
];

function publicPem(): string {
  return generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

for (const [what, pem, says] of WRONG) {
  test(`${what} signs nothing, and is not repeated`, () => {
    const content = pem();
    const said = saidOf(() => readSigningKey(fileWith('wrong.pem', content)));

    expect(said).toMatch(says);
    expect(said).not.toContain('\n');
    for (const line of content.split('\n').filter((each) => each.length > 8))
      expect(said).not.toContain(line);
  });
}

test('a key given by value is refused, and not repeated', () => {
  const { pem } = keyFiles('own');
  const body = pem.split('\n')[1] ?? '';

  for (const value of [pem, body]) {
    const said = saidOf(() => readSigningKey(value));
    expect(said).not.toContain(body);
    expect(said).toMatch(/--sign/);
  }
});

test('a private key is no public one, and is told to be kept', () => {
  expect(saidOf(() => readPublicKey(keyFiles('own').privateFile))).toMatch(/keep that secret/);
  expect(saidOf(() => readPublicKey(fileWith('none.pub', 'x')))).toMatch(/public key in PEM/);
  const { publicKey } = rsa();
  const file = fileWith('rsa.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString());
  expect(saidOf(() => readPublicKey(file))).toMatch(/ed25519 key, .* rsa$/);
});
