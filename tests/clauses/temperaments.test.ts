/** No conformant temperament of the reference deployment draws a failure, whatever the seed. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { judgeVariant } from '../../src/prove/judge-variant.ts';
import { temperaments } from '../../src/reference/temperaments/registry.ts';

/** Served over real HTTP elsewhere: in process their waiting would only take time. */
const WAITING = ['slow', 'throttled'];
/** Hold too few backups for some clauses. */
const SHORT = ['empty-instance', 'five-backups'];
/** The names of version 1 are accepted with a warning. */
const WARNED = new Map([['v1-error-names', ['errors.v3-names']]]);

const contract = loadContract();

for (const { slug } of temperaments.filter((each) => !WAITING.includes(each.slug))) {
  test(`${slug} is cleared`, async () => {
    test.slow();
    const result = await judgeVariant(contract, {
      variant: { temperament: slug },
      seed: 7,
      budget: 'standard',
    });
    const of = (verdict: string) => result.clauses.filter((clause) => clause.verdict === verdict);
    expect(of('fail').map((clause) => `${clause.slug}: ${clause.detail}`)).toEqual([]);
    expect(of('warn').map((clause) => clause.slug)).toEqual(WARNED.get(slug) ?? []);
    expect(result.verdict).toBe(SHORT.includes(slug) ? 'inconclusive' : 'conformant');
  });
}

for (const slug of SHORT) {
  test(`${slug}: what is not exercised says how to supply it`, async () => {
    const result = await judgeVariant(contract, {
      variant: { temperament: slug },
      seed: 7,
      budget: 'standard',
    });
    const missing = result.clauses.filter((clause) => clause.verdict === 'not-exercised');
    expect(missing.map((clause) => clause.slug)).toContain('pagination.default-limit');
    for (const { slug: clause, detail } of missing) {
      expect(detail).toContain(contract.catalogue.entry(clause).recipe?.en ?? 'no recipe');
    }
  });
}
