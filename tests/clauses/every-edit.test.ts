/** Coverage of the edits of texts: by operator, place and class of characters. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';
import type { EditVisits } from '../../src/result/edit-coverage.ts';

const contract = loadContract();

async function editsOf(seed: number, budget: string): Promise<EditVisits> {
  const { coverage } = await judgeSubject(contract, { subject: {}, seed, budget });
  return coverage.edits?.requests ?? {};
}

/** Edits that no request made, as `place operator class`, or `place operator` where there was none of any class. */
function unmade(visits: EditVisits, each: 'operator' | 'class'): readonly string[] {
  return Object.entries(visits).flatMap(([place, operators]) =>
    // Which edits of the credential are sent is tested with the clauses of the credential.
    place === 'credential'
      ? []
      : Object.entries(operators).flatMap(([operator, classes]) => {
          const missing = Object.entries(classes).filter(([, requests]) => requests === 0);
          if (each === 'class') return missing.map(([name]) => `${place} ${operator} ${name}`);
          return missing.length === Object.keys(classes).length ? [`${place} ${operator}`] : [];
        }),
  );
}

for (const seed of [1, 2, 3]) {
  test(`a standard run makes every kind of edit at every place, with seed ${seed} too`, async () => {
    test.setTimeout(120_000);
    const visits = await editsOf(seed, 'standard');
    const names = contract.operation.parameters.map(({ name }) => name);
    expect(Object.keys(visits)).toEqual(expect.arrayContaining([...names, 'path version', 'path project']));
    expect(Object.keys(visits.limit ?? {}).length).toBeGreaterThan(12);
    expect(unmade(visits, 'operator')).toEqual([]);
  });
}

test('an exhaustive run makes every kind of edit at every place with every class of characters, and asks for every limit', async () => {
  test.setTimeout(300_000);
  const asked = new Set<string>();
  const { coverage } = await judgeSubject(contract, {
    subject: {},
    seed: 1,
    budget: 'exhaustive',
    recorder: ({ request }) => {
      for (const [, limit = ''] of request.query.matchAll(/(?:^|&)limit=(\d+)(?=&|$)/g)) asked.add(limit);
    },
  });
  expect(unmade(coverage.edits?.requests ?? {}, 'class')).toEqual([]);
  const { minimum, maximum } = contract.operation.limit;
  for (let limit = minimum; limit <= maximum; limit++) expect(asked).toContain(String(limit));
});
