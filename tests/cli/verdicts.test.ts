/** Exit codes and reports of `run`, against various deployments. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { command, readReport } from './command.ts';
import { withReference, withServer } from './served.ts';

const report = () => test.info().outputPath('report');

const AUTH = loadContract()
  .catalogue.entries.filter(({ chapter }) => chapter === 'auth')
  .map(({ slug }) => slug);

/** Takes the constraints without a clause of their own; the published document has none. */
const WITHOUT_CONSTRAINT = 'filters.invalid-parameter';

test('without a target the embedded reference deployment is judged, and is conformant', async () => {
  const ended = await command(['run', '--seed', '11', '--budget', 'smoke', '--report', report()]);

  expect(ended.code, ended.stderr).toBe(0);
  const embedded = 'embedded reference deployment';
  expect(ended.stdout).toMatch(new RegExp(`^verdict: conformant \\(${embedded}: every MUST`, 'm'));
  for (const file of ['index.html', 'summary.md', 'junit.xml'])
    expect(readFileSync(path.join(report(), file), 'utf8')).toContain(embedded);
  const result = readReport(report());
  expect(result).toMatchObject({
    verdict: 'conformant',
    seed: 11,
    suite: { name: 'rds-backups-conformance' },
  });
  const musts = result.clauses.filter(({ level }) => level === 'MUST');
  const others = musts.filter(({ verdict }) => verdict !== 'pass');
  expect(musts.length).toBeGreaterThan(40);
  expect(others.map(({ slug, verdict }) => [slug, verdict])).toEqual([
    [WITHOUT_CONSTRAINT, 'not-applicable'],
  ]);
});

test('without a seed a random one is used, and printed', async () => {
  const ended = await command(['run', '--only', 'auth', '--report', report()]);

  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stdout).toContain(`seed ${readReport(report()).seed},`);
});

const FAULTS: readonly (readonly [fault: string, clause: string])[] = [
  ['version-case-ignored', 'addressing.version-case'],
  ['instance-not-required', 'addressing.instance-required'],
  ['any-token-accepted', 'auth.invalid'],
  ['limit-ignored', 'pagination.page-size'],
  ['offset-one-more', 'pagination.tiling'],
  ['total-of-page', 'pagination.total-constant'],
  ['negative-offset-clamped', 'pagination.offset-negative'],
  ['beyond-end-404', 'pagination.end-is-empty'],
  ['unauthorized-as-200', 'auth.missing'],
  ['limit-one-too-many-accepted', 'pagination.limit-bounds'],
];

