import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { html } from '../../../src/report/kit/markup.ts';
import { type Page, pageDocument } from '../../../src/report/kit/page.ts';

function page(own: Partial<Page>): Promise<string> {
  const words = { en: 'word', zh: '词' };
  return pageDocument({
    title: words,
    skip: { to: 'main', words },
    main: html`<p>x</p>`,
    footer: 'end',
    style: '',
    ...own,
  });
}

test('text is escaped, in the title, in the main part and in the footer', async () => {
  const hostile = `</title></style><script>alert(1)</script><img src=x onerror='alert(1)' title="">`;
  const text = await page({
    title: { en: hostile, zh: hostile },
    main: html`<p title="${hostile}">${hostile}</p>`,
    footer: hostile,
  });
  expect(text).not.toContain('<img');
  expect(text.match(/<script/g)).toHaveLength(1);
});

test('the policy allows exactly the style and the script of the page', async () => {
  const text = await page({ language: 'zh', style: 'p { color: red }', script: 'void 0;' });
  const digest = (element: string) => {
    const content = new RegExp(`<${element}>([^]*)</${element}>`).exec(text)?.[1] ?? '';
    return `sha256-${createHash('sha256').update(content).digest('base64')}`;
  };
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#39;', "'");
  expect(policy).toContain(`style-src '${digest('style')}'`);
  expect(policy).toContain(`script-src '${digest('script')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(text).toContain('<html lang="zh-CN"');
});

test('a script that would end its own element is refused', async () => {
  await expect(page({ script: '"</script>"' })).rejects.toThrow(/end its own element/);
});

test('a page in English alone has no switch of languages', async () => {
  expect(await page({})).not.toContain('<button type="button" class="small" lang=');
  expect(await page({ language: 'en' })).toContain('<button type="button" class="small" lang="zh-CN"');
});
