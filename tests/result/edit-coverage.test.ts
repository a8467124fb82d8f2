/** Which edits a request made, recognised from what was sent. */
import { expect, test } from '@playwright/test';
import type { SentRequest } from '../../src/client/exchange.ts';
import { coverageOf } from '../../src/result/coverage.ts';
import { editsMade, possibleEdits } from '../../src/result/edit-coverage.ts';
import { contract } from '../engine/bench.ts';
import { instance, knowing } from './values.ts';

const known = knowing(instance([], { total: 200 }));
const own = contract.operation.path(known.projectId);

function made(path: string, query: string): readonly string[] {
  const request: SentRequest = { target: `${path}?${query}`, path, query, headers: {}, credential: 'own' };
  return editsMade(request, contract, known);
}

const TABLE: readonly (readonly [query: string, edits: readonly string[]])[] = [
  ['limit=10', []],
  ['limit=100', []],
  ['limit=10%22', ['edit/limit/suffix/quote']],
  ['limit=%0010', ['edit/limit/prefix/nul']],
  ['limit=%31%30', ['edit/limit/encode/none']],
  ['backup_type=!auto', ['edit/backup_type/negate/none']],
  ['backup_type=AUTO&offset=10x', ['edit/backup_type/change-case/none', 'edit/offset/suffix/letter']],
];

for (const [query, edits] of TABLE) {
  test(`${query} makes ${edits.join(' and ') || 'no edit'}`, () => {
    expect(made(own, query)).toEqual(edits);
  });
}

test('an edited path is recognised behind the path of a base URL', () => {
  const [version = ''] = own.split('/').filter(Boolean);
  const altered = own.replace(version, version.toUpperCase());
  expect(made(altered, '')).toEqual(['edit/path version/change-case/none']);
  expect(made(`/gateway${altered}`, '')).toEqual(['edit/path version/change-case/none']);
  expect(made(`/gateway${own}`, '')).toEqual([]);
});

test('coverage tells the edits that were made from those that could have been', () => {
  const possible = possibleEdits(contract, known);
  const visits = { ...Object.fromEntries(possible.map((name) => [name, 0])), 'edit/limit/suffix/quote': 2 };
  const { edits, boundaries } = coverageOf(visits, contract);
  expect(boundaries).toEqual([]);
  expect(edits).toMatchObject({ covered: 1, possible: possible.length });
  expect(edits?.requests.limit?.suffix).toMatchObject({ quote: 2, letter: 0 });
});
