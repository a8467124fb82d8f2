/** Text of a hostile deployment stays text in every output. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference } from '../../src/reference/reference.ts';
import { junitProblems } from '../report/ci/junit-schema.ts';
import { commandsIn } from '../report/ci/runner.ts';
import { HOSTILE_TEXT } from '../report/hostile.ts';
import { command, readReport } from './command.ts';
import { type Served, withServer } from './served.ts';

const reference = createReference(loadContract());

/** The reference, with hostile texts in its rows, its refusals and its headers. */
const hostile: RequestListener = async (request, response) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const { status, body } = await reference.answer({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: { ...headers, 'x-auth-token': reference.token },
  });
  const answered = JSON.parse(String(body));
  const shown =
    'backups' in answered
      ? { ...answered, backups: answered.backups.map(spoilt), [HOSTILE_TEXT]: HOSTILE_TEXT }
      : { error_code: HOSTILE_TEXT, error_msg: HOSTILE_TEXT };
  response.writeHead(status, { 'Content-Type': 'application/json', 'X-Note': '::error::</script>' });
  response.end(JSON.stringify(shown));
};

function spoilt(row: Readonly<Record<string, unknown>>): unknown {
  return {
    ...row,
    name: HOSTILE_TEXT,
    status: HOSTILE_TEXT,
    size: HOSTILE_TEXT,
    databases: [{ name: HOSTILE_TEXT }],
  };
}

function judged(served: Served, report: string, ...args: string[]) {
  const instances = reference.instances.flatMap((instance) => ['--instance-id', instance]);
  const place = ['--target', served.url, '--project-id', reference.projectId, ...instances];
  return command(['run', ...place, '--budget', 'smoke', '--seed', '3', '--report', report, ...args], {
    RDS_AUTH_TOKEN: reference.token,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: path.join(report, '..', 'step-summary.md'),
    FORCE_COLOR: '0',
  });
}

/** Every output, and a pattern for text in it that has become something else. */
const DANGERS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a control character', /[^\P{Cc}\n]/u],
  ['a turn of direction', /\p{Bidi_Control}/u],
  ['a byte order mark', /\ufeff/],
];

/** In markup; JSON and Markdown show these as they are. */
const MARKUP: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a script', /<script>alert/i],
  ['an image', /<img[^>]*onerror/i],
  ['a picture', /<svg[^>]*onload/i],
];

test('none of its text controls a terminal, a browser, a build runner or a renderer of Markdown and XML', async () => {
  test.slow();
  const report = test.info().outputPath('run', 'report');
  mkdirSync(report, { recursive: true });
  await withServer(hostile, async (served) => {
    const ended = await judged(served, report);
    expect(ended.code, ended.stderr).toBe(1);

    // Its text is in the output, or this test would show nothing.
    expect(ended.stdout).toContain('onerror=alert(1)');
    expect(ended.stdout.match(/^verdict: /gm)).toHaveLength(1);
    expect(ended.stdout).toMatch(/\nverdict: nonconformant [^\n]*\n$/);
    expect(commandsIn(ended.stdout)).toEqual([]);
    const slugs = readReport(report).clauses.map(({ slug, level }) => `${slug} (${level})`);
    for (const { name, properties } of commandsIn(ended.stderr)) {
      expect(['error', 'warning']).toContain(name);
      expect([...slugs, 'more']).toContain(properties.title);
    }

    const json = await judged(served, report, '--json');
    expect(JSON.parse(json.stdout).verdict).toBe('nonconformant');
    expect(commandsIn(json.stdout)).toEqual([]);

    const texts = new Map([
      ['standard output', ended.stdout],
      ['standard error', ended.stderr],
      ['JSON on the standard output', json.stdout],
      ...textsUnder(path.dirname(report)),
    ]);
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining([
        'report/conformance.json',
        'report/junit.xml',
        'report/summary.md',
        'step-summary.md',
      ]),
    );
    const met = [...texts].flatMap(([name, text]) => {
      const dangers = /\.(html|xml|svg)$/.test(name) ? [...DANGERS, ...MARKUP] : DANGERS;
      return dangers.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${name}: ${what}`);
    });
    expect(met).toEqual([]);
    expect(await junitProblems(texts.get('report/junit.xml') ?? '')).toEqual([]);
  });
});

/** Returns the text files, by their path with slashes. */
function textsUnder(folder: string): readonly (readonly [string, string])[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(json|xml|md|html|svg|txt|har|csv)$/.test(name))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(folder, name), 'utf8')] as const);
}
