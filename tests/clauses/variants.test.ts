/**
 * Conformant variants: what `prove` does not ask. It shows that none of them fails, and that none that stands still
 * leaves a clause undecided.
 */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { judgeSubject } from '../../src/prove/judge-subject.ts';
import { variants } from '../../src/reference/registry.ts';

/** Served over real HTTP elsewhere: in process their waiting would only take time. */
const WAITING = ['slow', 'throttled'];
/** Turns the client away again and again, or moves at every reading: the requests are spent, and nothing fails. */
const COSTLY = ['bans-after-attack', 'sizes-corrected'];
/** Hold too few backups for some clauses. */
const SHORT = ['empty-instance', 'five-backups'];

const contract = loadContract();
const judge = (variant: string) =>
  judgeSubject(contract, { subject: { variant }, seed: 7, budget: 'standard' });

for (const { slug } of variants.filter(
  ({ slug, middleware }) => middleware !== undefined && !WAITING.includes(slug),
)) {
  test(`${slug}: noise and movement leave the verdict as it is`, async () => {
    test.slow();
    const { verdict, clauses } = await judge(slug);
    expect(clauses.filter((clause) => clause.verdict === 'fail' || clause.verdict === 'warn')).toEqual([]);
    expect(COSTLY.includes(slug) ? ['inconclusive', 'conformant'] : ['conformant']).toContain(verdict);
  });
}

for (const slug of SHORT) {
  test(`${slug}: what is not exercised says how to supply it, and leaves the run inconclusive`, async () => {
    test.slow();
    const { verdict, clauses } = await judge(slug);
    const missing = clauses.filter((clause) => clause.verdict === 'not-exercised');
    expect(missing.map((clause) => clause.slug)).toContain('pagination.default-limit');
    for (const { slug: clause, detail } of missing) {
      expect(detail).toContain(contract.catalogue.entry(clause).recipe?.en ?? 'no recipe');
    }
    expect(verdict).toBe('inconclusive');
  });
}
