import { expect, test } from '@playwright/test';
import { Unanswered } from '../../src/deployment/client.ts';
import { tokenCredentials } from '../../src/deployment/credentials.ts';
import type { Recording } from '../../src/deployment/exchange.ts';
import { TransportFailure } from '../../src/deployment/failure.ts';
import { NotRecorded, replayTransport } from '../../src/deployment/replay-transport.ts';
import { answer, clientBefore, PATH, scripted } from './deployments.ts';

/** A run of five requests, one of them unanswered, as (query, credential) pairs. */
const ASKED = [
  ['a=1', 'own'],
  ['a=1', 'none'],
  ['a=1', 'own'],
  ['b=2', 'own'],
  ['c=3', 'altered'],
] as const;

async function run(bench: ReturnType<typeof clientBefore>): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const [query, credential] of ASKED) {
    const outcome = await bench.client.send({ path: PATH, query, credential }).then(
      (exchange) => `${exchange.answer.status} ${Buffer.from(exchange.answer.body).toString()}`,
      (error: unknown) =>
        error instanceof Unanswered ? `unanswered: ${error.reason}` : `failed: ${String(error)}`,
    );
    outcomes.push(outcome);
  }
  return outcomes;
}

async function recorded(): Promise<{ outcomes: readonly string[]; recordings: readonly Recording[] }> {
  const transport = scripted(
    answer(200, 'first'),
    answer(401, 'who?'),
    answer(503, ''),
    new TransportFailure('reset', 'broken'),
    answer(200, 'second'),
    new TransportFailure('tls', 'no secure connection'),
    answer(403, 'no'),
  );
  const bench = clientBefore(transport, { credentials: tokenCredentials('the-token-of-the-run') });
  return { outcomes: await run(bench), recordings: bench.recordings };
}

test('the same requests get the same outcomes, noise and failures included', async () => {
  const { outcomes, recordings } = await recorded();
  expect(outcomes).toEqual([
    '200 first',
    '401 who?',
    '200 second',
    'unanswered: no secure connection',
    '403 no',
  ]);
  const replay = clientBefore(replayTransport([...recordings].reverse()));
  expect(await run(replay)).toEqual(outcomes);
  expect(replay.client.noise).toMatchObject({ 503: 1, reset: 1 });
});

test("exchanges alone replay the deployment's own answers", async () => {
  const { recordings } = await recorded();
  const exchanges = recordings.filter(({ noise, failure }) => noise === undefined && failure === undefined);
  const outcomes = await run(clientBefore(replayTransport(exchanges)));
  expect(outcomes.slice(0, 3)).toEqual(['200 first', '401 who?', '200 second']);
});

test('what was not recorded is named: another query, another credential, once too often', async () => {
  const { recordings } = await recorded();
  const { client } = clientBefore(replayTransport(recordings));
  await expect(client.send({ path: PATH, query: 'd=4' })).rejects.toThrow(NotRecorded);
  await expect(client.send({ path: PATH, query: 'd=4' })).rejects.toThrow(`GET ${PATH}?d=4`);
  await expect(client.send({ path: PATH, query: 'b=2', credential: 'none' })).rejects.toThrow(
    'credential "none"',
  );
  await client.send({ path: PATH, query: 'a=1' });
  await client.send({ path: PATH, query: 'a=1' });
  await expect(client.send({ path: PATH, query: 'a=1' })).rejects.toThrow('no answer number 5');
});
