import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { createClient } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { poolTransport } from '../../src/client/pool-transport.ts';
import { Redactor } from '../../src/client/redaction.ts';
import { Unanswered } from '../../src/client/unanswered.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { PATH } from './deployments.ts';
import { serveHttp } from './servers.ts';

const contract = loadContract();

const TOKEN = 'MIIFKgYJ/KoZI+hvc"NAQcCoIIFGz==';

/** Everything that a recording shows, by every printer, its body as text. */
function shown(recording: Recording): string {
  const body = Buffer.from(recording.answer?.body ?? []).toString('latin1');
  return [JSON.stringify(recording), inspect(recording, { depth: null, showHidden: true }), body].join('\n');
}

/** The middle of a token carries the alteration, so its halves betray both the token and the altered one. */
const BETRAYALS = [TOKEN.slice(0, 12), TOKEN.slice(-12)].flatMap((half) => {
  const inJson = JSON.stringify(half).slice(1, -1);
  return [half, inJson, inJson.replaceAll('/', '\\/'), encodeURIComponent(half)];
});

test('a deployment that echoes the token gets it into nothing that is kept', async () => {
  let answered = 0;
  const server = await serveHttp((request, response) => {
    answered += 1;
    const token = String(request.headers['x-auth-token'] ?? 'no token');
    const echoes = JSON.stringify({
      token,
      escaped: 'SLASHED',
      url: encodeURIComponent(token),
      raw: [token, token],
    });
    const body = echoes.replace('SLASHED', JSON.stringify(token).slice(1, -1).replaceAll('/', '\\/'));
    response.setHeader('X-Echo', token).setHeader('Location', `/?t=${encodeURIComponent(token)}`);
    if (answered % 2 === 0) response.setHeader('Content-Encoding', 'gzip').end(gzipSync(body));
    else response.writeHead(answered === 1 ? 503 : 401, { 'Retry-After': '0' }).end(body);
  });
  const recordings: Recording[] = [];
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(server.url, { connections: 2 }),
    credentials: tokenCredentials(TOKEN),
    pacing: { concurrency: 2 },
    random: () => 0,
    recorder: (recording) => recordings.push(recording),
  });
  const own = await client.send({ path: PATH, query: '' });
  const again = await client.send({ path: PATH, query: '' });
  const altered = await client.send({ path: PATH, query: '', credential: 'altered' });
  const none = await client.send({ path: PATH, query: '', credential: 'none' });
  await client.close();
  await server.close();

  expect(recordings).toHaveLength(5);
  for (const recording of recordings) {
    for (const betrayal of BETRAYALS) expect(shown(recording)).not.toContain(betrayal);
  }
  const digest = own.request.headers['X-Auth-Token'];
  expect(digest).toMatch(/^\[redacted [0-9a-f]{16}\]$/);
  expect(again.request.headers['X-Auth-Token']).toBe(digest);
  expect(altered.request.headers['X-Auth-Token']).toMatch(/^\[redacted [0-9a-f]{16}\]$/);
  expect(altered.request.headers['X-Auth-Token']).not.toBe(digest);
  expect(none.request.headers).not.toHaveProperty('X-Auth-Token');
  expect(own.answer.headers['x-echo']).toBe(digest);
  const body: unknown = JSON.parse(Buffer.from(own.answer.body).toString());
  expect(body).toEqual({ token: digest, escaped: digest, url: digest, raw: [digest, digest] });
});

test('no error that the client throws holds the token', async () => {
  const server = await serveHttp((request, response) => {
    response
      .writeHead(503, String(request.headers['x-auth-token']).slice(0, 8))
      .end(request.headers['x-auth-token']);
  });
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(server.url, { connections: 1 }),
    credentials: tokenCredentials(TOKEN),
    pacing: { concurrency: 1 },
    retryLimits: { attempts: 1 },
  });
  const error: unknown = await client.send({ path: PATH, query: '' }).catch((thrown: unknown) => thrown);
  await client.close();
  await server.close();
  expect(error).toBeInstanceOf(Unanswered);
  expect(inspect([error, client], { depth: null, showHidden: true })).not.toContain(TOKEN.slice(0, 8));
});

test('what holds no secret is kept as it is, the very same bytes', () => {
  const redactor = new Redactor();
  const body = Buffer.from('{"backups":[]}');
  const headers = { 'content-type': 'application/json' };
  expect(redactor.body(body, [TOKEN])).toBe(body);
  expect(redactor.headers(headers, [TOKEN])).toBe(headers);
});

test('a word too short to be a secret leaves answers alone', () => {
  const body = Buffer.from('{"type":"auto"}');
  expect(new Redactor().body(body, ['auto'])).toBe(body);
});

test('wherever secrets stand in a body, none is left and the rest is untouched', () => {
  const secrets = ['0123456789abcdef', 'fedcba9876543210'];
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...secrets), fc.constantFrom(' ', '0123', '"', 'é', '\u0000')),
  );
  const redactor = new Redactor(Buffer.alloc(32, 7));
  fc.assert(
    fc.property(pieces, (parts) => {
      const redacted = Buffer.from(redactor.body(Buffer.from(parts.join('')), secrets)).toString();
      const expected = parts.map((part) => (secrets.includes(part) ? redactor.digest(part) : part)).join('');
      expect(redacted).toBe(expected);
    }),
  );
});

test('a digest depends on the key of the run', () => {
  const [one, other] = [new Redactor(), new Redactor()];
  expect(one.digest(TOKEN)).toBe(one.digest(TOKEN));
  expect(one.digest(TOKEN)).not.toBe(other.digest(TOKEN));
});
