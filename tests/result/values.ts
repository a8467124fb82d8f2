/** Small values that tests of a run are made of. */
import type { Known, KnownInstance } from '../../src/clauses/known.ts';
import type { CredentialUse } from '../../src/client/exchange.ts';
import { type Reply, readReply } from '../../src/client/reply.ts';
import type { Row } from '../../src/contract/operation.ts';
import { type Detection, detectionOf } from '../../src/engine/detection.ts';
import { contract } from '../engine/bench.ts';

export function replyTo(
  query: string,
  status: number,
  body: string,
  credential: CredentialUse = 'own',
): Reply {
  const path = '/v3/p/backups';
  return readReply(
    {
      sequence: 1,
      request: { target: `${path}?${query}`, path, query, headers: {}, credential },
      answer: {
        status,
        headers: { 'content-type': 'application/json' },
        body: new TextEncoder().encode(body),
      },
      startedAt: 0,
      milliseconds: 1,
      attempts: 1,
    },
    contract,
  );
}

export function detectedIn(
  slug: string,
  query: string,
  body = '{}',
  overrides: Detection['overrides'] = {},
): Detection {
  const reply = replyTo(query, 200, body, overrides.credential);
  return detectionOf(
    slug,
    { rule: 'total-differs', expected: 'otherwise', observed: 'seen' },
    reply,
    overrides,
    contract,
  );
}

export function row(id: string, more: Partial<Row> = {}): Row {
  const plain = {
    id,
    instance: 'i',
    type: 'auto',
    status: 'COMPLETED',
    begin: 1_000_001,
    end: 1_000_060,
    json: {},
  };
  const text = more.text ?? JSON.stringify({ ...plain, ...more });
  const isBuilding = more.status === 'BUILDING';
  return { ...plain, text, settled: text, isBuilding, isIncremental: more.type === 'incremental', ...more };
}

export function instance(rows: readonly Row[], more: Partial<KnownInstance> = {}): KnownInstance {
  return {
    id: 'i',
    total: rows.length,
    rows,
    complete: true,
    leftOut: [],
    ...more,
  };
}

export function knowing(...instances: readonly KnownInstance[]): Known {
  return { projectId: 'p', authenticated: true, instances, accepted: new Set() };
}
