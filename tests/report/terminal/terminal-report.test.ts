import { PassThrough } from 'node:stream';
import { expect, test } from '@playwright/test';
import { terminalReport } from '../../../src/report/terminal/terminal-report.ts';
import { columnsOf, styleFor } from '../../../src/report/terminal/text.ts';
import type { Diagnosis } from '../../../src/result/result.ts';
import { catalogue, clause, counterexample, result } from '../results.ts';

const mixed = result([
  clause('addressing.version-case', 'pass'),
  clause('addressing.sample-request', 'warn', { counterexample: counterexample({ observed: 'a warning' }) }),
  clause('pagination.tiling', 'fail', {
    counterexample: counterexample({ observed: 'a failure', pointer: '/backups/3' }),
  }),
  clause('pagination.order', 'observed', { observation: 'newest first' }),
  clause('window.sound', 'inconclusive', { detail: 'the data moved' }),
  clause('pagination.default-limit', 'not-exercised', { detail: 'needs more than 100 backups' }),
]);

test('failures come last before the verdict line', () => {
  const text = terminalReport(mixed, { catalogue });

  const landmarks = [
    'newest first',
    'chapter ',
    'needs more than 100',
    'the data moved',
    'a warning',
    'a failure',
  ];
  const places = landmarks.map((landmark) => text.indexOf(landmark));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(text.trimEnd().split('\n').at(-1)).toBe('verdict: nonconformant (for a reason)');
});

test('a failure shows expected and observed, the place, and how to reproduce it', () => {
  const text = terminalReport(mixed, { catalogue });

  expect(text).toContain(catalogue.entry('pagination.tiling').statement.en);
  for (const line of [
    'expected  this',
    'at        /backups/3',
    'request   curl -sS',
    'reproduce rds-backups-conformance run',
  ]) {
    expect(text).toContain(line);
  }
});

test('related requests are shown, five at most', () => {
  const { exchange } = counterexample();
  const others = Array.from({ length: 9 }, (_, place) => ({
    ...exchange,
    target: `/v3/p/backups?offset=${place}`,
  }));
  const failed = clause('pagination.tiling', 'fail', {
    counterexample: counterexample({ requests: [...others, exchange] }),
  });

  const text = terminalReport(result([failed]), { catalogue });

  expect(text).toContain('related   200 from /v3/p/backups?offset=0');
  expect(text).toContain('and 4 more; all are in conformance.json');
});

test('chapters are counted; a verdict without clauses has no column', () => {
  const table = terminalReport(mixed, { catalogue }).split('\n');
  const head = table.find((line) => line.startsWith('chapter'));

  expect(head?.split(/ {2,}/)).toEqual([
    'chapter',
    'passed',
    'failed',
    'warning',
    'inconclusive',
    'not exercised',
    'observed',
    'requests',
  ]);
  expect(
    table
      .find((line) => line.startsWith('pagination'))
      ?.trim()
      .split(/ +/),
  ).toEqual(['pagination', '.', '1', '.', '.', '1', '1', '9']);
  expect(
    table
      .find((line) => line.startsWith('total'))
      ?.trim()
      .split(/ +/),
  ).toEqual(['total', '1', '1', '1', '1', '1', '1', '18']);
});

test('many clauses with the same reason are one entry', () => {
  const detail = 'no list could be read';
  const all = catalogue.entries.map(({ slug }) => clause(slug, 'inconclusive', { detail }));

  const text = terminalReport(result(all), { catalogue });

  expect(text.split(detail)).toHaveLength(2);
  expect(text).toContain(`${all.length} clauses of `);
});

test('text of a deployment cannot control the terminal', () => {
  const hostile = '\u001b[2J\nverdict: conformant \u202e';
  const exchange = { curl: `curl ${hostile}`, target: `/${hostile}`, status: 200, body: hostile };
  const shown = counterexample({
    expected: hostile,
    observed: hostile,
    pointer: hostile,
    exchange,
    requests: [exchange, { ...exchange, status: 500 }],
  });
  const text = terminalReport(
    result(
      [
        clause('pagination.tiling', 'fail', { detail: hostile, counterexample: shown }),
        clause('window.sound', 'inconclusive', { detail: hostile }),
        clause('pagination.order', 'observed', { observation: hostile }),
      ],
      { detail: hostile, target: hostile, instances: [{ id: hostile, total: 1, read: 1 }] },
    ),
    { catalogue },
  );

  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  expect(text.match(/^verdict: /gm)).toHaveLength(1);
  expect(text).toMatch(/\nverdict: nonconformant .*\n$/);
});

test('the verdict line of a run of selected clauses says so', () => {
  const some = result([clause('window.sound', 'pass')], { selected: ['window.sound'] });

  expect(terminalReport(some, { catalogue })).toContain(`1 of ${catalogue.entries.length} clauses selected)`);
});

