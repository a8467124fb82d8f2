import { loadContract } from '../src/contract/contract.ts';
import { judgeInProcess } from '../src/prove/judge-subject.ts';
import { createReference } from '../src/reference/reference.ts';

const c = loadContract();
const ref = createReference(c, {});
const t = `${c.operation.path(ref.projectId)}?instance_id=${ref.instances[0]}&limit=100`;
const a = await ref.answer({ method: 'GET', target: t, headers: { 'x-auth-token': ref.token } });
const r = await judgeInProcess(
  c,
  { ...ref, answer: () => a } as never,
  {
    seed: 7,
    budget: 'standard',
    selected: c.catalogue.entries.filter((e) => e.level === 'OBSERVE').map((e) => e.slug),
  } as never,
);
for (const x of r.clauses) console.log(x.slug, x.requests, '|', x.verdict, '|', x.detail);
