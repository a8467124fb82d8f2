/** Results to report, made by hand. */
import { loadContract } from '../../src/contract/contract.ts';
import type { ClauseResult, RunResult, ShownCounterexample } from '../../src/result/result.ts';
import { judgeRun } from '../../src/result/result.ts';

export const { catalogue } = loadContract();

export function clause(
  slug: string,
  verdict: ClauseResult['verdict'],
  rest: Partial<ClauseResult> = {},
): ClauseResult {
  const { chapter, level } = catalogue.entry(slug);
  return { slug, chapter, level, verdict, detail: `${slug} in a word`, requests: 3, cases: 2, ...rest };
}

export function counterexample(rest: Partial<ShownCounterexample> = {}): ShownCounterexample {
  const exchange = {
    curl: "curl -sS 'http://host/v3/p/backups'",
    target: '/v3/p/backups',
    status: 200,
    body: '{}',
  };
  return {
    rule: 'page-too-short',
    parameters: ['instance_id'],
    expected: 'this',
    observed: 'that',
    exchange,
    requests: [exchange],
    reproduce: 'rds-backups-conformance run --only it',
    ...rest,
  };
}

export function result(clauses: readonly ClauseResult[], rest: Partial<RunResult> = {}): RunResult {
  return {
    suite: { name: 'rds-backups-conformance', version: '1.2.3' },
    contract: { digest: `sha256:${'0'.repeat(64)}`, catalogue: `sha256:${'1'.repeat(64)}` },
    target: 'http://host',
    seed: 7,
    budget: { name: 'smoke', requests: 150 },
    verdict: judgeRun(clauses, false),
    detail: 'for a reason',
    requests: 12,
    noise: { '429': 0 },
    acceptUnexercised: false,
    startedAt: '2024-01-01T00:00:00.000Z',
    milliseconds: 1234,
    instances: [{ id: 'one', total: 4, read: 4 }],
    coverage: { boundaries: [], pairs: { covered: 0, possible: 0, missing: [] } },
    clauses,
    ...rest,
  };
}
