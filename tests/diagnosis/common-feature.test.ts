/** What violations have in common is stated only where the other queries have not. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { commonFeature } from '../../src/diagnosis/common-feature.ts';
import { coverageOf, visitsOf } from '../../src/result/coverage.ts';
import { clause, counterexample, result } from '../report/results.ts';

const contract = loadContract();
const project = 'p';
const { window } = contract.operation;
const PLAIN = `instance_id=${'0'.repeat(32)}in01`;
const WINDOW = `${PLAIN}&${window.begin}=2024-01-01T00:00:00%2B0000&${window.end}=2024-02-01T00:00:00%2B0000`;
const LIMITED = `${PLAIN}&${contract.operation.limit.parameter}=7`;

const SLUGS = ['window.sound', 'pagination.tiling', 'pagination.page-size'];

/** A run that sent these queries, and in which each clause is broken by one of them. */
function found(sent: readonly string[], wrong: readonly string[]) {
  const visits: Record<string, number> = {};
  for (const query of sent)
    for (const visit of visitsOf(query, contract, undefined)) visits[visit] = (visits[visit] ?? 0) + 1;
  const clauses = wrong.map((query, place) => {
    const exchange = { ...counterexample().exchange, target: `/v3/${project}/backups?${query}` };
    return clause(SLUGS[place] ?? '', 'fail', { counterexample: counterexample({ exchange }) });
  });
  return commonFeature(contract, result(clauses, { coverage: coverageOf(visits, contract) }));
}

test('a feature of every wrong query that most queries have not is named, with the count of the others', () => {
  const sent = [WINDOW, PLAIN, PLAIN, LIMITED];
  expect(found(sent, [WINDOW, WINDOW, `${WINDOW}&limit=7`])).toEqual({
    feature: 'window',
    value: 'given',
    violations: 3,
    without: 3,
  });
});

test('nothing is named for few violations, for different queries, and for what most queries have', () => {
  const sent = [WINDOW, PLAIN, PLAIN, LIMITED];
  expect(found(sent, [WINDOW, WINDOW])).toBeUndefined();
  expect(found(sent, [WINDOW, WINDOW, PLAIN])).toBeUndefined();
  expect(found([WINDOW, WINDOW, PLAIN], [WINDOW, WINDOW, WINDOW])).toBeUndefined();
});
