/** The page of a report: the deployment, the clause set, and waivers. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { indexPage } from '../../../src/report/page/index-page.ts';
import type { RunResult, WaiverState } from '../../../src/result/result.ts';
import { type PageOptions, pagesInBrowser } from '../kit/browser.ts';
import { clause, counterexample, result } from '../results.ts';

const openPage = pagesInBrowser();
const contract = loadContract();

async function open(of: RunResult, language: 'en' | 'zh' = 'en', options: PageOptions = {}) {
  return openPage(await indexPage(of, contract, language), options);
}

const LINK = 'https://issues.example.com/7';
const waiver = { reason: 'mended in 4.11', link: LINK, expires: '2026-05-01' };
const state = (slug: string, its: WaiverState['state'], rest: Partial<WaiverState> = {}): WaiverState => ({
  ...waiver,
  clause: slug,
  statement: '',
  fingerprint: 'v2:0123456789abcdef',
  state: its,
  ...rest,
});
const TILING = 'pagination.tiling';
const waived = clause(TILING, 'waived', {
  waiver,
  fingerprint: 'v2:0123456789abcdef',
  counterexample: counterexample(),
});
const passed = clause('window.sound', 'pass');

test('the facts name the vendor, the clause set and the challenge', async () => {
  const { page, complaints } = await open(
    result([passed, clause('window.complete', 'not-scored')], {
      implementation: {
        organization: 'Example <i>Ltd</i>',
        product: 'Example RDS',
        version: '4.10',
        url: 'https://rds.example.com/a?b=1&c="',
        contact: ['one@example.com', 'javascript:alert(1)', 'https://user:secret@example.com/'],
      },
      clauseSet: { version: '1.0', digest: `sha256:${'2'.repeat(64)}`, released: true },
      challenge: 'a-nonce',
    }),
  );
  const fact = (name: string) =>
    page.locator('.facts > div').filter({ has: page.locator('dt .en', { hasText: name }) });

  await expect(fact('Product')).toContainText('Example RDS 4.10');
  await expect(fact('Product')).toContainText('Example <i>Ltd</i>');
  for (const contact of ['one@example.com', 'javascript:alert(1)', 'https://user:secret@example.com/'])
    await expect(fact('Product')).toContainText(contact);
  const links = page.locator('a:not([href^="#"])');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://rds.example.com/a?b=1&c=%22',
  ]);
  await expect(fact('Clause set')).toContainText('1.0');
  await expect(fact('Clause set')).toContainText('1 clause outside it is not scored');
  await expect(fact('Challenge')).toContainText('a-nonce');
  // Clauses that are not scored are not counted.
  await expect(page.locator('#verdict')).toContainText('The one MUST clause that was judged passed.');
  expect(complaints).toEqual([]);
});

test('a waived failure shows its reason, its last day, its link, and the failure itself', async () => {
  const { page, complaints } = await open(result([waived, passed], { waivers: [state(TILING, 'used')] }));
  const block = page.locator(`#waived details[id="${TILING}"]`);

  await expect(page.locator('#verdict')).toContainText('1 MUST clause failed and is waived.');
  await expect(page.locator('#verdict')).toContainText('The one other MUST clause');
  await expect(block.locator('summary')).toContainText('Waived until 2026-05-01:');
  await expect(block.locator('summary')).toContainText('mended in 4.11');
  await block.locator('summary').first().click();
  await expect(block.getByRole('link', { name: LINK })).toHaveAttribute('href', LINK);
  await expect(block.getByText('that', { exact: true })).toBeVisible();
  // The waived clauses show all waivers, and none is stale.
  await expect(page.locator('#waivers')).toHaveCount(0);
  await expect(page.getByRole('note')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a stale waiver is reported with the verdict, and every waiver that no clause shows has a row', async () => {
  const waivers = [
    state(TILING, 'used'),
    state('window.sound', 'stale'),
    state('auth.missing', 'not-judged', { link: 'mailto:somebody@example.com' }),
  ];
  const { page } = await open(result([waived, passed], { waivers }), 'zh');

  const note = page.locator('#verdict').getByRole('note');
  await expect(note).toHaveText(/^失效的豁免：window\.sound现已通过/, { useInnerText: true });
  await page.getByRole('button', { name: 'English' }).click();
  await expect(note).toHaveText(/^stale waiver: window\.sound passes now; delete/i, { useInnerText: true });
  await note.getByRole('link').click();
  const rows = page.locator('#waivers tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toBeInViewport();
  await expect(rows.first()).toContainText('stale: its clause passes now');
  await expect(rows.first()).toContainText('2026-05-01');
  await expect(rows.last()).toContainText('its clause was not judged');
  await expect(rows.last()).toContainText('mailto:somebody@example.com');
  await expect(rows.last().locator('td a')).toHaveCount(0);
});

test('waivers are accessible, and fit on a phone', async () => {
  const waivers = [state('window.sound', 'stale', { reason: 'because '.repeat(40) })];
  const { page } = await open(result([waived, passed], { waivers }), 'en', {
    viewport: { width: 390, height: 800 },
  });
  const { violations } = await new AxeBuilder({ page }).analyze();

  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  expect(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
});
