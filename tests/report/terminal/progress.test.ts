import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@playwright/test';
import { delayText, progressLine, progressOn } from '../../../src/report/terminal/progress.ts';

const planned = { clauses: 76, requests: 1500 };

test('the line shows clauses, requests, rate, remaining time and the current clause', () => {
  expect(progressLine(planned, { requests: 300, judged: 12, seconds: 2, current: 'window.sound' })).toBe(
    '12/76 clauses, 300 requests, 150/s, about 8 s left  window.sound',
  );
  expect(progressLine(planned, { requests: 300, judged: 1, seconds: 600, current: 'a' })).toContain(
    ', about 40 min left',
  );
});

test('there is no estimate at the beginning, nor beyond the plan', () => {
  expect(progressLine(planned, { requests: 3, judged: 0, seconds: 1, current: 'a' })).toBe(
    '0/76 clauses, 3 requests, 3/s  a',
  );
  expect(progressLine(planned, { requests: 1600, judged: 70, seconds: 8, current: 'a' })).toBe(
    '70/76 clauses, 1600 requests, 200/s  a',
  );
});

test('the line appears only on terminals, and is removed at the end', () => {
  const written = (isTTY: boolean) => {
    const chunks: string[] = [];
    const stream = Object.assign(
      new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(String(chunk))) }),
      { isTTY },
    );
    const progress = progressOn(stream, planned);
    progress.requestSent('window.sound');
    progress.clauseJudged();
    progress.done();
    return chunks.join('');
  };

  expect(written(false)).toBe('');
  expect(written(true).endsWith('\r\u001b[2K')).toBe(true);
});

const free = { slowedTo: undefined, waitingFor: undefined };

test('delays are described', () => {
  expect(delayText(free)).toBeUndefined();
  expect(delayText({ ...free, slowedTo: 12.4 })).toBe('slowed to 12 requests a second by 429');
  expect(delayText({ ...free, slowedTo: 2.54 })).toBe('slowed to 2.5 requests a second by 429');
  expect(delayText({ ...free, slowedTo: 1 })).toBe('slowed to 1 request a second by 429');
  const waitingFor = { path: '/v3/p/\u001bbackups', milliseconds: 12_900 };
  expect(delayText({ ...free, waitingFor })).toBe('waiting 12 s for an answer to /v3/p/\\x1bbackups');
  expect(delayText({ ...free, waitingFor: { ...waitingFor, milliseconds: 1999 } })).toBeUndefined();
});

test('a delay appears in the line', async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  const progress = progressOn(terminal, planned);
  progress.follow({ ...free, slowedTo: 3 });
  progress.requestSent('window.sound');
  const [line] = await once(terminal, 'data');
  progress.done();
  expect(String(line)).toContain(', slowed to 3 requests a second by 429  window.sound');
});
