/** Every chapter of clauses has its unit tests, in a file of its name. */
import { expect, test } from '@playwright/test';
import { read } from '../project/repository.ts';
import { contract } from './judging.ts';

const CHAPTERS = new Set(
  contract.catalogue.entries.filter(({ level }) => level !== 'OBSERVE').map(({ chapter }) => chapter),
);

for (const chapter of CHAPTERS) {
  test(`the clauses of ${chapter} have unit tests`, () => {
    expect(read(`tests/clauses/${chapter}.test.ts`)).toMatch(
      new RegExp(`^testChapter\\(\\s*'${chapter}'`, 'm'),
    );
  });
}