for (const [fault, clause] of FAULTS) {
  test(`the fault ${fault} fails ${clause}, with a counterexample`, async () => {
    const chapter = clause.split('.')[0] ?? '';
    const args = ['run', '--only', chapter, '--seed', '3', '--budget', 'smoke', '--report', report()];
    const ended = await withReference({ fault }, ({ flags, token }) =>
      command([...args, ...flags], { RDS_AUTH_TOKEN: token }),
    );

    expect(ended.code, ended.stdout).toBe(1);
    const result = readReport(report());
    expect(result.verdict).toBe('nonconformant');
    const failed = result.clauses.find(({ slug }) => slug === clause);
    expect(failed).toMatchObject({
      verdict: 'fail',
      counterexample: { exchange: { target: expect.any(String) } },
    });
    expect(ended.stdout).toContain(failed?.counterexample?.exchange.curl);
    expect(ended.stdout).toMatch(/^verdict: nonconformant \(/m);
  });
}

for (const status of [400, 401, 403, 404]) {
  test(`a deployment that answers ${status} to the plain query does not pass by its refusals`, async () => {
    const body = JSON.stringify({ error_code: 'DBS.1', error_msg: `refused with ${status}` });
    const ended = await withServer(
      (_request, response) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(body),
      ({ flags, token }) => command(['run', ...flags, '--report', report()], { RDS_AUTH_TOKEN: token }),
    );

    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stdout).toMatch(/^verdict: inconclusive \(/m);
    expect(ended.stdout).toContain(`every list was answered ${status} (DBS.1): `);
    const decided = readReport(report()).clauses.filter(({ verdict }) => verdict !== 'inconclusive');
    expect(decided.map(({ slug, verdict }) => [slug, verdict])).toEqual([
      [WITHOUT_CONSTRAINT, 'not-applicable'],
    ]);
  });
}

test('an unreachable deployment is inconclusive, in one line', async () => {
  const ended = await command([
    'run',
    ...[
      '--target',
      'http://127.0.0.1:1',
      '--project-id',
      'project',
      '--instance-id',
      'one',
      '--instance-id',
      'two',
    ],
    ...['--report', report()],
  ]);

  expect(ended.code).toBe(3);
  expect(ended.stderr).toMatch(/^cannot reach http:\/\/127\.0\.0\.1:1: .+$/m);
  expect(ended.stdout.trimEnd().split('\n')).toEqual([expect.stringMatching(/^verdict: inconclusive \(/)]);
  expect(readReport(report()).verdict).toBe('inconclusive');
});

test('with too few backups clauses are not exercised: inconclusive, unless that is accepted', async () => {
  await withReference({ backups: 60 }, async ({ flags, token, instances }) => {
    const small = [...flags.slice(0, 4), '--instance-id', instances[2] ?? ''];
    const args = ['run', ...small, '--seed', '3', '--budget', 'smoke', '--report', report()];

    const strict = await command(args, { RDS_AUTH_TOKEN: token });
    expect(strict.code, strict.stdout).toBe(3);
    expect(strict.stdout).toMatch(/Not exercised \(\d+\)/);
    const unexercised = readReport(report()).clauses.find(({ slug }) => slug === 'pagination.default-limit');
    expect(unexercised).toMatchObject({
      verdict: 'not-exercised',
      detail: loadContract().catalogue.entry('pagination.default-limit').recipe?.en,
    });

    const accepting = await command([...args, '--accept-unexercised'], { RDS_AUTH_TOKEN: token });
    expect(accepting.code, accepting.stdout).toBe(0);
    expect(readReport(report())).toMatchObject({ verdict: 'conformant', acceptUnexercised: true });
  });
});

test('--only judges a chapter and a clause, and the verdict line says so', async () => {
  const ended = await command(['run', '--only', 'auth', '--only', 'window.sound', '--report', report()]);

  expect(ended.code, ended.stderr).toBe(0);
  const result = readReport(report());
  const slugs = [...AUTH, 'window.sound'];
  expect(result.clauses.map(({ slug }) => slug)).toEqual(slugs);
  expect(result.selected).toEqual(slugs);
  const last = `^verdict: conformant \\(.*; ${slugs.length} of \\d+ clauses selected\\)$`;
  expect(ended.stdout).toMatch(new RegExp(last, 'm'));
});

test('without a credential the auth chapter is not applicable, and fails nothing', async () => {
  const ended = await withReference({ open: true }, ({ flags }) =>
    command(['run', ...flags, '--seed', '3', '--budget', 'smoke', '--report', report()]),
  );

  expect(ended.code, ended.stdout).toBe(0);
  const { clauses } = readReport(report());
  const inapplicable = clauses.filter(({ verdict }) => verdict === 'not-applicable').map(({ slug }) => slug);
  expect(inapplicable).toEqual(expect.arrayContaining(['auth.missing', 'auth.invalid']));
  const others = inapplicable.filter((slug) => !AUTH.includes(slug));
  expect(others).toEqual(['addressing.project-owned', WITHOUT_CONSTRAINT]);
});

test('clauses left undecided by the same answers are one entry, with the cause', async () => {
  const ended = await withReference({ fault: 'no-rows-null' }, ({ flags, token }) =>
    command(['run', ...flags, '--seed', '3', '--report', report()], { RDS_AUTH_TOKEN: token }),
  );

  expect(ended.code, ended.stdout).toBe(1);
  const { detail, clauses } = readReport(report());
  const undecided = clauses.filter(({ unreadable }) => unreadable?.code === 'rows-null');
  expect(undecided.length).toBeGreaterThan(5);
  expect(new Set(undecided.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']));
  expect(new Set(undecided.map((clause) => clause.detail)).size).toBeGreaterThan(1);
  const told = `${undecided.length} further clauses could not be decided because of the same answers ("backups" is null)`;
  expect(detail).toContain(told);
  const reasons = ended.stdout.match(/undecided because of the answers that failed .*: "backups" is null$/gm);
  expect(reasons).toHaveLength(1);
});

test('a 500 fails the clause that forbids it, with the smallest query', async () => {
  const ended = await withReference({ fault: 'window-1970-fails' }, ({ flags, token }) =>
    command(['run', ...flags, '--seed', '3', '--report', report()], { RDS_AUTH_TOKEN: token }),
  );

  expect(ended.code, ended.stdout).toBe(1);
  const { clauses } = readReport(report());
  const failed = clauses.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ slug }) => slug)).toEqual(['errors.no-server-fault']);
  const asked = new URL(`http://host${failed[0]?.counterexample?.exchange.target}`).searchParams;
  expect([...asked.keys()]).toEqual(['instance_id', 'begin_time', 'end_time']);
});
