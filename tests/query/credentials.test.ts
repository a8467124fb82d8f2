import { expect, test } from '@playwright/test';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import { isCredentialUse, type Recording } from '../../src/client/exchange.ts';
import { poolTransport } from '../../src/client/pool-transport.ts';
import { loadContract } from '../../src/contract/contract.ts';
import {
  displacedCredentials,
  meaningOf,
  presentationOf,
  respelledCredentials,
  wrongCredentials,
} from '../../src/query/credentials.ts';
import { serveHttp } from '../client/servers.ts';

const contract = loadContract();
const TOKEN = 'MIIFKgYJ/KoZIhvcNAQcCoIIFGz==';
const HEADER = 'X-Auth-Token';
const PARTS = Array.from({ length: TOKEN.length - 7 }, (_, at) => TOKEN.slice(at, at + 8).toLowerCase());
const CHANGES = [...wrongCredentials(), ...respelledCredentials(), ...displacedCredentials()];

test('every change has a name that a recording may hold, and that name alone makes it again', () => {
  expect(new Set(CHANGES.map(({ use }) => use)).size).toBe(CHANGES.length);
  for (const { use, present } of CHANGES) {
    expect(isCredentialUse(use)).toBe(true);
    expect(presentationOf(use)?.(TOKEN, HEADER)).toEqual(present(TOKEN, HEADER));
  }
  expect(presentationOf('own')).toBeUndefined();
  expect(isCredentialUse('changed by "quotes"')).toBe(false);
});

test('what a text is to the credential', () => {
  const hex = '0aF3'.repeat(8);
  expect(meaningOf(hex, hex)).toBe('same');
  expect(meaningOf(hex, ` ${hex}\t`)).toBe('same');
  expect(meaningOf(hex, `${hex}, ${hex}`)).toBe('elsewhere');
  expect(meaningOf(hex, hex.toUpperCase())).toBe('same-bytes');
  expect(meaningOf(TOKEN, TOKEN.toUpperCase())).toBe('other');
  expect(meaningOf(TOKEN, TOKEN.replace(/=+$/, ''))).toBe('same-bytes');
  expect(meaningOf(TOKEN, TOKEN.replace('z==', 'A=='))).toBe('other');
  expect(meaningOf('QQ==', 'QR')).toBe('same-bytes');
  expect(meaningOf('a-b_', 'a+b/')).toBe('same-bytes');
  expect(meaningOf(TOKEN, TOKEN.slice(1))).toBe('other');
  expect(meaningOf(TOKEN, `${TOKEN}s`)).toBe('other');
  expect(meaningOf(TOKEN, 'x'.repeat(7_000))).toBe('unreadable');
  expect(meaningOf(TOKEN, `${TOKEN}"`)).toBe('unreadable');
  expect(meaningOf(TOKEN, `${TOKEN}\u00e9`)).toBe('unreadable');
});

test('a deployment that repeats a changed credential gets no part of it into a recording', async () => {
  const server = await serveHttp((request, response) => {
    const text = [request.headers['x-auth-token'] ?? request.headers.authorization ?? ''].flat().join();
    const bytes = Buffer.from(text, 'latin1').toString('latin1');
    response.setHeader('X-Echo', encodeURIComponent(text));
    response.end(JSON.stringify({ text, bytes, upper: text.toUpperCase(), url: encodeURIComponent(text) }));
  });
  const recordings: Recording[] = [];
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(server.url, { connections: 2 }),
    credentials: tokenCredentials(TOKEN),
    pacing: { concurrency: 2 },
    recorder: (recording) => recordings.push(recording),
  });
  for (const { use, present } of CHANGES)
    await client.send({ path: '/v3/p/backups', query: '', credential: use, present });
  await client.close();
  await server.close();
  expect(recordings).toHaveLength(CHANGES.length);
  for (const recording of recordings) {
    const body = Buffer.from(recording.answer?.body ?? []).toString('latin1');
    const kept = [
      JSON.stringify({ ...recording, answer: undefined }),
      JSON.stringify(recording.answer?.headers),
      body,
    ];
    const text = kept.join('\n').toLowerCase();
    expect(PARTS.filter((part) => text.includes(part))).toEqual([]);
  }
});
