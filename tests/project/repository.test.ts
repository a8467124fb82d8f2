/** The repository stands on its own: it names no place outside itself. */
import { expect, test } from '@playwright/test';
import { files, read } from './repository.ts';

/** Written in parts, so that this file does not name them either. */
const PLACES: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'a home or working folder',
    pattern: new RegExp(`(^|[\\s"'\`(=:])/(${['work', 'home', 'root', 'Users'].join('|')})/`, 'm'),
  },
  { what: 'a folder of a Windows user', pattern: /[A-Za-z]:\\{1,2}Users\\/ },
  { what: 'a folder beside the repository', pattern: new RegExp(['\\.\\.', 'shared\\b'].join('/')) },
  { what: 'the host of a package registry', pattern: new RegExp(`\\b${'registry'}\\.[a-z-]+\\.[a-z]{2,}`) },
];

const TEXT = /(\.(ts|mjs|cjs|js|json|ya?ml|md|html|css|txt|har|jsonl|xml)|^[^.]*|(^|\/)\.[^./]+|\.ci\/run)$/;

test('no file names a path of a machine, a place beside the repository or a registry', () => {
  const texts = files().filter((path) => TEXT.test(path));
  expect(texts.length).toBeGreaterThan(100);
  const named = texts.flatMap((path) => {
    const text = read(path);
    return PLACES.filter(({ pattern }) => pattern.test(text)).map(
      ({ what, pattern }) => `${path}: ${what}: ${pattern.exec(text)?.[0]}`,
    );
  });
  expect(named).toEqual([]);
});
