import { expect, test } from '@playwright/test';
import { BaseUrlError, pathPrefix, readBaseUrl } from '../../src/contract/base-url.ts';

test('the prefix is the path of the base URL without its trailing slash', () => {
  const prefixes = ['https://h', 'http://h:8080/', 'https://h/a', 'https://h/a/B%2f/'].map((text) =>
    pathPrefix(readBaseUrl(text)),
  );
  expect(prefixes).toEqual(['', '', '/a', '/a/B%2f']);
});

test('anything but an http or https host with a path is refused in a line', () => {
  for (const text of [
    '',
    'h:80/x y',
    'ftp://h',
    'file:///etc',
    'https://h?x=1',
    'https://h#x',
    'rds.example.com',
  ]) {
    expect(() => readBaseUrl(text), text).toThrow(BaseUrlError);
    expect(() => readBaseUrl(text), text).not.toThrow(/\n/);
  }
});

test('a password in the URL is refused without being shown', () => {
  expect(() => readBaseUrl('https://user:hunter2@h/')).toThrow(/environment/);
  expect(() => readBaseUrl('https://user:hunter2@h/')).not.toThrow(/hunter2/);
});
