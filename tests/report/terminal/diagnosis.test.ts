import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { diagnosisLines } from '../../../src/report/terminal/diagnosis-lines.ts';
import { terminalReport } from '../../../src/report/terminal/terminal-report.ts';
import { wordsIn } from '../../../src/report/terminal/terminal-text.ts';
import { result } from '../results.ts';

const DIAGNOSIS = {
  fault: 'total-of-page',
  says: 'The total counts the backups on the page.',
  explained: 31,
  of: 32,
  clauses: ['pagination.page-size'],
  alike: [],
};

test('a diagnosis is a sentence with its numbers', () => {
  expect(diagnosisLines({ diagnosis: [DIAGNOSIS] })).toEqual([
    'behaves like: the total counts the backups on the page (total-of-page); 31 of 32 exchanges explained',
    '',
  ]);
});

test('faults that cannot be told apart are all named', () => {
  const [line] = diagnosisLines({ diagnosis: [{ ...DIAGNOSIS, alike: ['total-one-more'] }] });

  expect(line).toContain('(total-of-page, or total-one-more)');
});

test('in Chinese the words about it are', () => {
  const [line] = diagnosisLines({ diagnosis: [DIAGNOSIS] }, undefined, wordsIn('zh'));

  expect(line).toMatch(/^表现类似于：.*total-of-page/);
});

test('it stands below the failures, right above the verdict; without one nothing does', () => {
  const { catalogue } = loadContract();
  const lines = (of: ReturnType<typeof result>) => terminalReport(of, { catalogue }).trimEnd().split('\n');

  expect(lines({ ...result([]), diagnosis: [DIAGNOSIS] }).at(-3)).toMatch(/^behaves like: /);
  expect(lines(result([])).join('\n')).not.toContain('behaves like');
});
