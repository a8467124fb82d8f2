/** Generated files: a changed, a missing and a superfluous one are stale until they are written again. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { staleFiles, writeFiles } from '../../tools/generated.ts';
import { ROOT } from './repository.ts';

test('a file that was changed, is missing or is one too many is stale', async () => {
  const folder = path.relative(ROOT, test.info().outputPath('made')).replaceAll('\\', '/');
  const generated = {
    folder,
    texts: () => new Map(['a', 'b', 'c'].map((name) => [`${folder}/${name}`, `${name}\n`])),
  };
  const write = (name: string, text: string) => writeFileSync(path.join(ROOT, folder, name), text);
  mkdirSync(path.join(ROOT, folder), { recursive: true });
  await writeFiles(generated);
  write('a', 'a\r\n');
  expect(await staleFiles(generated)).toEqual([]);

  write('a', 'changed\n');
  rmSync(path.join(ROOT, folder, 'b'));
  write('d', 'd\n');
  expect(await staleFiles(generated)).toEqual(['a', 'b', 'd'].map((name) => `${folder}/${name}`));

  await writeFiles(generated);
  expect(await staleFiles(generated)).toEqual([]);
});
