import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { marked, type Token } from 'marked';
import { codeBlock, codeSpan } from '../../../src/report/ci/markdown.ts';
import { summary } from '../../../src/report/ci/summary.ts';
import { HOSTILE, HOSTILE_TEXT, hostileResult } from '../hostile.ts';
import { catalogue, clause, counterexample, result } from '../results.ts';

/** Returns the tokens of the document, as GitHub's Markdown has them. */
function tokensOf(markdown: string): readonly Token[] {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** Returns the document without its code. */
function outsideOfCode(markdown: string): string {
  const leaves = tokensOf(markdown).filter(
    (token) =>
      ['html', 'heading', 'link', 'image', 'hr', 'blockquote', 'strong', 'em'].includes(token.type) ||
      (token.type === 'text' && !('tokens' in token && token.tokens !== undefined)),
  );
  return leaves
    .map(({ type, raw }) => (type === 'heading' || type === 'text' ? raw : `${type} ${raw}`))
    .join('\n');
}

const mixed = result([
  clause('addressing.version-case', 'pass'),
  clause('pagination.tiling', 'fail', {
    counterexample: counterexample({ expected: 'this', observed: 'a failure', pointer: '/backups/3' }),
  }),
  clause('pagination.order', 'observed', { observation: 'newest first' }),
  clause('pagination.default-limit', 'not-exercised', { detail: 'needs more than 100 backups' }),
]);

test('the verdict comes first, then failures in full, then chapters, then the rest folded', () => {
  const text = summary(mixed, catalogue);

  const landmarks = [
    '## rds-backups-conformance: nonconformant',
    '### `pagination.tiling` MUST',
    catalogue.entry('pagination.tiling').statement.en,
    'expected  this',
    'observed  a failure',
    'at        /backups/3',
    'curl -sS',
    'rds-backups-conformance run --only it',
    '| pagination |',
    '<details>',
    'needs more than 100',
    'newest first',
  ];
  const places = landmarks.map((landmark) => text.indexOf(landmark));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(text.startsWith('## rds-backups-conformance: nonconformant\n')).toBe(true);
});

test('the table counts the clauses of each chapter by verdict', () => {
  const [table] = tokensOf(summary(mixed, catalogue)).filter(({ type }) => type === 'table');

  const cells = (row: readonly { text: string }[]) => row.map(({ text }) => text);
  expect(table).toBeDefined();
  if (table?.type !== 'table') return;
  expect([cells(table.header), ...table.rows.map(cells)]).toEqual([
    ['chapter', 'passed', 'failed', 'not exercised', 'observed', 'requests'],
    ['addressing', '1', '0', '0', '0', '3'],
    ['pagination', '0', '1', '1', '1', '9'],
    ['total', '1', '1', '1', '1', '12'],
  ]);
});

test('text of a deployment is always in code', () => {
  const friendly = outsideOfCode(summary(hostileResult('a word'), catalogue));
  const hostile = outsideOfCode(summary(hostileResult(HOSTILE_TEXT), catalogue));
  expect(hostile).toBe(friendly);

  for (const text of HOSTILE) {
    expect(outsideOfCode(summary(hostileResult(text), catalogue)), text).toBe(friendly);
  }
});

test('no text ends the code that holds it', () => {
  const anything = fc.string({
    unit: fc.constantFrom('`', '~', ' ', '\n', '<b>', '|', '\\', 'a', '#', '\u0000'),
  });
  fc.assert(
    fc.property(anything, fc.array(anything, { minLength: 1 }), (text, lines) => {
      const [block, ...rest] = marked
        .lexer(codeBlock(lines).join('\n'))
        .filter(({ type }) => type !== 'space');
      expect(rest).toEqual([]);
      expect(block?.type).toBe('code');
      const types = tokensOf(`- before ${codeSpan(text)} after`).map(({ type }) => type);
      expect(types.filter((type) => !['list', 'list_item', 'text', 'codespan'].includes(type))).toEqual([]);
      expect(types.filter((type) => type === 'codespan')).toHaveLength(codeSpan(text) === '(blank)' ? 0 : 1);
    }),
  );
});

test('the summary always fits into a comment of a pull request', () => {
  const long = '\u202e`<'.repeat(4000);
  for (const verdict of ['fail', 'warn', 'inconclusive'] as const) {
    const clauses = catalogue.entries.map(({ slug }) =>
      clause(slug, verdict, {
        detail: long,
        counterexample: counterexample({
          expected: long,
          observed: long,
          pointer: long,
          reproduce: long,
          exchange: { curl: `curl ${long}`, target: `/${long}`, status: 200, body: long },
        }),
      }),
    );
    expect(summary(result(clauses, { detail: long, target: long }), catalogue).length).toBeLessThan(65_536);
  }
});

test('the vendor comes first, and a waived clause shows its reason, its last day and its link', () => {
  const implementation = {
    organization: 'Example Ltd',
    product: 'Example <b>RDS</b>',
    version: '4.10',
    url: 'https://rds.example.com',
    contact: ['one@example.com'],
  };
  const waived = (slug: string, link: string) =>
    clause(slug, 'waived', {
      detail: 'until 2026-05-01: mended in 4.11 (expected this; observed that)',
      waiver: { reason: 'mended in 4.11', expires: '2026-05-01', link },
    });
  const clauses = [
    waived('pagination.tiling', 'https://issues.example.com/7?a=`<b>'),
    waived('pagination.page-size', 'javascript:alert(1)'),
  ];
  const text = summary(result(clauses, { implementation }), catalogue);

  expect(text.indexOf('Example <b>RDS</b> 4.10, Example Ltd')).toBeLessThan(text.indexOf('| chapter |'));
  expect(text).toContain('until 2026-05-01: mended in 4.11');
  const links = tokensOf(text).filter(({ type }) => type === 'link');
  expect(links.map((link) => 'href' in link && link.href)).toEqual([
    'https://issues.example.com/7?a=`%3Cb%3E',
  ]);
  expect(outsideOfCode(text)).not.toMatch(/javascript|<b>|Example/);
});
