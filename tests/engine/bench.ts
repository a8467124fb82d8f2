/** A requester with a small deployment in process whose answers a test can change: for the examiner and the confirmation. */
import type { Examination, Finding } from '../../src/clauses/clause.ts';
import type { Known } from '../../src/clauses/known.ts';
import { createClient } from '../../src/client/client.ts';
import { noCredentials } from '../../src/client/credentials.ts';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { readQuery } from '../../src/contract/wire.ts';
import { examine } from '../../src/engine/examiner.ts';
import { ExclusiveGate } from '../../src/engine/exclusive-gate.ts';
import { fingerprintOf, identityOf } from '../../src/engine/fingerprint.ts';
import { Requester } from '../../src/engine/requester.ts';
import { survey } from '../../src/engine/survey/survey.ts';
import type { WaivedViolations } from '../../src/engine/waived-violations.ts';
import type { ClauseResult } from '../../src/result/result.ts';
import { showCounterexample } from '../../src/result/shown.ts';
import { settle } from '../../src/result/verdict.ts';
import { VirtualClock } from '../client/virtual-clock.ts';

export const contract = loadContract();
export const INSTANCE = 'instance-one';

export interface FakeRow {
  readonly id: string;
  readonly status: string;
  readonly size: number;
  /** Left out while the backup is under way. */
  readonly end?: string;
}

/** What one request asked for, and what is about to be answered. */
export interface Answering {
  readonly rows: readonly FakeRow[];
  readonly total: number;
  readonly limit: number;
  readonly id?: string;
  /** Requests under way when this one was answered, itself included. */
  readonly together: number;
}

type Answered = Pick<Answering, 'rows' | 'total'> | number;

/** Lists one instance's rows by id, offset and limit; `bend` changes an answer, or answers a bare status. */
export class FakeDeployment {
  rows: FakeRow[];
  bend: (answering: Answering) => Answered = (answering) => answering;
  /** Called before each request is looked at: where the data move. */
  before: () => void = () => undefined;
  asked = 0;
  #under = 0;

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, place) => fakeRow(`backup-${place}`));
  }

  async answer({ target }: { readonly target: string }) {
    this.asked += 1;
    this.#under += 1;
    this.before();
    await new Promise((resolve) => setImmediate(resolve));
    const together = this.#under;
    await new Promise((resolve) => setImmediate(resolve));
    this.#under -= 1;
    const given = new Map(
      readQuery(target.split('?')[1] ?? '').map(({ name, text }) => [name, text] as const),
    );
    const id = given.get('backup_id');
    const [offset, limit] = [Number(given.get('offset') ?? 0), Number(given.get('limit') ?? 100)];
    const listed = this.rows.filter((row) => id === undefined || row.id === id);
    const page = listed.slice(offset, offset + limit);
    const answering = { rows: page, total: listed.length, limit, together };
    const answered = this.bend(id === undefined ? answering : { ...answering, id });
    if (typeof answered === 'number') return json(answered, { error_code: 'DBS.1', error_msg: 'no' });
    return json(200, { backups: answered.rows.map(written), total_count: answered.total });
  }
}

export function fakeRow(id: string, more: Partial<FakeRow> = {}): FakeRow {
  return { id, status: 'COMPLETED', size: 1, end: '2026-01-01T01:00:00+0000', ...more };
}

function written({ end, ...row }: FakeRow) {
  const times = { begin_time: '2026-01-01T00:00:00+0000', ...(end === undefined ? {} : { end_time: end }) };
  return { ...row, ...times, instance_id: INSTANCE, type: 'auto', name: row.id };
}

function json(status: number, body: unknown) {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

export interface Bench {
  readonly requester: Requester;
  readonly known: Known;
  readonly clock: VirtualClock;
  examine<I>(examination: Examination<I>, options?: ExamineOptions): Promise<Finding>;
}

interface ExamineOptions {
  readonly seed?: number;
  readonly quota?: number;
  readonly waived?: WaivedViolations;
}

export const CONCURRENCY = 8;

/** Surveys the deployment and opens a requester. After noise a request is sent once more, on a clock that does not wait. */
export async function benchBefore(deployment: FakeDeployment): Promise<Bench> {
  const clock = new VirtualClock();
  const client = createClient({
    headers: contract.operation.headers,
    transport: inProcessTransport(deployment),
    credentials: noCredentials,
    pacing: { concurrency: CONCURRENCY },
    retryLimits: { attempts: 2 },
    clock,
  });
  const requester = new Requester({
    clause: 'bench',
    contract,
    client,
    watches: [],
    gate: new ExclusiveGate(),
  });
  const plan = { pages: 10, filters: false, bases: false, readings: false, random: () => 0.5 };
  const { known } = await survey(requester, {
    projectId: 'p',
    instances: [INSTANCE],
    authenticated: false,
    plan,
  });
  return {
    requester,
    known,
    clock,
    examine: (examination, { seed = 1, quota = 100, waived } = {}) =>
      examine(examination, {
        requester: requester,
        known,
        concurrency: CONCURRENCY,
        quota: requester.asked + quota,
        everyProbe: true,
        exhaustive: false,
        seed,
        ...(waived === undefined ? {} : { waived }),
      }),
  };
}

/** The result that a MUST clause would get from this finding. */
export function judged(finding: Finding): ClauseResult {
  const entry = contract.catalogue.entry('pagination.page-size');
  return settle(entry, finding, 0, (found) => {
    const identity = identityOf(found.violation, found.transcript, contract);
    return {
      counterexample: showCounterexample(found, identity, 'reproduce'),
      fingerprint: fingerprintOf(entry.slug, identity),
    };
  });
}
