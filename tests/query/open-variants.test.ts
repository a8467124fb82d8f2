import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { writeQuery } from '../../src/contract/wire.ts';
import { openVariants } from '../../src/query/open-variants.ts';
import { validQuery } from '../../src/query/valid-query.ts';
import { contract, pools } from './contracts.ts';
import { RUNS } from './runs.ts';

const full = contract.operation.write({
  instance: 'i',
  filters: { backup_type: 'auto' },
  window: { begin: '2018-08-06T10:41:14+0800', end: '2018-08-16T10:41:14+0800' },
  offset: 0,
  limit: 10,
});

test('the contract leaves every variant open, for the parameter that it names alone', () => {
  const open = fc.property(validQuery(contract, pools).map(contract.operation.write), (base) => {
    for (const { query, parameter, says } of openVariants(contract, base)) {
      const { kind, faults } = contract.judgeQuery(query);
      const asNamed = kind === 'open' && faults.every((fault) => fault.parameter === parameter);
      if (!asNamed) throw new Error(`${writeQuery(query)} (${says}) is ${kind}: ${JSON.stringify(faults)}`);
    }
  });
  fc.assert(open, RUNS);
});

test('a full query has a variant of every kind on which the document is silent', () => {
  const names = new Set(openVariants(contract, full).map(({ name }) => name));
  expect([...names].sort()).toEqual([
    'beyond-int64',
    'broken-escape',
    'colon-zone',
    'empty-value',
    'far-zone',
    'fraction',
    'hour-24',
    'leading-zeros',
    'literal-z',
    'raw-plus',
    'repeated-parameter',
    'second-60',
    'unknown-parameter',
    'year-zero',
  ]);
});

test('variants travel exactly as named', () => {
  const all = openVariants(contract, full).map(({ query }) => writeQuery(query));
  const written = (change: (query: string) => string) => expect(all).toContain(change(writeQuery(full)));
  written((query) => query.replace('limit=10', 'limit=010'));
  written((query) => query.replace('limit=10', 'limit=10&limit=10'));
  written((query) => query.replace('backup_type=auto', 'backup_type='));
  written((query) => query.replace('offset=0', 'offset=9223372036854775808'));
  written((query) => query.replace('2018-08-06T10%3A41%3A14%2B0800', '2018-08-06T10%3A41%3A14+0800'));
});

test('without a window there is no spelling of time to vary', () => {
  const plain = contract.operation.write({ instance: 'i' });
  const { begin, end } = contract.operation.window;
  const varied = openVariants(contract, plain).map(({ parameter }) => parameter);
  expect(varied).not.toContain(begin);
  expect(varied).not.toContain(end);
});
