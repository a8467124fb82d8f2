/** Requests signed with an access key, checked by the reference deployment's own reading of the scheme. */
import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { CredentialsError } from '../../src/client/credentials.ts';
import type { CredentialUse } from '../../src/client/exchange.ts';
import { SIGNATURE_CHANGES } from '../../src/client/signature-changes.ts';
import { signingCredentials } from '../../src/client/signing-credentials.ts';
import { signatureFault } from '../../src/reference/signature-check.ts';

const KEY = { id: 'AKIDEXAMPLE0001', secret: 'a-secret-key-of-tests', securityToken: 'a-security-token' };
const NOW = Date.UTC(2026, 1, 3, 4, 5, 6);
const HOST = 'rds.example.com';

/** Returns what the reference finds wrong with a request. */
async function faultOf(target: string, use: CredentialUse, time = NOW): Promise<string | undefined> {
  const common = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const credentials = signingCredentials(KEY);
  const { headers } = await credentials.headersFor({ target, host: HOST, headers: common, time }, use, 'X');
  const sent = Object.entries({ ...common, host: HOST, ...headers });
  const received = Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), String(value)]));
  return signatureFault({ method: 'GET', target, headers: received }, KEY, NOW);
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map(encodeURIComponent),
  fc.constantFrom('', '%', '%zz', '%e4%BD%a0', '+', '%2B', ';', '~', '*', '%ff', '%00', "'", '&', '=', ':'),
);

test('what is signed is accepted, whatever the text on the wire; every wrong signature is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(texts, texts), { maxLength: 5 }), async (pairs) => {
      const target = `/v3/p/backups?${pairs.map(([name, text]) => `${name}=${text}`).join('&')}`;
      expect(await faultOf(target, 'own')).toBeUndefined();
      for (const use of ['altered', 'altered-early', 'altered-late', 'empty', 'none'] as const)
        expect(await faultOf(target, use)).toBeDefined();
    }),
    { numRuns: 100 },
  );
  for (const { use } of SIGNATURE_CHANGES) {
    for (const target of ['/v3/p/backups?instance_id=1', '/v3/p/backups'])
      expect(await faultOf(target, use), use).toBeDefined();
  }
});

test('a clock that is wrong by more than a quarter of an hour is refused', async () => {
  for (const [minutes, isRight] of [
    [14, true],
    [-14, true],
    [16, false],
    [-16, false],
  ] as const) {
    const fault = await faultOf('/v3/p/backups', 'own', NOW + minutes * 60_000);
    expect(fault === undefined, String(minutes)).toBe(isRight);
  }
});

test('a key shows itself to no printer, and what no header can carry is refused without showing it', () => {
  const credentials = signingCredentials(KEY);
  const shown = [
    JSON.stringify({ credentials }),
    inspect(credentials, { showHidden: true }),
    String(credentials),
  ];
  for (const text of shown) for (const part of Object.values(KEY)) expect(text).not.toContain(part);
  for (const wrong of [
    { ...KEY, id: 'two words' },
    { ...KEY, secret: 'a\nb' },
    { ...KEY, securityToken: 'ключ' },
  ]) {
    expect(() => signingCredentials(wrong)).toThrow(CredentialsError);
    expect(() => signingCredentials(wrong)).not.toThrow(/two words|ключ/);
  }
});
