/** Tokens that are renewed: before they expire, and where one that was accepted is refused; once for all under way. */
import { expect, test } from '@playwright/test';
import { createClient } from '../../src/client/client.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { renewingCredentials } from '../../src/client/renewing-credentials.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { PATH } from './deployments.ts';

interface Scene {
  /** Tokens that the deployment accepts now. */
  accepted: Set<string>;
  /** Tokens obtained so far, the first one included. */
  obtained: string[];
  now: number;
}

/** A client whose tokens are `token-number-1`, `token-number-2`, ..., and a deployment that accepts some. */
function sceneOf({ lifeMs, fails = false }: { readonly lifeMs?: number; readonly fails?: boolean } = {}) {
  const scene: Scene = {
    accepted: new Set(['token-number-1']),
    obtained: ['token-number-1'],
    now: 1_000_000,
  };
  const recordings: Recording[] = [];
  const expiry = () => (lifeMs === undefined ? {} : { expiresAt: scene.now + lifeMs });
  const credentials = renewingCredentials(
    'iam',
    { token: 'token-number-1', ...expiry() },
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (fails) throw new Error('the identity service is away');
      const token = `token-number-${scene.obtained.length + 1}`;
      scene.obtained.push(token);
      scene.accepted.add(token);
      return { token, ...expiry() };
    },
    () => scene.now,
  );
  const client = createClient({
    headers: loadContract().operation.headers,
    transport: inProcessTransport({
      answer: ({ headers, target }) => ({
        status: scene.accepted.has(headers['x-auth-token'] ?? '') && !target.includes('refused') ? 200 : 401,
        headers: {},
        body: headers['x-auth-token'] ?? '',
      }),
    }),
    credentials,
    pacing: { concurrency: 20 },
    random: () => 0,
    recorder: (recording) => recordings.push(recording),
  });
  const ask = (query = 'a=1') => client.send({ path: PATH, query });
  return { scene, client, recordings, ask };
}

test('a token is renewed before it expires, once for all requests under way', async () => {
  const { scene, ask, recordings } = sceneOf({ lifeMs: 24 * 3600 * 1000 });
  await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(scene.obtained).toHaveLength(1);

  scene.now += 24 * 3600 * 1000 - 4 * 60_000;
  scene.accepted.delete('token-number-1');
  await Promise.all(Array.from({ length: 100 }, () => ask()));
  expect(scene.obtained).toEqual(['token-number-1', 'token-number-2']);
  expect(recordings.every(({ answer }) => answer?.status === 200)).toBe(true);
});

test('a token that is refused in mid-run is renewed once, and every request that it refused is sent again', async () => {
  const { scene, ask, recordings, client } = sceneOf();
  await ask();
  scene.accepted.delete('token-number-1');
  scene.now += 3600_000;
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));

  expect(scene.obtained).toEqual(['token-number-1', 'token-number-2']);
  expect(answers.every(({ answer }) => answer.status === 200)).toBe(true);
  const refused = recordings.filter(({ answer }) => answer?.status === 401);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ noise }) => noise === '401')).toBe(true);
  expect(client.noise[401]).toBe(refused.length);
});

test('a refusal after a successful renewal is the deployment\u2019s own', async () => {
  const { scene, ask } = sceneOf();
  await ask();
  scene.now += 3600_000;
  expect((await ask('refused=1')).answer.status).toBe(401);
  expect(scene.obtained).toHaveLength(2);
  // Again at once: the token is fresh, so it is not renewed.
  expect((await ask('refused=2')).answer.status).toBe(401);
  expect(scene.obtained).toHaveLength(2);
});

test('a deployment that accepts no token at all costs one renewal', async () => {
  const { scene, ask } = sceneOf();
  scene.accepted.clear();
  scene.accepted.add = () => scene.accepted;
  for (let request = 0; request < 5; request += 1) {
    expect((await ask()).answer.status).toBe(401);
    scene.now += 3600_000;
  }
  expect(scene.obtained).toHaveLength(2);
});

test('where no token can be had the old one is sent, and its refusal counts', async () => {
  const { scene, ask } = sceneOf({ lifeMs: 3600_000, fails: true });
  await ask();
  scene.accepted.clear();
  scene.now += 3600_000;
  expect((await ask()).answer.status).toBe(401);
});

test('no token, old or new, stays in a recording', async () => {
  const { scene, ask, recordings } = sceneOf();
  await ask();
  scene.accepted.delete('token-number-1');
  scene.now += 3600_000;
  await ask();
  const written = recordings.map((each) => JSON.stringify(each) + Buffer.from(each.answer?.body ?? []));
  for (const text of written) expect(text).not.toMatch(/token-number-[12]/);
});
