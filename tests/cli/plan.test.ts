/** `run --plan`: what a run will send, without sending it. */
import { expect, test } from '@playwright/test';
import { command, readReport } from './command.ts';
import { withReference } from './served.ts';

test('the plan is what a run of the deployment then sends, and nothing is sent for it', async () => {
  test.slow();
  await withReference({}, async ({ flags, env, asked }) => {
    const args = ['run', ...flags, '--budget', 'smoke', '--seed', '5', '--rate', '100'];
    const plan = await command([...args, '--plan', '--json'], env);
    expect(plan.code, plan.stderr).toBe(0);
    expect(asked()).toBe(0);
    const [{ clauses, survey, planned, most, seconds, maxTime }] = JSON.parse(plan.stdout);
    expect({ most, maxTime }).toEqual({ most: 200, maxTime: 300 });
    expect(seconds).toEqual({ planned: planned / 100, most: 2 });

    const report = test.info().outputPath('report');
    const run = await command([...args, '--report', report], env);
    expect(run.code, run.stderr).toBe(0);
    const result = readReport(report);
    expect(clauses).toEqual(result.clauses.map(({ slug, requests }) => ({ slug, requests })));
    expect(planned).toBe(result.requests);
    expect(survey).toBe(planned - result.clauses.reduce((sum, { requests }) => sum + requests, 0));
  });
});

test('the plan says what the rate makes of it, and where the time does not suffice', async () => {
  const args = ['run', '--plan', '--budget', 'smoke', '--only', 'auth'];
  const free = await command(args);
  expect(free.code, free.stderr).toBe(0);
  expect(free.stdout).toMatch(/^ {2}auth\.missing +\d+$/m);
  expect(free.stdout).toContain('The rate is not limited');

  const slow = await command([...args, '--rate', '0.01', '--max-time', '1m']);
  expect(slow.stdout).toMatch(/At 0\.01 requests a second that takes about \d+ min/);
  expect(slow.stdout).toContain('longer than --max-time allows (60 s)');
});
