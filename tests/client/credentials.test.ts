import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import {
  type Credentials,
  CredentialsError,
  noCredentials,
  tokenCredentials,
} from '../../src/client/credentials.ts';
import type { CredentialUse } from '../../src/client/exchange.ts';

const UNSIGNED = { target: '/v3/p/backups', host: 'h', headers: {}, time: 0 };

const tokens = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 60,
});

async function headerOf(credentials: Credentials, use: CredentialUse): Promise<string | undefined> {
  return (await credentials.headersFor(UNSIGNED, use, 'X-Auth-Token')).headers['X-Auth-Token']?.toString();
}

test('a token is presented as it is, not at all, or empty, or with one character changed, always the same', async () => {
  await fc.assert(
    fc.asyncProperty(tokens, async (token) => {
      const credentials = tokenCredentials(token);
      expect(await headerOf(credentials, 'own')).toBe(token);
      expect(await headerOf(credentials, 'none')).toBeUndefined();
      expect(await headerOf(credentials, 'empty')).toBe('');
      for (const use of ['altered', 'altered-early', 'altered-late'] as const) {
        const altered = (await headerOf(credentials, use)) ?? '';
        expect(altered.length).toBe(token.length);
        expect([...altered].filter((character, at) => character !== token[at])).toHaveLength(1);
        expect(await headerOf(tokenCredentials(token), use)).toBe(altered);
        expect(credentials.secrets()).toContain(altered);
      }
      expect(credentials.secrets()).not.toContain('');
    }),
  );
});

test('a token shows itself to no printer', () => {
  const token = 'MIIEvQ-very-secret-token';
  const credentials = tokenCredentials(token);
  const shown = [
    JSON.stringify({ credentials }),
    inspect(credentials, { depth: null, showHidden: true, getters: true }),
    inspect({ deep: [credentials] }, { depth: null, showHidden: true }),
    String(credentials),
    Object.keys(credentials).join(),
    Object.getOwnPropertyNames(credentials).join(),
    JSON.stringify({ ...credentials }),
  ];
  for (const text of shown) expect(text).not.toContain(token.slice(4));
  expect(shown[0]).toBe('{"credentials":"[redacted]"}');
  expect(shown[1]).toBe('[redacted]');
});

test('no credentials add no header', async () => {
  expect(await noCredentials.headersFor(UNSIGNED, 'own', 'X-Auth-Token')).toEqual({
    headers: {},
    meaning: 'other',
  });
});

test('a token that no header can carry is refused without showing it', () => {
  for (const token of ['two words', 'line\r\nX-Evil: 1', 'ключ', '']) {
    expect(() => tokenCredentials(token)).toThrow(CredentialsError);
    if (token !== '') expect(() => tokenCredentials(token)).not.toThrow(token);
  }
});
