import { loadContract } from '../src/contract/contract.ts';
import { judgeSubject } from '../src/prove/judge-subject.ts';

const c = loadContract();
const r = await judgeSubject(c, {
  subject: {},
  seed: 7,
  budget: 'standard',
  selected: c.catalogue.entries.filter((e) => e.level === 'OBSERVE').map((e) => e.slug),
} as never);
for (const x of r.clauses) console.log(x.slug, x.requests, '|', x.verdict, '|', x.detail);