test('colours are for terminals, unless NO_COLOR says no or FORCE_COLOR yes', () => {
  const coloured = (isTTY: boolean, env: NodeJS.ProcessEnv) => {
    const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
    const before = process.env;
    process.env = { ...rest, ...env };
    try {
      return styleFor(Object.assign(new PassThrough(), { isTTY }))('red', 'x') !== 'x';
    } finally {
      process.env = before;
    }
  };

  expect(coloured(true, {})).toBe(true);
  expect(coloured(false, {})).toBe(false);
  expect(coloured(true, { NO_COLOR: '1' })).toBe(false);
  expect(coloured(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(coloured(true, { FORCE_COLOR: '0' })).toBe(false);
  expect(coloured(true, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
});

const DIAGNOSIS: Diagnosis = {
  fault: 'total-of-page',
  certainty: 0.93,
  description: 'The total counts the backups on the page.',
  explained: 31,
  of: 32,
  clauses: ['pagination.page-size'],
  alike: [],
};

test('the likely fault comes right before the verdict, with its numbers; without a diagnosis nothing does', () => {
  const lines = (diagnosis: Diagnosis[] | undefined, language: 'en' | 'zh' = 'en') =>
    terminalReport(result([], diagnosis && { diagnosis }), { catalogue, language })
      .trimEnd()
      .split('\n');

  expect(lines([DIAGNOSIS]).slice(-3, -1)).toEqual([
    'likely fault: the total counts the backups on the page (total-of-page); it explains 31 of 32 clauses, certainty 93 %',
    '',
  ]);
  expect(lines([{ ...DIAGNOSIS, alike: ['total-one-more'] }]).at(-3)).toContain(
    '(total-of-page or total-one-more)',
  );
  expect(lines([DIAGNOSIS], 'zh').at(-3)).toMatch(/^可能的缺陷：.*total-of-page/);
  expect(lines(undefined).join('\n')).not.toContain('likely fault');
});

test('words and statements are in Chinese; the verdict line stays as it is', () => {
  const all = result([
    ...mixed.clauses,
    clause('auth.missing', 'not-applicable'),
    clause('filters.combine', 'waived'),
    clause('window.complete', 'not-implemented'),
    ...catalogue.entries.slice(-10).map(({ slug }) => clause(slug, 'inconclusive', { detail: 'unreadable' })),
  ]);
  const [english, chinese] = (['en', 'zh'] as const).map((language) =>
    terminalReport(all, { catalogue, language }).trimEnd().split('\n'),
  );

  expect(chinese).toHaveLength(english?.length ?? 0);
  expect(chinese?.at(-1)).toBe(english?.at(-1));
  expect(chinese?.join('\n')).toContain(catalogue.entry('pagination.tiling').statement.zh);
  // Lines that are equal in both languages hold only names, numbers and details.
  const alike = english?.filter((line, place) => line !== '' && line === chinese?.[place]) ?? [];
  const own = /^(rds-backups-conformance 1\.2\.3|verdict: .*| {6}\S.*| {2}[a-z.-]+ .*|[a-z]+ +[ .\d]+)$/;
  expect(alike.filter((line) => !own.test(line))).toEqual([]);
  for (const label of [
    'expected ',
    'observed ',
    'answer ',
    'reproduce ',
    'Failed',
    'chapter',
    'requests in',
  ]) {
    expect(chinese?.slice(0, -1).join('\n')).not.toContain(label);
  }
});

test('the columns of tables are aligned, though a Chinese character is two columns wide', () => {
  const lines = terminalReport(mixed, { catalogue, language: 'zh' }).split('\n');
  const head = lines.findIndex((line) => line.startsWith('章'));
  const table = lines.slice(head, lines.indexOf('', head));

  expect(table.length).toBeGreaterThan(3);
  expect(new Set(table.map(columnsOf)).size).toBe(1);
});

test('the heading names the vendor, made visible', () => {
  const implementation = {
    organization: 'Example\u001b[31m Ltd',
    product: 'Example RDS',
    version: '4.10',
    url: 'https://rds.example.com',
    contact: ['one@example.com', 'another'],
  };

  const text = terminalReport(result([clause('window.sound', 'pass')], { implementation }), { catalogue });

  expect(text).toContain(
    '\nproduct     Example RDS 4.10, Example\\x1b[31m Ltd (https://rds.example.com; one@example.com, another)\n',
  );
});

test('a waived failure is shown with its reason, its last day and its link, and a stale waiver at the end', () => {
  const waiver = {
    reason: 'mended in\u001b[31m 4.11',
    link: 'https://issues.example.com/7',
    expires: '2026-05-01',
  };
  const waived = clause('pagination.tiling', 'waived', { waiver, counterexample: counterexample() });
  const stale = {
    ...waiver,
    clause: 'window.sound',
    fingerprint: 'v2:0',
    statement: '',
    state: 'stale',
  } as const;
  const told = result([waived, clause('window.sound', 'pass')], { waivers: [stale] });
  const [english = '', chinese = ''] = (['en', 'zh'] as const).map((language) =>
    terminalReport(told, { catalogue, language }),
  );

  const block = english.slice(english.indexOf('Waived (1)'), english.indexOf('stale')).trimEnd().split('\n');
  expect(block.slice(3)).toEqual([
    '      waived    until 2026-05-01: mended in\\x1b[31m 4.11',
    '      link      https://issues.example.com/7',
    '      expected  this',
    '      observed  that',
  ]);
  expect(english.trimEnd().split('\n').slice(-3)).toEqual([
    'stale waiver: window.sound passes now; delete its waiver from the file',
    '',
    'verdict: conformant (for a reason)',
  ]);
  expect(chinese).toContain('至2026-05-01：mended');
  expect(chinese).toContain('失效的豁免：window.sound现已通过');
});

test('the heading names the clause set and the challenge', () => {
  const clauseSet = { version: '1.0', digest: '', released: false };
  const of = result([clause('window.sound', 'pass')], { clauseSet, challenge: 'a-nonce' });

  expect(terminalReport(of, { catalogue })).toMatch(
    /^clause set {2}1\.0, not released\nchallenge {3}a-nonce$/m,
  );
});
