/** The page of a matrix in a real browser. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { SUITE } from '../../../src/contract/package.ts';
import { matrixOf } from '../../../src/report/matrix/matrix.ts';
import { matrixPage } from '../../../src/report/matrix/matrix-page.ts';
import type { RunResult } from '../../../src/result/result.ts';
import { HOSTILE_TEXT, hostileResult } from '../hostile.ts';
import { type PageOptions, pagesInBrowser } from '../kit/browser.ts';
import { catalogue, clause, counterexample, result } from '../results.ts';

const openPage = pagesInBrowser();

const one = result([
  clause('auth.missing', 'pass'),
  clause('pagination.tiling', 'pass'),
  clause('pagination.order', 'observed', { observation: 'newest first' }),
  clause('window.sound', 'pass'),
]);
const other = result(
  [
    clause('auth.missing', 'pass'),
    clause('pagination.tiling', 'fail', { detail: 'a page is missing', counterexample: counterexample() }),
    clause('pagination.order', 'observed', { observation: 'oldest first' }),
  ],
  { contract: { ...one.contract, digest: `sha256:${'a'.repeat(64)}` }, target: 'https://rds.example.com' },
);

async function open(
  results: readonly RunResult[],
  options: PageOptions = {},
  fragment = '',
  language: 'en' | 'zh' = 'en',
) {
  const matrix = matrixOf(
    results.map((each, place) => ({ place: `report-${place}`, result: each })),
    catalogue,
    SUITE,
  );
  const opened = await openPage(await matrixPage(matrix, language), options);
  if (fragment !== '') await opened.page.goto(`${opened.page.url()}#${fragment}`);
  return opened;
}

test('every clause shows the verdict of each deployment, in words', async () => {
  const { page, complaints } = await open([one, other]);

  const rows = page.locator('table.judged tr[id]');
  const told = await rows.evaluateAll((all) =>
    all.map((row) => [
      row.id,
      ...[...row.querySelectorAll('.badge')].map((cell) => cell.textContent?.replace(/[^a-z ]/g, '').trim()),
    ]),
  );
  expect(told).toEqual([
    ['auth.missing', 'passed', 'passed'],
    ['pagination.tiling', 'passed', 'failed'],
    ['pagination.order', 'observed', 'observed'],
    ['window.sound', 'passed', 'not judged'],
  ]);
  await expect(page.getByRole('columnheader', { name: 'B: rds.example.com' }).first()).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Contract (differs)' })).toBeVisible();
  await expect(page.getByRole('note')).toContainText('different contracts');
  await expect(page.locator('#observed-pagination\\.order td')).toHaveText(['newest first', 'oldest first']);
  await page.locator('table.judged summary').click();
  await expect(page.getByText('a page is missing')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the rows are filtered without a script', async () => {
  const { page } = await open([one, other], { javaScriptEnabled: false });
  const seen = () => page.locator('table.judged tr[id]:visible th code').allTextContents();

  await page.getByLabel('where deployments differ').check();
  expect(await seen()).toEqual(['pagination.tiling', 'pagination.order', 'window.sound']);
  expect(await page.locator('table.judged th[scope=rowgroup]:visible').allInnerTexts()).toEqual([
    'Pagination',
    'Time window',
  ]);
  await page.getByRole('checkbox', { name: 'OBSERVE' }).uncheck();
  expect(await seen()).toEqual(['pagination.tiling', 'window.sound']);
  await page.getByLabel('where one fails or warns').check();
  expect(await seen()).toEqual(['pagination.tiling']);
  await page.getByLabel('all (4)').check();
  await page.getByRole('checkbox', { name: 'OBSERVE' }).check();
  expect(await seen()).toHaveLength(4);
});

test('the page is in two languages, and first in the one that was chosen', async () => {
  const { page, complaints } = await open([one, other], {}, '', 'zh');
  const statement = catalogue.entry('window.sound').statement;
  const first = page.locator('[id="pagination.tiling"] .badge').last();

  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('各部署对照');
  await expect(page.getByText(statement.zh).first()).toBeVisible();
  await expect(page.getByText(statement.en).first()).toBeHidden();
  await expect(page.getByRole('note')).toContainText('契约不一致');
  await expect(first).toHaveText('✕ 未通过', { useInnerText: true });
  await page.getByLabel('有未通过或警告的').check();
  await expect(page.locator('table.judged tr[id]:visible')).toHaveCount(1);

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveTitle('Deployments side by side');
  await expect(page.getByText(statement.zh).first()).toBeHidden();
  await expect(first).toHaveText('✕ failed', { useInnerText: true });
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(complaints).toEqual([]);
});

for (const [colorScheme, language] of [
  ['light', 'en'],
  ['dark', 'zh'],
] as const) {
  test(`the matrix is accessible, ${colorScheme}`, async () => {
    const viewport = { width: 390, height: 800 };
    const { page } = await open([one, other], { colorScheme, viewport }, '', language);

    const { violations } = await new AxeBuilder({ page }).analyze();

    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const beyond = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    expect(beyond).toBe(0);
  });
}

test('a link scrolls to a clause', async () => {
  const { page } = await open([one, other], {}, 'window.sound');

  await expect(page.locator('tr:target')).toHaveAttribute('id', 'window.sound');
  await expect(page.locator('tr:target')).toBeInViewport();
});

test('text of a hostile deployment stays text', async () => {
  const { page, complaints } = await open([hostileResult(HOSTILE_TEXT), one]);

  await page.waitForLoadState('load');
  expect(complaints).toEqual([]);
  expect(await page.locator('img, svg, script:not(:last-child)').count()).toBe(0);
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeAttached();
});
