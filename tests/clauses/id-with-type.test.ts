/** How the filter by id meets the filter by type: what stays open clears a deployment, what crosses instances does not. */
import { expect, test } from '@playwright/test';
import { inProcessTransport } from '../../src/client/in-process-transport.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { contract, judgeBehind } from './judging.ts';

async function verdictsOf(reference: Reference) {
  const result = await judgeBehind(inProcessTransport(reference), { ...reference, budget: 'standard' });
  return new Map(result.clauses.map(({ slug, verdict }) => [slug, verdict]));
}

test('a left-out incremental backup may be found by its id only together with its type', async () => {
  test.slow();
  const reference = createReference(contract, { variant: 'incremental-only-when-asked' });
  const verdicts = await verdictsOf({
    ...reference,
    answer: async (request) => {
      const query = request.target;
      if (!/[?&]backup_id=[^&]/.test(query) || query.includes('backup_type='))
        return reference.answer(request);
      const typed = await reference.answer({ ...request, target: `${query}&backup_type=incremental` });
      const hidden = typed.status === 200 && !String(typed.body).includes('"total_count":0');
      const target = hidden ? query.replace(/backup_id=[^&]*/, 'backup_id=nobody') : query;
      const answered = await reference.answer({ ...request, target });
      if (!hidden || answered.status !== 200) return answered;
      return { ...answered, status: 404, body: '{"error_code":"DBS.280204","error_msg":"No such backup."}' };
    },
  });
  expect([...verdicts].filter(([, verdict]) => verdict === 'fail' || verdict === 'inconclusive')).toEqual([]);
  expect(verdicts.get('filters.id-exact')).toBe('pass');
  expect(verdicts.get('filters.combine')).toBe('pass');
});

test('an id may be refused as unknown wherever the rest of the query rules its backup out', async () => {
  test.slow();
  const reference = createReference(contract, {});
  const verdicts = await verdictsOf({
    ...reference,
    answer: async (request) => {
      const own = await reference.answer(request);
      const empty = own.status === 200 && String(own.body).includes('"total_count":0');
      if (!empty || !/[?&]backup_id=[^&]/.test(request.target)) return own;
      return { ...own, status: 404, body: '{"error_code":"DBS.280204","error_msg":"No such backup."}' };
    },
  });
  const open = [...verdicts].filter(([, verdict]) => verdict === 'fail' || verdict === 'inconclusive');
  expect(open).toEqual([]);
});

test('an id that crosses instances only where its type is given too is caught', async () => {
  test.slow();
  const reference = createReference(contract, {});
  const verdicts = await verdictsOf({
    ...reference,
    answer: async (request) => {
      const own = await reference.answer(request);
      const both = /[?&]backup_id=[^&]/.test(request.target) && request.target.includes('backup_type=');
      if (!both || own.status !== 200 || !String(own.body).includes('"total_count":0')) return own;
      for (const instance of reference.instances) {
        const target = request.target.replace(/instance_id=[^&]*/, `instance_id=${instance}`);
        const crossed = await reference.answer({ ...request, target });
        if (crossed.status === 200 && !String(crossed.body).includes('"total_count":0')) return crossed;
      }
      return own;
    },
  });
  expect(verdicts.get('filters.id-of-other-instance')).toBe('fail');
});
