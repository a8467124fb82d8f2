/** A real browser for pages on disk: the Chromium or Chrome that is installed. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page, test } from '@playwright/test';

/** Paths of installed browsers. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine. */
const BROWSER = [process.env.CHROMIUM, ...INSTALLED].find((file) => file !== undefined && existsSync(file));

const NO_BROWSER =
  'neither Chromium nor Chrome is installed here: `apt-get install chromium`, or name one in CHROMIUM';

/** Keeps the browser from requests of its own, which would count as requests of the page. */
const ARGS = [
  '--disable-background-networking',
  '--disable-quic',
  '--disable-gpu',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A page with its complaints: requests, console messages, errors, dialogs. Our pages have none. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export type PageOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/**
 * Returns a function that writes a page to disk and opens it, in one browser for all tests of the file. Without a
 * browser the tests of the file are skipped.
 */
export function pagesInBrowser(): (html: string, options?: PageOptions) => Promise<Opened> {
  test.skip(BROWSER === undefined, NO_BROWSER);
  let browser: Browser;
  test.beforeAll(async () => {
    if (BROWSER !== undefined)
      browser = await chromium.launch({ executablePath: BROWSER, args: ARGS, chromiumSandbox: false });
  });
  test.afterAll(() => browser?.close());
  return (html, options) => {
    const file = test.info().outputPath('report', 'index.html');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, html);
    return openFile(browser, file, options);
  };
}

async function openFile(browser: Browser, file: string, options: PageOptions = {}): Promise<Opened> {
  // A context of its own, which axe asks for.
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) complaints.push(`asked for ${request.url()}`);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.goto(url);
  return { page, complaints };
}
