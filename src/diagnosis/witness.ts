/** Sees every exchange of a run, and keeps what a diagnosis may need of it. */
import { createHash } from 'node:crypto';
import type { Recording } from '../client/exchange.ts';
import type { RunResult, RunSettings } from '../result/result.ts';
import type { BrokenClause, Seen, SeenExchange } from './seen.ts';

/** Bytes of bodies kept, each of equal ones once. Beyond, only exchanges with bodies known already are kept. */
const MOST_BYTES = 96 * 1024 * 1024;

interface Noted extends SeenExchange {
  readonly startedAt: number;
}

export class Witness {
  readonly #noted: Noted[] = [];
  readonly #bodies = new Map<string, Uint8Array>();
  #bytes = 0;

  /** Noise and failures are not the deployment's own answers: they are passed over. */
  note({ sequence, startedAt, request, answer, noise, from }: Recording): void {
    if (answer === undefined || noise !== undefined) return;
    const body = this.#kept(answer.body);
    if (body === undefined) return;
    const { target, credential } = request;
    const contentType = answer.headers['content-type'];
    const clause = from?.clause ?? '';
    const { status } = answer;
    this.#noted.push({ sequence, startedAt, target, credential, status, contentType, body, clause });
  }

  /** What has been seen so far, by the clock, with the clauses that the result says are broken. */
  seen({ project, instances }: RunSettings, clauses: RunResult['clauses']): Seen {
    const inOrder = [...this.#noted].sort(
      (one, other) => one.startedAt - other.startedAt || one.sequence - other.sequence,
    );
    return {
      projectId: project,
      instances,
      exchanges: inOrder.map((one, place) => ({ ...one, sequence: place + 1 })),
      broken: brokenIn(clauses),
    };
  }

  #kept(body: Uint8Array): Uint8Array | undefined {
    const digest = createHash('sha1').update(body).digest('base64');
    const known = this.#bodies.get(digest);
    if (known !== undefined) return known;
    if (this.#bytes + body.length > MOST_BYTES) return undefined;
    this.#bytes += body.length;
    this.#bodies.set(digest, body);
    return body;
  }
}

/** The clauses that failed or warned. */
export function brokenIn(clauses: RunResult['clauses']): readonly BrokenClause[] {
  return clauses
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ slug, counterexample }) => ({
      slug,
      targets: [counterexample?.exchange, ...(counterexample?.requests ?? [])].flatMap((shown) =>
        shown === undefined ? [] : [shown.target],
      ),
    }));
}
