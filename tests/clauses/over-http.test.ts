/** Over real HTTP: what happens on the way to a conformant deployment is counted, and never held against it. */
import { expect, test } from '@playwright/test';
import { poolTransport } from '../../src/client/pool-transport.ts';
import { ConnectionReset } from '../../src/reference/errors.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { serveReference } from '../../src/reference/server.ts';
import { contract, judgeBehind } from './judging.ts';

interface Way {
  readonly variant?: string;
  readonly basePath?: string;
  readonly budget?: string;
}

/** Runs over HTTP; also tells how often the deployment turned away or broke off. */
async function judgeOverHttp({ variant, basePath, budget = 'standard' }: Way) {
  const reference = createReference(contract, variant === undefined ? {} : { variant });
  const { noise, counting } = countNoise(reference);
  const { url, close } = await serveReference(counting, { basePath });
  try {
    const transport = poolTransport(new URL(url), { connections: 8 });
    const result = await judgeBehind(transport, { ...reference, budget });
    return { result, noise };
  } finally {
    await close();
  }
}

function countNoise(reference: Reference) {
  const noise = { 429: 0, 503: 0, reset: 0 };
  const answer: Reference['answer'] = async (request) => {
    try {
      const answered = await reference.answer(request);
      if (answered.status === 429 || answered.status === 503) noise[answered.status] += 1;
      return answered;
    } catch (problem) {
      if (problem instanceof ConnectionReset) noise.reset += 1;
      throw problem;
    }
  };
  return { noise, counting: { ...reference, answer } };
}

/** What each variant is bound to do in a standard run; how often a throttle strikes is up to the machine. */
const CERTAIN_NOISE = new Map<string, '503' | 'reset'>([
  ['busy', '503'],
  ['resetting', 'reset'],
]);

const WAYS: readonly (Way & { readonly name: string })[] = [
  ...['throttled', 'busy', 'resetting', 'connection-close', 'gzip'].map((slug) => ({
    name: slug,
    variant: slug,
  })),
  { name: 'slow', variant: 'slow', budget: 'smoke' },
  { name: 'under a base path', basePath: '/rds/api', budget: 'smoke' },
];

for (const { name, ...way } of WAYS) {
  test(`${name} is conformant`, async () => {
    test.slow();
    const { result, noise } = await judgeOverHttp(way);
    const failed = result.clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive');
    expect(failed.map(({ slug, detail }) => `${slug}: ${detail}`)).toEqual([]);
    expect(result.verdict).toBe('conformant');
    expect(result.noise).toMatchObject({ ...noise, 502: 0, 504: 0, timeout: 0 });
    const certain = CERTAIN_NOISE.get(name);
    if (certain !== undefined) expect(noise[certain]).toBeGreaterThan(0);
  });
}
