/** `matrix`, of reports of runs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Matrix } from '../../src/report/matrix/matrix.ts';
import { reportText } from '../../src/report/write-report.ts';
import type { RunResult } from '../../src/result/result.ts';
import { ROOT } from '../project/repository.ts';
import { commandsIn } from '../report/ci/runner.ts';
import { HOSTILE_TEXT } from '../report/hostile.ts';
import { clause, counterexample, result } from '../report/results.ts';
import { command } from './command.ts';
import { withReference } from './served.ts';

const out = () => test.info().outputPath('matrix');

const schema = JSON.parse(readFileSync(path.join(ROOT, 'reports', 'matrix.schema.json'), 'utf8'));
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile<Matrix>(schema);

function readMatrix(): Matrix {
  const matrix: unknown = JSON.parse(readFileSync(path.join(out(), 'matrix.json'), 'utf8'));
  if (!validate(matrix)) throw new Error(`not as published: ${ajv.errorsText(validate.errors)}`);
  return matrix;
}

/** Writes a report to a directory of its own. */
function leave(name: string, report: RunResult): string {
  const folder = test.info().outputPath(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'conformance.json'), reportText(report));
  return folder;
}

const failed = (slug: string) => clause(slug, 'fail', { counterexample: counterexample() });

test('two deployments are shown side by side, clause by clause', async () => {
  const [good, bad] = [test.info().outputPath('good'), test.info().outputPath('bad')];
  const options = ['--only', 'pagination', '--budget', 'smoke', '--seed', '3'];
  await withReference({}, ({ env }) => command(['run', ...options, '--report', good], env));
  await withReference({ fault: 'limit-ignored' }, ({ env }) =>
    command(['run', ...options, '--report', bad], env),
  );

  const ended = await command(['matrix', good, path.join(bad, 'conformance.json'), '--out', out()]);

  expect(ended.code, ended.stderr).toBe(0);
  const { deployments, clauses, differentConditions } = readMatrix();
  expect(deployments.map(({ verdict, seed }) => [verdict, seed])).toEqual([
    ['conformant', 3],
    ['nonconformant', 3],
  ]);
  expect(differentConditions).toEqual([]);
  expect(new Set(clauses.map(({ chapter }) => chapter))).toEqual(new Set(['pagination']));
  const broken = clauses.find(({ slug }) => slug === 'pagination.page-size');
  expect(broken).toMatchObject({ differs: true, cells: [{ verdict: 'pass' }, { verdict: 'fail' }] });
  expect(ended.stdout).toMatch(/^A {2}conformant /m);
  expect(ended.stdout).toMatch(/^pagination\.page-size +A pass {2}B fail$/m);
  expect(ended.stdout).toMatch(/clauses differ among 2 deployments\n$/);
  const page = readFileSync(path.join(out(), 'index.html'), 'utf8');
  for (const { slug, statement } of clauses) {
    expect(page).toContain(`id="${slug}"`);
    expect(page).toContain(statement?.en);
  }
});

test('observations are shown side by side, and so are clauses that only one was judged by', async () => {
  const one = leave('one', result([clause('pagination.order', 'observed', { observation: 'newest first' })]));
  const two = leave(
    'two',
    result([
      clause('window.sound', 'pass'),
      clause('pagination.order', 'observed', { observation: 'oldest first' }),
    ]),
  );

  await command(['matrix', one, two, '--out', out()]);

  expect(readMatrix().clauses.map(({ slug, cells, differs }) => ({ slug, cells, differs }))).toEqual([
    {
      slug: 'pagination.order',
      differs: true,
      cells: [
        { verdict: 'observed', detail: expect.any(String), observation: 'newest first' },
        { verdict: 'observed', detail: expect.any(String), observation: 'oldest first' },
      ],
    },
    { slug: 'window.sound', differs: true, cells: [null, { verdict: 'pass', detail: expect.any(String) }] },
  ]);
});

test('--lang sets the language of the output and the page', async () => {
  const other = { ...result([]).contract, digest: `sha256:${'a'.repeat(64)}` };
  const places = [
    leave('one', result([clause('window.sound', 'pass')])),
    leave('two', result([clause('pagination.order', 'observed')], { contract: other })),
  ];

  const ended = await command(['matrix', ...places, '--lang', 'zh', '--out', out()]);

  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stdout).toContain('检验条件不同：契约不一致\n');
  expect(ended.stdout).toMatch(/A pass {2}B 未检验$/m);
  expect(ended.stdout).toMatch(/2个部署之间，2条条款中有2条存在差异\n$/);
  const html = () => /<html [^>]+>/.exec(readFileSync(path.join(out(), 'index.html'), 'utf8'))?.[0];
  expect(html()).toContain('data-language="zh"');
  await command(['matrix', ...places, '--out', out()]);
  expect(html()).toContain('data-language="en"');
  await command(['matrix', ...places, '--out', out()], { RDS_LANG: 'zh' });
  expect(html()).toContain('data-language="zh"');
  expect((await command(['matrix', ...places, '--lang', 'de', '--out', out()])).code).toBe(2);
});

