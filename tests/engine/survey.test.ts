/** A survey gives a silent host up soon, and reads what can be read. */
import { expect, test } from '@playwright/test';
import { createClient } from '../../src/client/client.ts';
import { noCredentials } from '../../src/client/credentials.ts';
import { TransportFailure } from '../../src/client/failure.ts';
import type { Transport, WireRequest } from '../../src/client/transport.ts';
import { ExclusiveGate } from '../../src/engine/exclusive-gate.ts';
import { Requester } from '../../src/engine/requester.ts';
import { survey } from '../../src/engine/survey/survey.ts';
import { VirtualClock } from '../client/virtual-clock.ts';
import { contract } from './bench.ts';

const EMPTY = { status: 200, headers: {}, body: new TextEncoder().encode('{"backups":[],"total_count":0}') };
const INSTANCES = Array.from({ length: 12 }, (_, place) => `instance-${place}`);

/** Surveys a host that never answers for the silent instances; tells seconds taken and what was learned. */
async function surveyed(isSilent: (instance: string) => boolean) {
  const clock = new VirtualClock();
  const started = clock.now();
  const transport: Transport = {
    async exchange({ target, timeoutMs = 30_000 }: WireRequest) {
      if (!isSilent(/instance_id=([^&]+)/.exec(target)?.[1] ?? '')) return EMPTY;
      await clock.sleep(timeoutMs);
      throw new TransportFailure('timeout', `no complete answer within ${timeoutMs / 1000} s`);
    },
    close: () => Promise.resolve(),
  };
  const client = createClient({
    headers: contract.operation.headers,
    transport,
    credentials: noCredentials,
    pacing: { concurrency: 8 },
    clock,
    random: () => 0.5,
  });
  const requester = new Requester({
    clause: 'survey',
    contract,
    client,
    watches: [],
    gate: new ExclusiveGate(),
  });
  const plan = { pages: 1, filters: false, bases: false, readings: false, random: () => 0.5 };
  const { known, unreadable } = await survey(requester, {
    projectId: 'p',
    instances: INSTANCES,
    authenticated: false,
    plan,
  });
  return {
    seconds: (clock.now() - started) / 1000,
    read: known.instances.map(({ id }) => id),
    unreadable,
  };
}

test('a host that never answers is given up within forty seconds, whatever the number of instances', async () => {
  const { seconds, read, unreadable } = await surveyed(() => true);
  expect(seconds).toBeLessThan(45);
  expect(read).toEqual([]);
  expect(unreadable.map(({ instance }) => instance)).toEqual(INSTANCES);
  expect(unreadable[0]?.why).toContain('no complete answer within 30 s');
  expect(unreadable[1]?.why).toContain('no complete answer within 5 s');
});

test('one silent instance does not hide the others, first or not', async () => {
  for (const silent of ['instance-0', 'instance-3']) {
    const { read, unreadable } = await surveyed((instance) => instance === silent);
    expect([...read].sort()).toEqual(INSTANCES.filter((each) => each !== silent).sort());
    expect(unreadable.map(({ instance }) => instance)).toEqual([silent]);
  }
});
