/** Mocks in a deployment's place are recognised with the survey, named first, and cost little. */
import { expect, test } from '@playwright/test';
import type { InProcessAnswer } from '../../src/client/in-process-transport.ts';
import { createReference } from '../../src/reference/reference.ts';
import { terminalReport } from '../../src/report/terminal/terminal-report.ts';
import { contract, json, judge, of } from './bent-reference.ts';

/** The answer to the plain query of the reference's first instance. */
async function sample(): Promise<InProcessAnswer> {
  const reference = createReference(contract, {});
  const { operation } = contract;
  const target = `${operation.path(reference.projectId)}?instance_id=${reference.instances[0]}&limit=3`;
  return reference.answer({ method: 'GET', target, headers: { 'x-auth-token': reference.token } });
}

for (const budget of ['smoke', 'standard']) {
  test(`a static server is named in a run of ${budget}, and takes no more than a small one`, async () => {
    const answer = await sample();
    const { result, sent } = await judge(() => answer, { budget });
    expect(result.mock?.kind).toBe('same-answer');
    expect(result.verdict).toBe('nonconformant');
    expect(result.detail).toMatch(/^every answer is the same: this deployment does not read the query; /);
    expect(of(result, 'fail')).toContain('errors.status');
    expect(sent).toBeLessThanOrEqual(200);
    expect(terminalReport(result, { catalogue: contract.catalogue }).split('\n').length).toBeLessThan(70);
  });

  test(`a server of random answers is named in a run of ${budget}, and takes no more than a small one`, async () => {
    const text = String((await sample()).body);
    let drawn = 0;
    const { result, sent } = await judge(
      () => {
        drawn += 1;
        const body = JSON.parse(text);
        for (const row of body.backups) row.id = `${row.id.slice(0, -8)}${String(drawn).padStart(8, '0')}`;
        body.backups = body.backups.filter(
          (row: { id: string }, place: number, all: { id: string }[]) =>
            all.findIndex(({ id }) => id === row.id) === place,
        );
        return json(200, body);
      },
      { budget },
    );
    expect(result.mock?.kind).toBe('new-answers');
    expect(['nonconformant', 'inconclusive']).toContain(result.verdict);
    expect(result.detail).toMatch(/^every answer names other backups/);
    expect(sent).toBeLessThanOrEqual(200);
  });
}

test('the reference, with data or without, is no mock', async () => {
  expect((await judge(() => undefined, { only: ['response.status'] })).result.mock).toBeUndefined();
  const empty = json(200, { backups: [], total_count: 0 });
  const { result } = await judge((_n, _clock, target) => (target.includes('limit=101') ? undefined : empty), {
    only: ['response.status'],
  });
  expect(result.mock).toBeUndefined();
});
