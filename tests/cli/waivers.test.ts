/** Waivers as vendors use them: drafted from a run, given a reason, used, and stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { command, readReport } from './command.ts';
import { type Served, withReference } from './served.ts';

const file = () => test.info().outputPath('waivers.yaml');
const report = () => test.info().outputPath('report');
const SLUG = 'pagination.limit-bounds';
const FAULT = { fault: 'limit-one-too-many-accepted' };

/** The waived clauses, and one that another fault breaks. */
const ONLY = [SLUG, 'errors.status', 'addressing.version-case'].flatMap((slug) => ['--only', slug]);

const run = ({ flags, token }: Served, ...more: readonly string[]) =>
  command(['run', ...flags, ...ONLY, '--budget', 'smoke', '--report', report(), ...more], {
    RDS_AUTH_TOKEN: token,
  });

async function drafted(): Promise<void> {
  const ended = await withReference(FAULT, (served) => run(served, '--seed', '1', '--write-waivers', file()));
  expect(ended.code, ended.stderr).toBe(1);
  expect(ended.stderr).toContain(`3 drafted into ${file()}: give each a reason, then run with --waivers`);
}

function edit(change: (text: string) => string): void {
  writeFileSync(file(), change(readFileSync(file(), 'utf8')));
}

const withReasons = (text: string) => text.replaceAll('reason: ""', 'reason: mended in 4.11');

test('a draft works once it has reasons: the same fault under another seed is waived', async () => {
  await drafted();
  const bare = await withReference(FAULT, (served) => run(served, '--waivers', file()));
  expect(bare.code).toBe(2);
  expect(bare.stderr).toMatch(/has no reason: say why/);

  edit(withReasons);
  const ended = await withReference({ ...FAULT, seed: 77, backups: 300 }, (served) =>
    run(served, '--seed', '2', '--waivers', file()),
  );

  expect(ended.code, ended.stdout).toBe(0);
  expect(ended.stdout).toMatch(/^Waived \(2\)$/m);
  expect(ended.stdout).toMatch(
    /^verdict: conformant \(.*; waived: pagination\.limit-bounds, errors\.status[;)]/m,
  );
  const { clauses, waivers } = readReport(report());
  expect(clauses.find(({ slug }) => slug === SLUG)).toMatchObject({
    verdict: 'waived',
    waiver: { reason: 'mended in 4.11' },
    fingerprint: expect.stringMatching(/^v2:/),
    counterexample: { expected: expect.any(String) },
  });
  expect(waivers?.map(({ state }) => state)).toEqual(['used', 'used', 'used']);
});

test('a waiver hides no other violation of its clause', async () => {
  await drafted();
  edit((text) => withReasons(text).split('  # answer-too-long')[0] ?? '');

  const ended = await withReference(FAULT, (served) => run(served, '--seed', '1', '--waivers', file()));

  expect(ended.code, ended.stdout).toBe(1);
  const failed = readReport(report()).clauses.find(({ slug }) => slug === SLUG);
  expect(failed).toMatchObject({ verdict: 'fail', counterexample: { observed: '101 backups' } });
});

test('another fault of the same clause fails, whatever the waivers of this one', async () => {
  await drafted();
  edit(withReasons);

  const ended = await withReference({ fault: 'limit-zero-means-default' }, (served) =>
    run(served, '--seed', '1', '--waivers', file()),
  );

  expect(ended.code, ended.stdout).toBe(1);
  expect(readReport(report()).clauses.find(({ slug }) => slug === SLUG)?.verdict).toBe('fail');
});

test('a stale waiver ends the run with exit code 2 and a line that says what to do', async () => {
  await drafted();
  edit(withReasons);

  const ended = await withReference({}, (served) => run(served, '--waivers', file()));

  expect(ended.code, ended.stdout).toBe(2);
  expect(ended.stderr).toMatch(
    /^stale waivers: pagination\.limit-bounds, errors\.status pass now; delete their waivers/m,
  );
  expect(readReport(report())).toMatchObject({
    verdict: 'conformant',
    waivers: [{ state: 'stale' }, {}, {}],
  });
  expect(
    (await withReference({ fault: 'version-case-ignored' }, (served) => run(served, '--waivers', file())))
      .code,
  ).toBe(1);
});

test('a waiver that cannot be used is refused before anything is sent', async () => {
  await drafted();
  const [line, asked] = await withReference(FAULT, async (served) => {
    edit((text) => withReasons(text).replace(/expires: .*/, 'expires: 2020-01-01'));
    const ended = await run(served, '--waivers', file());
    return [ended, served.asked()] as const;
  });

  expect(line.code).toBe(2);
  expect(line.stderr).toMatch(/^rds-backups-conformance: waiver 1 of .* expired on 2020-01-01: .*$/m);
  expect(line.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(asked).toBe(0);
});

test('a draft overwrites no other file, and extends the one that the run uses', async () => {
  await drafted();
  edit(withReasons);
  const over = await withReference(FAULT, (served) => run(served, '--write-waivers', file()));
  expect(over.code).toBe(2);
  expect(over.stderr).toContain('is there already');

  edit((text) => text.split('  # answer-too-long')[0] ?? '');
  const extended = await withReference(FAULT, (served) =>
    run(served, '--seed', '1', '--waivers', file(), '--write-waivers', file()),
  );

  expect(extended.code, extended.stdout).toBe(1);
  const text = readFileSync(file(), 'utf8');
  expect(text.match(/reason: mended in 4\.11/g)).toHaveLength(1);
  expect(text.match(/reason: ""/g)).toHaveLength(2);
});

test('without failures there is no draft', async () => {
  const ended = await withReference({}, (served) => run(served, '--write-waivers', file()));

  expect(ended.code, ended.stdout).toBe(0);
  expect(ended.stderr).toContain('waivers: nothing more to waive');
  expect(() => readFileSync(file())).toThrow();
});
