import { expect, test } from '@playwright/test';
import type { Client } from '../../src/client/client.ts';
import { tokenCredentials } from '../../src/client/credentials.ts';
import type { ClientRequest, Recording } from '../../src/client/exchange.ts';
import { TransportFailure } from '../../src/client/failure.ts';
import { NotRecorded, ReplayClient } from '../../src/client/replay-client.ts';
import { Unanswered } from '../../src/client/unanswered.ts';
import { answer, clientBefore, PATH, scripted } from './deployments.ts';

const at = (query: string, trial: number, more: Partial<ClientRequest> = {}): ClientRequest => ({
  path: PATH,
  query,
  from: { clause: 'a.clause', trial, occurrence: 1 },
  ...more,
});

const ASKED: readonly ClientRequest[] = [
  at('a=1', 1),
  at('a=1', 1, { credential: 'none' }),
  at('a=1', 2),
  at('b=2', 2),
  at('c=3', 2, { credential: 'altered' }),
  at('a=1', 2, { from: { clause: 'a.clause', trial: 2, occurrence: 2 } }),
  at('a=1', 1, { from: { clause: 'another.clause', trial: 1, occurrence: 1 } }),
];

async function outcomeOf(client: Client, request: ClientRequest): Promise<string> {
  try {
    const { answer: came } = await client.send(request);
    return `${came.status} ${Buffer.from(came.body).toString()}`;
  } catch (error) {
    if (error instanceof Unanswered) return `unanswered: ${error.reason} (${error.kind}, ${error.attempts})`;
    throw error;
  }
}

async function inTurn(client: Client, requests: readonly ClientRequest[]): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const request of requests) outcomes.push(await outcomeOf(client, request));
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
    answer(200, 'third'),
    new TransportFailure('reset', 'broken'),
    new TransportFailure('reset', 'broken again'),
  );
  const bench = clientBefore(transport, {
    credentials: tokenCredentials('the-token-of-the-run'),
    allowance: { attempts: 3 },
  });
  return { outcomes: await inTurn(bench.client, ASKED), recordings: bench.recordings };
}

const OUTCOMES = [
  '200 first',
  '401 who?',
  '200 second',
  'unanswered: no secure connection (tls, 1)',
  '403 no',
  '200 third',
  'unanswered: broken again, in the last of 3 attempts (reset, 3)',
];

test('a request from the same place gets the same outcome, in whatever order places are asked', async () => {
  const { outcomes, recordings } = await recorded();
  expect(outcomes).toEqual(OUTCOMES);

  const replay = new ReplayClient(recordings);

  expect(await inTurn(replay, [...ASKED].reverse())).toEqual([...OUTCOMES].reverse());
  expect(replay.noise).toMatchObject({ 503: 1, reset: 4 });
  expect(replay.sent).toBe(ASKED.length);
  expect(replay.unused).toEqual([]);
  expect(replay.missing).toEqual([]);
});

test('requests under way together are answered in the order in which they were', async () => {
  const { recordings } = await recorded();
  const replay = new ReplayClient(recordings);
  const came: number[] = [];

  await Promise.all(
    [5, 0, 6, 2].map((place) =>
      outcomeOf(replay, ASKED[place] as ClientRequest).then(() => came.push(place)),
    ),
  );

  expect(came).toEqual([0, 2, 5, 6]);
});

test('what was not recorded is named: another query, another place, another credential, once too often', async () => {
  const { recordings } = await recorded();
  const replay = new ReplayClient(recordings);

  await expect(replay.send(at('d=4', 1))).rejects.toThrow(NotRecorded);
  await expect(replay.send(at('b=2', 9))).rejects.toThrow(
    `no answer is recorded for GET ${PATH}?b=2, sent by a.clause in trial 9`,
  );
  await expect(replay.send(at('b=2', 2, { credential: 'none' }))).rejects.toThrow('credential "none"');
  await replay.send(at('a=1', 2));
  await expect(replay.send(at('a=1', 2))).rejects.toThrow(NotRecorded);

  expect(replay.missing.map(({ target }) => target)).toEqual(
    ['d=4', 'b=2', 'b=2', 'a=1'].map((query) => `${PATH}?${query}`),
  );
  expect(replay.unused).toHaveLength(ASKED.length - 1);
});

test('what no attempt had ended is not recorded', async () => {
  const { recordings } = await recorded();
  const cut = recordings.filter(({ unanswered }) => unanswered === undefined);

  await expect(new ReplayClient(cut).send(ASKED[3] as ClientRequest)).rejects.toThrow(NotRecorded);
});
