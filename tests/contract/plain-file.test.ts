/** Only plain files are read and replaced. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { makeFolder, PlainFileError, readPlainFile } from '../../src/contract/plain-file.ts';
import { writeAtomically } from '../../src/result/write-file.ts';

const outPath = (name: string) => test.info().outputPath(name);

test('a file is read up to the bound', () => {
  writeFileSync(outPath('file'), '12345');
  expect(readPlainFile(outPath('file'), 5).toString()).toBe('12345');
  expect(() => readPlainFile(outPath('file'), 4)).toThrow(PlainFileError);
});

test('a folder, a pipe and a device are not read', () => {
  mkdirSync(outPath('folder'));
  expect(() => readPlainFile(outPath('folder'), 100)).toThrow(PlainFileError);
  test.skip(process.platform === 'win32', 'Windows has no such files');
  execFileSync('mkfifo', [outPath('pipe')]);
  expect(() => readPlainFile(outPath('pipe'), 100)).toThrow(PlainFileError);
  expect(() => readPlainFile('/dev/zero', 100)).toThrow(PlainFileError);
});

test('a link, a folder and a pipe are not replaced, nor what a link leads to', async () => {
  test.skip(process.platform === 'win32', 'Windows makes links for administrators only');
  writeFileSync(outPath('precious'), 'old');
  symlinkSync(outPath('precious'), outPath('link'));
  mkdirSync(outPath('folder'));
  execFileSync('mkfifo', [outPath('pipe')]);
  for (const name of ['link', 'folder', 'pipe'])
    await expect(writeAtomically(outPath(name), 'new')).rejects.toThrow(PlainFileError);
  expect(readFileSync(outPath('precious'), 'utf8')).toBe('old');

  await writeAtomically(outPath('precious'), 'new');
  expect(readFileSync(outPath('precious'), 'utf8')).toBe('new');
});

test('a folder is made with those above it, and not in place of a file', () => {
  makeFolder(outPath('a/b/c'));
  makeFolder(outPath('a/b/c'));
  expect(existsSync(outPath('a/b/c'))).toBe(true);
  writeFileSync(outPath('file'), '');
  expect(() => makeFolder(outPath('file/c'))).toThrow();
});
