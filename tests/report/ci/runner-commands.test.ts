/** Build runners find no command in our output; read as GitHub's runner reads lines. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { annotations } from '../../../src/report/ci/annotations.ts';
import {
  jsonWithoutCommands,
  readsCommands,
  withoutCommands,
  workflowCommand,
} from '../../../src/report/ci/runner-commands.ts';
import { terminalReport } from '../../../src/report/terminal/terminal-report.ts';
import { HOSTILE, HOSTILE_TEXT, hostileResult } from '../hostile.ts';
import { catalogue, clause, counterexample, result } from '../results.ts';
import { commandsIn } from './runner.ts';

test('the runner of these tests finds what a real one finds', () => {
  expect(
    commandsIn('x\n  ::error title=a%3Ab,file=c::one%0Atwo%25\n## [no]\n: :no\nend ##[error]three'),
  ).toEqual([
    { name: 'error', properties: { title: 'a:b', file: 'c' }, data: 'one\ntwo%' },
    { name: 'error', properties: {}, data: 'three' },
  ]);
});

test('text without commands is otherwise unchanged', () => {
  expect(withoutCommands('  ::error::x')).toBe('  \\x3a:error::x');
  expect(withoutCommands('see ##[error]x')).toBe('see \\x23#[error]x');
  const innocent = 'a::b\n# heading ## another [x]\nhttp://[::1]:80\n';
  expect(withoutCommands(innocent)).toBe(innocent);
  const hostile = fc.string({
    unit: fc.constantFrom(':', '#', '[', ']', '\n', '\r', ' ', '\t', 'error', 'vso', 'x'),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      expect(commandsIn(withoutCommands(text))).toEqual([]);
      const json = jsonWithoutCommands(JSON.stringify({ text, [text]: [text] }, null, 2));
      expect(commandsIn(json)).toEqual([]);
      expect(JSON.parse(json)).toEqual({ text, [text]: [text] });
    }),
  );
});

test('the report of a hostile deployment has no command', () => {
  for (const text of [...HOSTILE, HOSTILE_TEXT]) {
    expect(commandsIn(withoutCommands(terminalReport(hostileResult(text), { catalogue })))).toEqual([]);
  }
});

test('a command holds all of its texts, and nothing in them ends it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(':', ',', '%', '\n', '=', 'a') }),
      (title, line) => {
        const written = workflowCommand('error', `t${title}`, [line, 'end']);
        expect(commandsIn(written)).toEqual([
          { name: 'error', properties: { title: `t${title}` }, data: `${line}\nend` },
        ]);
      },
    ),
  );
});

test('a failure is an error, a warning a warning, each with its statement', () => {
  const shown = { counterexample: counterexample({ observed: HOSTILE_TEXT }) };
  const lines = annotations(
    result([
      clause('pagination.tiling', 'fail', shown),
      clause('addressing.sample-request', 'warn', shown),
      clause('window.sound', 'pass'),
    ]),
    catalogue,
  );

  expect(lines).toHaveLength(2);
  const said = commandsIn(lines.join('\n'));
  expect(said.map(({ name, properties }) => [name, properties])).toEqual([
    ['error', { title: 'pagination.tiling (MUST)' }],
    ['warning', { title: 'addressing.sample-request (SHOULD)' }],
  ]);
  expect(said[0]?.data.split('\n')[0]).toBe(catalogue.entry('pagination.tiling').statement.en);
});

test('no more are written than GitHub shows; the last says how many there are', () => {
  const all = catalogue.entries.map(({ slug }) => clause(slug, 'fail', { counterexample: counterexample() }));
  const lines = annotations(result(all), catalogue);

  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain(`and ${all.length - 9} more`);
});

test('an inconclusive run is one error', () => {
  const lines = annotations(
    result([clause('window.sound', 'inconclusive')], { detail: HOSTILE_TEXT }),
    catalogue,
  );

  expect(commandsIn(lines.join('\n'))).toMatchObject([
    { name: 'error', properties: { title: 'inconclusive' } },
  ]);
});

test('runners are recognised by their environment', () => {
  expect(readsCommands({})).toBe(false);
  expect(readsCommands({ GITHUB_ACTIONS: 'false' })).toBe(false);
  for (const env of [{ GITHUB_ACTIONS: 'true' }, { TF_BUILD: 'True' }, { TEAMCITY_VERSION: '2024' }]) {
    expect(readsCommands(env)).toBe(true);
  }
});
