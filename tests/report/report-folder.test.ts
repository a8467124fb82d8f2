/** The folder of a report is replaced as a whole or not at all. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openReportFolder, ReportFolderError } from '../../src/report/report-folder.ts';

const put = (file: string, text: string) => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const textIn = (...names: string[]) => readFileSync(path.join(...names), 'utf8');

/** A folder with an earlier report, and a file and a folder of others. */
function withEarlier(): string {
  const folder = test.info().outputPath('report');
  for (const name of ['conformance.json', 'junit.xml', 'evidence/run.ndjson.br', 'notes.txt', 'mine/file'])
    put(path.join(folder, name), 'earlier');
  return folder;
}

test('until it is published, a run leaves the earlier report as it is', async () => {
  const folder = withEarlier();
  const opened = openReportFolder(folder);
  put(path.join(opened.partial, 'conformance.json'), 'new');
  expect(textIn(folder, 'conformance.json')).toBe('earlier');

  await opened.publish();

  expect(textIn(folder, 'conformance.json')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['conformance.json', 'mine', 'notes.txt']);
  expect(textIn(folder, 'mine', 'file')).toBe('earlier');
  expect(readdirSync(path.dirname(folder)).filter((name) => name.startsWith('report'))).toEqual(['report']);
});

test('a run that is left keeps the earlier report, and the next run replaces what it left', async () => {
  const folder = withEarlier();
  const left = openReportFolder(folder);
  put(path.join(left.partial, 'evidence', 'run.ndjson.br'), 'half');
  expect(path.resolve(left.leave())).toBe(`${folder}.partial`);
  expect(textIn(folder, 'conformance.json')).toBe('earlier');
  expect(readdirSync(`${folder}.partial`)).toEqual(['evidence']);

  const next = openReportFolder(folder);
  expect(existsSync(path.join(next.partial, 'evidence'))).toBe(false);
  next.discard();
  expect(existsSync(`${folder}.partial`)).toBe(false);
});

test('a second run into the folder is refused while the first one lives', () => {
  const folder = test.info().outputPath('report');
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  try {
    put(path.join(`${folder}.partial`, 'running.json'), JSON.stringify({ process: other.pid }));
    expect(() => openReportFolder(folder)).toThrow(ReportFolderError);
    expect(() => openReportFolder(folder)).toThrow(`another run (process ${other.pid})`);
  } finally {
    other.kill();
  }
});

test('a dead run does not keep the folder', () => {
  const folder = test.info().outputPath('report');
  put(path.join(`${folder}.partial`, 'running.json'), JSON.stringify({ process: 2 ** 22 - 7 }));
  openReportFolder(folder).discard();
});

test('a link to a folder stays a link, and what links inside lead to is not touched', async () => {
  test.skip(process.platform === 'win32', 'Windows makes links for administrators only');
  const [folder, outside, link] = ['report', 'outside', 'link'].map((name) => test.info().outputPath(name));
  if (folder === undefined || outside === undefined || link === undefined) throw new Error('no paths');
  put(path.join(folder, 'conformance.json'), 'earlier');
  put(path.join(outside, 'run.ndjson.br'), 'precious');
  symlinkSync(outside, path.join(folder, 'evidence'));
  symlinkSync(folder, link);

  const opened = openReportFolder(link);
  put(path.join(opened.partial, 'conformance.json'), 'new');
  await opened.publish();

  expect(textIn(link, 'conformance.json')).toBe('new');
  expect(readdirSync(folder)).toEqual(['conformance.json']);
  expect(textIn(outside, 'run.ndjson.br')).toBe('precious');
});

test('a place where no folder can be made ends in one line', () => {
  const file = test.info().outputPath('file');
  writeFileSync(file, '');
  for (const place of [path.join(file, 'a', 'b'), ...(process.platform === 'linux' ? ['/proc/a/b/c'] : [])]) {
    expect(() => openReportFolder(place)).toThrow(ReportFolderError);
    expect(() => openReportFolder(place)).toThrow(/^cannot write reports to [^\n]*$/);
  }
});