test('different conditions are reported', async () => {
  const clauses = [clause('window.sound', 'pass')];
  const contract = { digest: `sha256:${'a'.repeat(64)}`, catalogue: `sha256:${'1'.repeat(64)}` };
  const clauseSet = { version: '1.0', digest: `sha256:${'b'.repeat(64)}`, released: true };
  const places = [
    leave('one', result(clauses)),
    leave('two', result(clauses, { contract })),
    leave('three', result(clauses, { suite: { name: 'rds-backups-conformance', version: '9.0.0' } })),
    leave('four', result(clauses, { clauseSet })),
  ];

  const ended = await command(['matrix', ...places, '--out', out()]);

  expect(readMatrix().differentConditions).toEqual(['suite', 'contract', 'clause-set']);
  expect(ended.stdout).toContain(
    'not judged under the same conditions: different suite versions, contracts, clause sets\n',
  );
});

test('deployments are named by product, target, folder or number', async () => {
  const clauses = [clause('window.sound', 'pass')];
  const implementation = {
    organization: 'A vendor',
    product: 'Stacks',
    version: '2.1',
    url: 'https://stacks.example.com',
    contact: ['@somebody'],
  };
  const places = [
    leave('stated', result(clauses, { implementation })),
    leave('unstated', result(clauses, { target: 'https://b.example.com' })),
    leave('alone', result(clauses, { target: 'https://rds.example.com' })),
    leave('monday', result(clauses)),
    leave('tuesday', result(clauses)),
    leave(path.join('other', 'tuesday'), result(clauses)),
  ];

  await command(['matrix', ...places, '--out', out()]);

  expect(readMatrix().deployments.map(({ name }) => name)).toEqual([
    'Stacks 2.1',
    'b.example.com',
    'rds.example.com',
    'host (monday)',
    'host (tuesday) #5',
    'host (tuesday) #6',
  ]);
  const page = readFileSync(path.join(out(), 'index.html'), 'utf8');
  expect(page).toMatch(/A vendor<\/span>, <a href="https:\/\/stacks\.example\.com\/"/);
});

test('a clause of another edition of the catalogue comes last, without a statement', async () => {
  const place = leave(
    'one',
    result([{ ...clause('auth.missing', 'pass'), slug: 'auth.of-tomorrow' }, clause('window.sound', 'pass')]),
  );

  await command(['matrix', place, '--out', out()]);

  const { clauses } = readMatrix();
  expect(clauses.map(({ slug, statement }) => [slug, statement !== undefined])).toEqual([
    ['window.sound', true],
    ['auth.of-tomorrow', false],
  ]);
});

const NO_REPORTS: readonly (readonly [what: string, content: string | undefined, why: RegExp])[] = [
  ['nothing', undefined, /conformance\.json cannot be read/],
  ['no JSON', '{', /is not a report: /],
  ['another JSON', '{"verdict":"conformant"}', /is not a report: it must have required property/],
  [
    'a verdict that there is none of',
    JSON.stringify({ ...result([]), verdict: 'fine' }),
    /is not a report: \/verdict must be/,
  ],
];

for (const [what, content, why] of NO_REPORTS) {
  test(`${what}: one line and exit code 2`, async () => {
    const good = leave('good', result([clause('window.sound', 'pass')]));
    const folder = test.info().outputPath('folder');
    mkdirSync(folder, { recursive: true });
    if (content !== undefined) writeFileSync(path.join(folder, 'conformance.json'), content);

    const ended = await command(['matrix', good, folder, '--out', out()]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(why);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(out())).toBe(false);
  });
}

test('text of a hostile report stays text in every form', async () => {
  const hostile = result(
    [
      failed('pagination.tiling'),
      clause('pagination.order', 'observed', { observation: HOSTILE_TEXT, detail: HOSTILE_TEXT }),
    ],
    { target: `http://${HOSTILE_TEXT}`, budget: { name: HOSTILE_TEXT, requests: 1 } },
  );
  const places = [leave('one', hostile), leave('two', result([clause('pagination.order', 'observed')]))];

  const ended = await command(['matrix', ...places, '--out', out()], { GITHUB_ACTIONS: 'true' });

  expect(ended.code, ended.stderr).toBe(0);
  expect(commandsIn(ended.stdout + ended.stderr)).toEqual([]);
  const written = readFileSync(path.join(out(), 'matrix.json'), 'utf8');
  const page = readFileSync(path.join(out(), 'index.html'), 'utf8');
  for (const text of [ended.stdout, written, page]) expect(text).not.toMatch(/\p{Bidi_Control}|[^\P{Cc}\n]/u);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toMatch(/<img|<svg|<script>alert/);
  const order = readMatrix().clauses.find(({ slug }) => slug === 'pagination.order');
  expect(order?.cells[0]).toMatchObject({ observation: HOSTILE_TEXT });
});
