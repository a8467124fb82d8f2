/** The list of clauses and the catalogue speak of the same clauses. */
import { expect, test } from '@playwright/test';
import { allClauses } from '../../src/clauses/all-clauses.ts';
import { loadContract } from '../../src/contract/contract.ts';

const contract = loadContract();

test('every clause of the catalogue is listed', () => {
  const slugs = contract.catalogue.entries.map(({ slug }) => slug);
  expect(allClauses(contract).map(({ slug }) => slug)).toEqual(slugs);
});

test('a clause that the catalogue does not hold is refused', () => {
  const { catalogue } = contract;
  const entry = (slug: string) => {
    if (slug === 'window.sound') throw new Error(`no clause ${slug}`);
    return catalogue.entry(slug);
  };
  expect(() => allClauses({ ...contract, catalogue: { ...catalogue, entry } })).toThrow('window.sound');
});
