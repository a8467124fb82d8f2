/** The command line and Playwright compared: for one seed they reach the same verdicts on one deployment. */
import { expect, test } from '@playwright/test';
import type { RunResult } from '../../src/result/result.ts';
import { command, readReport } from '../cli/command.ts';
import { type Served, withReference, withServer } from '../cli/served.ts';
import { judging } from './playwright-command.ts';

interface Faces {
  readonly line: RunResult;
  readonly tests: RunResult;
  /** Exit codes of both. */
  readonly codes: readonly (number | null)[];
}

async function bothFaces({ env, asked }: Served, settings: NodeJS.ProcessEnv): Promise<Faces> {
  const of = (name: string) => ({
    ...env,
    ...settings,
    RDS_SEED: '21',
    RDS_REPORT: test.info().outputPath(name),
  });
  const before = asked();
  const first = await command(['run'], of('line'));
  const between = asked();
  const second = await judging(of('tests'));
  const after = asked();
  const [line, tests] = [readReport(of('line').RDS_REPORT), readReport(of('tests').RDS_REPORT)];
  // Neither asks for more than it says, however many workers come and go.
  expect([between - before, after - between], second.stdout).toEqual([line.requests, tests.requests]);
  return { line, tests, codes: [first.code, second.code] };
}

/**
 * What a run found, without when and how fast (the traffic too), how its evidence is kept, and the names that a
 * deployment gives to requests.
 */
function found({
  startedAt: _at,
  milliseconds: _took,
  traffic: _traffic,
  evidence: _kept,
  ...rest
}: RunResult): unknown {
  return JSON.parse(JSON.stringify(rest).replaceAll(/(request_id\\": ?\\")[0-9a-f]*/g, '$1'));
}

test('a correct deployment', async () => {
  test.slow();
  const { line, tests, codes } = await withReference({}, (served) =>
    bothFaces(served, { RDS_BUDGET: 'standard' }),
  );

  expect(found(tests)).toEqual(found(line));
  expect(line.verdict).toBe('conformant');
  expect(codes).toEqual([0, 0]);
});

const FAULTS = [
  // Caught by checks of several clauses.
  'total-of-page',
  // Caught by a watch over the exchanges of all clauses.
  'unauthorized-as-500',
];

for (const fault of FAULTS) {
  test(`a deployment with the fault ${fault}`, async () => {
    test.slow();
    const { line, tests, codes } = await withReference({ fault }, (served) =>
      bothFaces(served, { RDS_BUDGET: '800' }),
    );

    expect(found(tests)).toEqual(found(line));
    expect(line.verdict).toBe('nonconformant');
    expect(codes).toEqual([1, 1]);
  });
}

test('a deployment that refuses everything', async () => {
  test.slow();
  const { line, tests, codes } = await withServer(
    (_request, response) => response.writeHead(403, { 'Content-Type': 'application/json' }).end('{}'),
    (served) => bothFaces(served, {}),
  );

  expect(found(tests)).toEqual(found(line));
  expect(line.verdict).toBe('inconclusive');
  expect(codes).toEqual([3, 1]);
});
