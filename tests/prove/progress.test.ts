/** How far the matrix is, told on a terminal and elsewhere. */
import { PassThrough } from 'node:stream';
import { expect, test } from '@playwright/test';
import { batchProgressOn, duration } from '../../src/report/terminal/progress.ts';

function toldOn(terminal: boolean, all: number): string {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: terminal, columns: 60 });
  let time = 0;
  const progress = batchProgressOn(stream, 'subjects', () => time);
  for (let done = 1; done <= all; done += 1) {
    time = done * 500;
    progress.reached(done, all, `fault number-${done}-${'x'.repeat(60)}`);
  }
  progress.done();
  return String(stream.read() ?? '');
}

test('where nobody watches: a line for every tenth, with the time gone and the time left', () => {
  const lines = toldOn(false, 320).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('32 of 320 subjects (10 %), 16 s, about 2 min 24 s left');
  expect(lines.at(-1)).toBe('320 of 320 subjects (100 %), 2 min 40 s');
});

test('fewer subjects than lines: one each', () => {
  expect(toldOn(false, 3).trimEnd().split('\n')).toHaveLength(3);
});

test('on a terminal: one line, written over and over, no longer than the terminal is wide, and gone at the end', () => {
  const told = toldOn(true, 40);
  expect(told).not.toContain('\n');
  const lines = told.split('\r\u001b[2K').slice(1);
  expect(lines).toHaveLength(41);
  expect(lines.at(-1)).toBe('');
  expect(lines[3]).toContain('4 of 40 subjects (10 %), 2 s, about 18 s left  fault n');
  for (const line of lines) expect(line.length).toBeLessThan(60);
});

test('durations are told in seconds up to two minutes, and never as 60 seconds beside minutes', () => {
  expect([0.4, 59.7, 119.4, 119.5, 3600].map(duration)).toEqual(['0 s', '60 s', '119 s', '2 min', '60 min']);
});
