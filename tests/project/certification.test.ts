/** docs/certification.md: every command that it shows is run, in its order, and ends with the exit code that it names. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { builtCommand } from '../cli/command.ts';
import { read } from './repository.ts';

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

const PAGE = read('docs/certification.md');
const BLOCKS = blocksOf(PAGE);
const COMMANDS = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ text }) =>
  text.trim().split('\n'),
);

/** Serves what a line of the page serves, on a port that is free; answers the process and the port. */
async function served(script: string): Promise<{ readonly child: ChildProcess; readonly port: string }> {
  const child = spawn('sh', ['-c', `exec env ${script}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, port] = /^url\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
    if (port !== undefined) return { child, port };
  }
  throw new Error(`${script} said nothing of a port`);
}

test('every command of the walk-through ends as the page says', async () => {
  test.skip(process.platform === 'win32', 'the page is written for a POSIX shell');
  test.setTimeout(900_000);
  const home = test.info().outputPath('home');
  mkdirSync(home);
  const main = await builtCommand();
  const here = (line: string) =>
    line.replaceAll('npx rds-backups-conformance', `"${process.execPath}" "${main}"`);
  for (const { language, text } of BLOCKS) {
    const [, name] = /^# (\S+)\n/.exec(text) ?? [];
    if (language === 'yaml' && name !== undefined) writeFileSync(path.join(home, name), text);
  }
  const children: ChildProcess[] = [];
  const ports = new Map<string, string>();
  const exported: string[] = [];
  try {
    for (const line of COMMANDS) {
      const [, stated] = / serve .*--port (\d+)/.exec(line) ?? [];
      if (stated !== undefined) {
        const { child, port } = await served(here(line).replace(`--port ${stated}`, '--port 0'));
        children.push(child);
        ports.set(`:${stated}`, `:${port}`);
      } else if (line.startsWith('export ')) {
        exported.push(line);
      } else {
        const asked = [...ports].reduce((text, [from, to]) => text.replaceAll(from, to), here(line));
        const [, code = '0'] = /# exit code (\d+)$/.exec(line) ?? [];
        const ended = await shell([...exported, asked].join('\n'), home);
        expect(ended.code, `${line}\n${ended.output}`).toBe(Number(code));
      }
    }
  } finally {
    for (const child of children) {
      child.kill();
      await once(child, 'close');
    }
  }
});

async function shell(script: string, cwd: string) {
  const child = spawn('sh', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test('the page shows every command that certification has', () => {
  for (const name of ['run', 'certify', 'verify', 'compare'])
    expect(COMMANDS.some((line) => line.includes(`rds-backups-conformance ${name} `))).toBe(true);
  // What is shown to be run is in blocks that are run: prose alone names commands without their arguments.
  expect(PAGE.match(/^ {4}npx /gm)).toBeNull();
});
