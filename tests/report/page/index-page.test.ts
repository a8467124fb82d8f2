/** The page of a report in a real browser. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { judgeSubject } from '../../../src/prove/judge-subject.ts';
import type { ReferenceOptions } from '../../../src/reference/reference.ts';
import { indexPage } from '../../../src/report/page/index-page.ts';
import { WORDS } from '../../../src/report/words.ts';
import type { RunResult } from '../../../src/result/result.ts';
import { HOSTILE_TEXT, hostileResult } from '../hostile.ts';
import { type Opened, type PageOptions, pagesInBrowser } from '../kit/browser.ts';

const openPage = pagesInBrowser();
const contract = loadContract();

const judged = new Map<string, Promise<RunResult>>();

/** One run of each subject for all the tests of a worker. */
function resultOf(subject: ReferenceOptions, selected?: readonly string[]): Promise<RunResult> {
  const key = JSON.stringify([subject, selected]);
  const known = judged.get(key);
  if (known !== undefined) return known;
  const run = judgeSubject(contract, {
    subject,
    seed: 3,
    budget: 'smoke',
    ...(selected === undefined ? {} : { selected }),
  });
  judged.set(key, run);
  return run;
}

const faulty = () => resultOf({ fault: 'limit-ignored' });

async function open(
  result: RunResult,
  options: PageOptions = {},
  language: 'en' | 'zh' = 'en',
): Promise<Opened> {
  return openPage(await indexPage(result, contract, language), options);
}

