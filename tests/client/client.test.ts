import { expect, test } from '@playwright/test';
import { createClient } from '../../src/client/client.ts';
import { noCredentials, tokenCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { poolTransport } from '../../src/client/pool-transport.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { answer, clientBefore, PATH, scripted } from './deployments.ts';
import { httpText, serveRaw } from './servers.ts';

const contract = loadContract();

test('over the wire: prefix, path and query as given, and the headers of the document', async () => {
  const heads: string[] = [];
  const server = await serveRaw((head, socket) => {
    heads.push(head);
    socket.write(httpText(200, '{}'));
  });
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(new URL('/gate/rds%2Fx/', server.url), { connections: 1 }),
    credentials: tokenCredentials('token-of-the-test'),
    pacing: { concurrency: 1 },
  });
  const raw = 'begin_time=2018-08-06T10:41:14+0800&limit=1&limit=%2B5';
  const exchange = await client.send({ path: PATH, query: raw });
  await client.send({ path: '/V3/P1/backups', query: '', credential: 'none' });
  await client.close();
  await server.close();

  const [first = '', second = ''] = heads;
  expect(first.split('\r\n')[0]).toBe(`GET /gate/rds%2Fx${PATH}?${raw} HTTP/1.1`);
  expect(second.split('\r\n')[0]).toBe('GET /gate/rds%2Fx/V3/P1/backups HTTP/1.1');
  expect(first.split('\r\n').slice(3)).toEqual([
    'Content-Type: application/json',
    'X-Language: en-us',
    'Accept: application/json',
    'Accept-Encoding: gzip, deflate, br',
    expect.stringMatching(/^User-Agent: rds-backups-conformance\/\d+\.\d+\.\d+/),
    'X-Auth-Token: token-of-the-test',
  ]);
  expect(second).not.toContain('X-Auth-Token');
  expect(exchange.request).toMatchObject({
    target: `/gate/rds%2Fx${PATH}?${raw}`,
    path: `/gate/rds%2Fx${PATH}`,
    query: raw,
    credential: 'own',
  });
});

test('nothing but GET reaches the wire, whatever the request says', async () => {
  const lines: string[] = [];
  const server = await serveRaw((head, socket) => {
    lines.push(head.split(' ', 1)[0] ?? '');
    socket.write(httpText(200, '{}'));
  });
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(server.url, { connections: 1 }),
    credentials: noCredentials,
    pacing: { concurrency: 1 },
  });
  const hostile = {
    path: PATH,
    query: '',
    method: 'POST',
    body: 'x',
    headers: { 'X-HTTP-Method-Override': 'POST' },
  };
  await client.send(hostile);
  await client.close();
  await server.close();
  expect(lines).toEqual(['GET']);
});

test('a deployment that breaks off now and then is read to the end', async () => {
  let count = 0;
  const server = await serveRaw((_, socket) => {
    count += 1;
    if (count % 5 === 2) socket.resetAndDestroy();
    else if (count % 5 === 4) socket.write(httpText(503, ''));
    else socket.write(httpText(200, '{}'));
  });
  const recordings: Recording[] = [];
  const client = createClient({
    headers: contract.operation.headers,
    transport: poolTransport(server.url, { connections: 3 }),
    credentials: noCredentials,
    pacing: { concurrency: 3 },
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    recorder: (recording) => recordings.push(recording),
  });
  const exchanges = await Promise.all(
    Array.from({ length: 30 }, (_, n) => client.send({ path: PATH, query: `n=${n}` })),
  );
  await client.close();
  await server.close();
  expect(exchanges.map(({ answer: { status } }) => status)).toEqual(Array(30).fill(200));
  expect(exchanges.map(({ request }) => request.query)).toEqual(
    Array.from({ length: 30 }, (_, n) => `n=${n}`),
  );
  expect(client.noise.reset + client.noise['503']).toBe(client.sent - 30);
  expect(client.noise.reset).toBeGreaterThan(0);
  expect(client.noise['503']).toBeGreaterThan(0);
  expect(new Set(recordings.map(({ sequence }) => sequence)).size).toBe(client.sent);
});

test("the prefix given stands before the transport's own", async () => {
  const transport = scripted(answer(200));
  const { client } = clientBefore(transport, { basePath: '/pre' });
  const { request } = await client.send({ path: PATH, query: 'a=b' });
  expect(request.target).toBe(`/pre${PATH}?a=b`);
  expect(transport.seen[0]?.target).toBe(request.target);
});

test('an undecodable body is marked in the exchange', async () => {
  const { client } = clientBefore(scripted(answer(200, 'no gzip', { 'Content-Encoding': 'gzip' })));
  const exchange = await client.send({ path: PATH, query: '' });
  expect(exchange.answer.undecodable).toBe('gzip');
  expect(Buffer.from(exchange.answer.body).toString()).toBe('no gzip');
});
