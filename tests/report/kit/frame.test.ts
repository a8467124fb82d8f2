import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { frame } from '../../../src/report/kit/frame.ts';
import { html } from '../../../src/report/kit/markup.ts';

test('text is text, in the title and in the body', async () => {
  const hostile = `</title></style><script>alert(1)</script><img src=x onerror='alert(1)' title="">`;
  const page = await frame({
    language: 'en',
    title: hostile,
    body: html`<p title="${hostile}">${hostile}</p>`,
  });
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)).toHaveLength(1);
});

test('the policy allows exactly the style and the script that stand in the page', async () => {
  const page = await frame({
    language: 'zh',
    title: 't',
    body: html`<p>x</p>`,
    styles: ['p { color: red }'],
    scripts: ['void 0;'],
  });
  const digest = (element: string) => {
    const text = new RegExp(`<${element}>([^]*)</${element}>`).exec(page)?.[1] ?? '';
    return `sha256-${createHash('sha256').update(text).digest('base64')}`;
  };
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
  expect(policy).toContain(`style-src '${digest('style')}'`);
  expect(policy).toContain(`script-src '${digest('script')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(page).toContain('<html lang="zh-CN"');
});

test('a script that would end its own element is refused', async () => {
  const page = frame({ language: 'en', title: 't', body: html``, scripts: ['"</script>"'] });
  await expect(page).rejects.toThrow(/end its own element/);
});