async function follow(page: Page, fragment: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${fragment}`);
}

/** The requests of the page. */
const GROUND = 'getComputedStyle(document.documentElement).backgroundColor';
const OVERFLOW = 'document.documentElement.scrollWidth - innerWidth';
const UNFOLD = "for (const details of document.querySelectorAll('details')) details.open = true";

const rowsShown = (page: Page) => page.locator('.clauses [data-clause]:visible');

test('the top of the page shows the verdict, its reasons and the facts of the run', async () => {
  const result = await faulty();
  const { page, complaints } = await open(result);

  const failed = result.clauses.filter(({ verdict }) => verdict === 'fail');
  const musts = result.clauses.filter(({ level }) => level === 'MUST');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Not conformant/);
  await expect(page.locator('#verdict')).toContainText(
    `${failed.length} of ${musts.length} MUST clauses failed.`,
  );
  const facts = page.locator('.facts');
  for (const fact of [
    result.target,
    result.contract.digest,
    result.suite.name,
    ...result.instances.map(({ id }) => id),
  ])
    await expect(facts).toContainText(fact);
  await expect(page).toHaveTitle('Not conformant · embedded reference deployment · Conformance report');
  expect(complaints).toEqual([]);
});

test('a failure shows the clause, its source, expected and observed, the marked place, and how to reproduce it', async () => {
  const result = await resultOf({ fault: 'size-as-text' });
  const { page } = await open(result);
  const clause = result.clauses.find(({ slug }) => slug === 'response.size-exact');
  const found = clause?.counterexample;
  const article = page.locator('[id="response.size-exact"]');

  await expect(article).toContainText(contract.catalogue.entry('response.size-exact').statement.en);
  await expect(article).toContainText('List backups, table 3, size');
  await expect(article.getByText(found?.expected ?? 'no counterexample', { exact: true })).toBeVisible();
  await expect(article.getByText(found?.observed ?? 'no counterexample', { exact: true })).toBeVisible();
  await expect(article.locator('mark')).toHaveText(/^"size": "\d+"$/);
  await expect(article.locator('pre', { hasText: 'curl -sS' })).toHaveText(found?.exchange.curl ?? '');
  await expect(article.locator('pre', { hasText: '--only' })).toHaveText(found?.reproduce ?? '');
});

test('the likely fault comes before the failures, with the clauses that show it', async () => {
  const diagnosis = [
    {
      fault: 'limit-ignored',
      description: 'The limit is ignored.',
      certainty: 0.87,
      of: 31,
      explained: 30,
      clauses: ['pagination.page-size'],
      alike: ['default-limit-all'],
    },
  ];
  const { page } = await open({ ...(await faulty()), diagnosis });
  const section = page.locator('section').first();
  await expect(section.getByRole('heading')).toHaveText('Likely fault', { useInnerText: true });
  for (const told of [
    'The limit is ignored.',
    '30 of the 31',
    '87 %',
    '--fault limit-ignored',
    'default-limit-all',
  ])
    await expect(section).toContainText(told);
  await section.getByRole('link', { name: 'pagination.page-size' }).click();
  await expect(page.locator('details.violation[id="pagination.page-size"]')).toBeInViewport();
});

test('filters by verdict, level, chapter and text work together, and the count is shown', async () => {
  const result = await faulty();
  const { page, complaints } = await open(result);
  const all = result.clauses.length;
  const status = page.getByRole('status');

  await expect(rowsShown(page)).toHaveCount(all);
  await page.getByRole('button', { name: /^failed/ }).click();
  const failed = result.clauses.filter(({ verdict }) => verdict === 'fail');
  await expect(rowsShown(page)).toHaveCount(failed.length);
  await expect(status).toHaveText(`${failed.length} of ${all} clauses shown`, { useInnerText: true });

  await page.getByRole('button', { name: /^passed/ }).click();
  await page.getByRole('button', { name: /^MUST/ }).click();
  await page.getByRole('button', { name: /^Pagination/ }).click();
  const paging = result.clauses.filter(
    ({ verdict, level, chapter }) =>
      ['fail', 'pass'].includes(verdict) && level === 'MUST' && chapter === 'pagination',
  );
  await expect(rowsShown(page)).toHaveCount(paging.length);
  await expect(page.locator('.clauses .chapter:visible')).toHaveCount(1);

  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Search clauses').fill('TILING');
  await expect(rowsShown(page)).toHaveCount(1);
  await page.getByLabel('Search clauses').fill('xyzzy');
  await expect(rowsShown(page)).toHaveCount(0);
  await expect(page.getByText('No clause matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rowsShown(page)).toHaveCount(all);
  expect(complaints).toEqual([]);
});

test('a link to a clause unfolds it, shows it and scrolls to it', async () => {
  const { page, complaints } = await open(await faulty());

  await follow(page, 'auth.missing');
  const row = page.locator('[id="auth.missing"]');
  await expect(row).toBeInViewport();
  await expect(row.locator('details')).toHaveAttribute('open', '');

  await page.getByRole('button', { name: /^failed/ }).click();
  await expect(row).toBeHidden();
  await follow(page, 'window.sound');
  await expect(page.locator('[id="window.sound"]')).toBeInViewport();

  const article = page.locator('details.violation[id="pagination.tiling"]');
  await article.evaluate((details) => details.removeAttribute('open'));
  await follow(page, 'pagination.tiling');
  await expect(article).toHaveAttribute('open', '');
  await expect(article).toBeInViewport();
  await follow(page, '%');
  await follow(page, 'nothing-of-that-name');
  expect(complaints).toEqual([]);
});

test('the page is in two languages, and first in the one that was chosen', async () => {
  const { page } = await open(await faulty(), {}, 'zh');
  const statement = contract.catalogue.entry('auth.missing').statement;

  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('不符合规范 · 内置参考部署 · 一致性测试报告');
  await expect(page.getByText(statement.zh).first()).toBeVisible();
  await expect(page.getByText(statement.en).first()).toBeHidden();

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle('Not conformant · embedded reference deployment · Conformance report');
  await expect(page.getByText(statement.en).first()).toBeVisible();
  await expect(page.getByText(statement.zh).first()).toBeHidden();
});

test('commands can be copied, also without access to the clipboard', async () => {
  const result = await faulty();
  const { page, complaints } = await open(result, { permissions: ['clipboard-read', 'clipboard-write'] });
  const [first] = result.clauses.filter(({ verdict }) => verdict === 'fail');
  const found = first?.counterexample;
  const article = page.locator('details.violation').first();
  const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');

  await article.getByRole('button', { name: 'Copy' }).first().click();
  await expect(article.getByRole('button', { name: /^Copied/ })).toBeVisible();
  expect(await clipboard()).toBe(found?.exchange.curl);

  await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); undefined");
  await article.getByRole('button', { name: 'Copy' }).last().click();
  await expect.poll(clipboard).toBe(found?.reproduce);
  expect(complaints).toEqual([]);
});

test('the theme follows the system until the reader chooses', async () => {
  const { page } = await open(await faulty(), { colorScheme: 'dark' });
  const ground = () => page.evaluate<string>(GROUND);

  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toBe('rgb(255, 255, 255)');
  expect(dark).not.toBe('rgb(255, 255, 255)');
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(ground).toBe(dark);
});

test('everything can be reached and unfolded with the keyboard', async () => {
  const { page } = await open(await faulty());

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the verdict' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#verdict')).toBeFocused();
  const summary = page.locator('[data-clause="auth.missing"] summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-clause="auth.missing"] details')).toHaveAttribute('open', '');
});

test('in print everything is unfolded, light, and without buttons', async () => {
  const { page } = await open(await faulty(), { colorScheme: 'dark' });
  await page.getByRole('button', { name: /^passed/ }).click();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");

  expect(await page.locator('details:not([open])').count()).toBe(0);
  expect(await page.locator('button:visible, input:visible, nav:visible').count()).toBe(0);
  await expect(page.locator('[data-clause="auth.missing"] .inside')).toBeVisible();
  await expect(rowsShown(page)).toHaveCount((await faulty()).clauses.length);
  expect(await page.evaluate(GROUND)).toBe('rgb(255, 255, 255)');

  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0);
});

test('everything can be read without a script', async () => {
  const { page } = await open(await faulty(), { javaScriptEnabled: false });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('form.filters')).toBeHidden();
  await expect(rowsShown(page)).toHaveCount((await faulty()).clauses.length);
});

type Look = readonly [colorScheme: 'light' | 'dark', language: 'en' | 'zh'];

/** Runs with every verdict, in some themes and languages each, together in all. */
const KINDS: readonly (readonly [
  kind: string,
  resultFor: () => Promise<RunResult>,
  looks: readonly Look[],
])[] = [
  [
    'a run with failures',
    faulty,
    [
      ['light', 'en'],
      ['dark', 'zh'],
    ],
  ],
  ['a run with a window at fault', () => resultOf({ fault: 'window-end-ignored' }), [['light', 'zh']]],
  ['an inconclusive run', () => resultOf({ backups: 0 }), [['dark', 'en']]],
];

for (const [kind, resultFor, looks] of KINDS) {
  for (const [colorScheme, language] of looks) {
    test(`${kind}, ${colorScheme}, ${language}: it is accessible, loads nothing, and fits on a phone`, async () => {
      test.slow();
      const viewport = { width: 375, height: 800 };
      const { page, complaints } = await open(await resultFor(), { colorScheme, viewport }, language);
      expect(await page.evaluate<number>(OVERFLOW)).toBeLessThanOrEqual(0);
      await page.evaluate(UNFOLD);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}

test('a clause that was not exercised says how to exercise it, in both languages', async () => {
  const result = await resultOf({ backups: 0 });
  const { page } = await open(result);
  const missing = result.clauses.filter(({ verdict }) => verdict === 'not-exercised');
  expect(missing.length).toBeGreaterThan(0);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inconclusive', { useInnerText: true });
  const section = page.locator('#unexercised');
  for (const { slug, reason } of missing) {
    await expect(section.locator(`a[href="#${slug}"]`)).toBeAttached();
    const recipe = reason === 'run-too-small' ? WORDS.tooSmall : contract.catalogue.entry(slug).recipe;
    await expect(section).toContainText(recipe?.en ?? 'every need has a recipe');
    await expect(section).toContainText(recipe?.zh ?? 'every need has a recipe');
  }
});

test('hostile text stays text everywhere', async () => {
  const { page, complaints } = await open(hostileResult(HOSTILE_TEXT));
  await page.evaluate(UNFOLD);

  // Pictures are ours; anything else that loads, runs or leads out of the page would come from the deployment.
  expect(
    await page
      .locator('img, iframe, object, form[action], svg[onload], [onerror], a:not([href^="#"])')
      .count(),
  ).toBe(0);
  expect(await page.locator('script').count()).toBe(1);
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible();
  const text = await page.evaluate<string>("document.body.textContent ?? ''");
  expect(/[^\P{Cc}\n]|\p{Bidi_Control}|\ufeff/u.test(text)).toBe(false);
  expect(complaints).toEqual([]);
});

test('a page of long failures of every clause stays small and within the window', async () => {
  const long = 'x'.repeat(100_000);
  const { page } = await open(hostileResult(long));
  expect(await page.evaluate<number>(OVERFLOW)).toBeLessThanOrEqual(0);
  expect((await page.content()).length).toBeLessThan(1_000_000);
});
