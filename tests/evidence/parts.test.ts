/** A part of the evidence, written and read: whole, flat, and robust against what is found on disks. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import type { Recording } from '../../src/client/exchange.ts';
import { digestOf } from '../../src/contract/digest.ts';
import { openPart, partFile, readEvidence } from '../../src/evidence/directory.ts';
import { EvidenceError, summaryOf } from '../../src/evidence/evidence.ts';
import { PartReader } from '../../src/evidence/part-reader.ts';
import { PartWriter } from '../../src/evidence/part-writer.ts';

const HEAD = { holds: 'run', facts: { seed: 1 } };

const text = fc.string({ unit: 'binary', maxLength: 20 });
const headers = fc.dictionary(text, text, { maxKeys: 3 });
const query = fc.webQueryParameters();

const recording: fc.Arbitrary<Recording> = fc
  .record({
    sequence: fc.nat(),
    query,
    headers,
    credential: fc.constantFrom('own', 'none', 'altered'),
    from: fc.record({ clause: fc.constant('a.clause'), trial: fc.nat(), occurrence: fc.nat() }),
    startedAt: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    milliseconds: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    attempts: fc.nat(),
    answer: fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      headers,
      body: fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        text.map((each) => new Uint8Array(Buffer.from(each))),
      ),
    }),
    failed: fc.boolean(),
  })
  .map(({ query: asked, headers: sent, credential, answer, failed, ...rest }) => ({
    ...rest,
    request: {
      target: asked === '' ? '/v3/p/backups' : `/v3/p/backups?${asked}`,
      path: '/v3/p/backups',
      query: asked,
      headers: sent,
      credential,
    },
    ...(failed
      ? { failure: { kind: 'reset', reason: 'it broke' }, noise: 'reset', unanswered: 'it broke' }
      : { answer }),
  }));

/** With the body in hand, so that it can be compared. */
function looked({ answer, ...rest }: Recording): unknown {
  return answer === undefined ? rest : { ...rest, answer: { ...answer, body: Buffer.from(answer.body) } };
}

test('what is written is read again, byte for byte', async () => {
  const report = test.info().outputPath('report');
  await fc.assert(
    fc.asyncProperty(fc.array(recording, { maxLength: 20 }), async (recordings) => {
      const writer = await openPart(report, 'run', HEAD);
      for (const each of recordings) await writer.record(each);
      const part = await writer.close();

      const read: unknown[] = [];
      for await (const each of readEvidence(report)) read.push(looked(each));

      expect(read).toEqual(recordings.map(looked));
      expect(part.exchanges).toBe(recordings.length);
      expect(part.sha256).toBe(digestOf(readFileSync(path.join(report, partFile('run')))));
    }),
    { numRuns: 30 },
  );
});

const [one] = fc.sample(
  recording.filter(({ answer }) => answer !== undefined),
  { numRuns: 1, seed: 1 },
);

function page(n: number): Recording {
  if (one?.answer === undefined) throw new Error('no recording to start from');
  const rows = Array.from({ length: 100 }, (_, row) => ({
    id: `${row}-of-${n % 40}`,
    name: `backup ${row}`,
  }));
  return { ...one, sequence: n, answer: { ...one.answer, body: Buffer.from(JSON.stringify(rows)) } };
}

test('every distinct body is kept once', async () => {
  const report = test.info().outputPath('report');
  const writer = await openPart(report, 'run', HEAD);
  let asked = 0;
  for (let n = 0; n < 2000; n++) {
    const each = page(n);
    asked += each.answer?.body.length ?? 0;
    await writer.record(each);
  }
  await writer.close();

  expect(readFileSync(path.join(report, partFile('run'))).length).toBeLessThan(asked / 50);
});

test('a run waits for a disk that lags behind, and fails with one that fails', async () => {
  const waiting: (() => void)[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      waiting.push(done);
    },
  });
  const writer = new PartWriter(slow, HEAD);
  const random = Buffer.alloc(3 * 1024 * 1024);
  for (let place = 0; place < random.length; place++) random[place] = Math.imul(place, 2654435761) >>> 13;
  const big = (n: number): Recording => {
    const { answer, ...rest } = page(n);
    const body = Buffer.concat([Buffer.from(String(n)), random]);
    return answer === undefined ? rest : { ...rest, answer: { ...answer, body } };
  };
  const waits = [writer.record(big(1)), writer.record(big(2))].filter((wait) => wait !== undefined);
  expect(waits.length).toBeGreaterThan(0);

  const ended = Promise.allSettled(waits);
  slow.destroy(new Error('no space left'));

  const reason = expect.objectContaining({ message: 'the evidence cannot be written: no space left' });
  expect(await ended).toEqual(waits.map(() => ({ status: 'rejected', reason })));
  expect(() => writer.record(page(3))).toThrow(EvidenceError);
  await expect(writer.close()).rejects.toThrow('no space left');
});

test('evidence that is cut short is read as far as it goes, and said to be cut short', async () => {
  const report = test.info().outputPath('report');
  const file = path.join(report, partFile('run'));
  const writer = await openPart(report, 'run', HEAD);
  for (let n = 0; n < 3000; n++) await writer.record({ ...page(n), sequence: n * 7919 });
  await writer.close();
  truncateSync(file, Math.floor(readFileSync(file).length * 0.9));

  const reader = new PartReader(file);
  let read = 0;
  for await (const _each of reader.recordings()) read += 1;

  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(3000);
  expect(reader.complaints).toEqual(['it is cut short']);
});

test('what is no evidence is said to be none', async () => {
  const report = test.info().outputPath('report');
  await (await openPart(report, 'run', HEAD)).close();
  writeFileSync(path.join(report, partFile('run')), 'something else');

  const read = async () => {
    for await (const _each of readEvidence(report)) expect(true).toBe(false);
  };
  await expect(read()).rejects.toThrow(
    /^evidence\/run\.ndjson\.br: it is (not compressed with brotli|cut short)$/,
  );
});

test('the root of all stands for every part, in their order', () => {
  const part = (root: string) => ({ file: 'evidence/a', exchanges: 2, root, sha256: 's' });
  const { root, exchanges } = summaryOf([part('a'), part('b')]);
  expect(exchanges).toBe(4);
  expect(summaryOf([part('b'), part('a')]).root).not.toBe(root);
});
