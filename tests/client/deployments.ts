/** Deployments and clients in process, for the tests of what the client does between requests. */

import { type Client, createClient, type RetryLimits } from '../../src/client/client.ts';
import type { Credentials } from '../../src/client/credentials.ts';
import { noCredentials } from '../../src/client/credentials.ts';
import type { Recording } from '../../src/client/exchange.ts';
import { type InProcessAnswer, inProcessTransport } from '../../src/client/in-process-transport.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/client/transport.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { VirtualClock } from './virtual-clock.ts';

const contract = loadContract();

export const PATH = '/v3/p1/backups';

export interface Bench {
  readonly client: Client;
  readonly clock: VirtualClock;
  /** Everything that was recorded, in order. */
  readonly recordings: Recording[];
}

export interface BenchOptions {
  readonly rate?: number;
  readonly concurrency?: number;
  readonly allowance?: RetryLimits;
  readonly credentials?: Credentials;
  readonly random?: () => number;
  readonly basePath?: string;
}

/** A client on a virtual clock before `transport`. */
export function clientBefore(
  transport: Transport,
  options: BenchOptions = {},
  clock = new VirtualClock(),
): Bench {
  const recordings: Recording[] = [];
  const client = createClient({
    headers: contract.operation.headers,
    transport,
    credentials: options.credentials ?? noCredentials,
    pacing: { rate: options.rate, concurrency: options.concurrency ?? 1 },
    clock,
    random: options.random ?? (() => 0.5),
    recorder: (recording) => recordings.push(recording),
    ...(options.allowance === undefined ? {} : { retryLimits: options.allowance }),
    ...(options.basePath === undefined ? {} : { basePath: options.basePath }),
  });
  return { client, clock, recordings };
}

/** A transport that plays `outcomes` one after the other, whatever is asked; the last one over and over. */
export function scripted(
  ...outcomes: readonly (InProcessAnswer | Error)[]
): Transport & { readonly seen: WireRequest[] } {
  const seen: WireRequest[] = [];
  return {
    seen,
    async exchange(request): Promise<WireAnswer> {
      const outcome = outcomes[Math.min(seen.length, outcomes.length - 1)];
      seen.push(request);
      if (outcome === undefined || outcome instanceof Error) throw outcome;
      const answerer = { answer: () => outcome };
      return inProcessTransport(answerer).exchange(request);
    },
    close: () => Promise.resolve(),
  };
}

export function answer(
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): InProcessAnswer {
  return { status, body, headers };
}
