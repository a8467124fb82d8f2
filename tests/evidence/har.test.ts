/** The archive, held against the format's own description (HAR 1.2), written down here as a schema. */
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Recording } from '../../src/client/exchange.ts';
import { openPart } from '../../src/evidence/directory.ts';
import { entryOf, harArchive } from '../../src/evidence/har.ts';

const pairs = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: { type: 'string' }, value: { type: 'string' } },
  },
};
const size = { type: 'integer', minimum: -1 };

/** What the format requires; names of others' own begin with `_`. */
const SCHEMA = {
  type: 'object',
  required: ['log'],
  additionalProperties: false,
  properties: {
    log: {
      type: 'object',
      required: ['version', 'creator', 'entries'],
      properties: {
        version: { const: '1.2' },
        creator: {
          type: 'object',
          required: ['name', 'version'],
          properties: { name: { type: 'string' }, version: { type: 'string' } },
        },
        entries: { type: 'array', items: { $ref: '#/$defs/entry' } },
      },
    },
  },
  $defs: {
    entry: {
      type: 'object',
      required: ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'],
      patternProperties: { '^_': {} },
      additionalProperties: false,
      properties: {
        startedDateTime: { type: 'string', format: 'date-time' },
        time: { type: 'number', minimum: 0 },
        request: {
          type: 'object',
          required: [
            'method',
            'url',
            'httpVersion',
            'cookies',
            'headers',
            'queryString',
            'headersSize',
            'bodySize',
          ],
          properties: {
            method: { const: 'GET' },
            url: { type: 'string', format: 'uri' },
            httpVersion: { type: 'string' },
            cookies: pairs,
            headers: pairs,
            queryString: pairs,
            headersSize: size,
            bodySize: size,
          },
        },
        response: {
          type: 'object',
          required: [
            'status',
            'statusText',
            'httpVersion',
            'cookies',
            'headers',
            'content',
            'redirectURL',
            'headersSize',
            'bodySize',
          ],
          properties: {
            status: { type: 'integer', minimum: 0 },
            statusText: { type: 'string' },
            httpVersion: { type: 'string' },
            cookies: pairs,
            headers: pairs,
            content: {
              type: 'object',
              required: ['size', 'mimeType'],
              properties: {
                size: { type: 'integer', minimum: 0 },
                mimeType: { type: 'string' },
                text: { type: 'string' },
                encoding: { const: 'base64' },
              },
            },
            redirectURL: { type: 'string' },
            headersSize: size,
            bodySize: size,
          },
        },
        cache: { type: 'object' },
        timings: {
          type: 'object',
          required: ['send', 'wait', 'receive'],
          additionalProperties: { type: 'number', minimum: -1 },
          properties: { send: { type: 'number' }, wait: { type: 'number' }, receive: { type: 'number' } },
        },
      },
    },
  },
};

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

const BASE: Omit<Recording, 'answer'> = {
  sequence: 1,
  from: { clause: 'window.sound', trial: 3, occurrence: 1 },
  request: {
    target: '/rds/v3/p/backups?instance_id=i&begin_time=2018-08-06T12%3A41%3A14%2B0800&odd=%ff',
    path: '/rds/v3/p/backups',
    query: 'instance_id=i&begin_time=2018-08-06T12%3A41%3A14%2B0800&odd=%ff',
    headers: { 'X-Auth-Token': '[redacted 0123456789abcdef]' },
    credential: 'own',
  },
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  milliseconds: 12.5,
  attempts: 1,
};

const answered = (body: Uint8Array): Recording => ({
  ...BASE,
  answer: { status: 200, headers: { 'content-type': 'application/json' }, body },
});
const refused: Recording = {
  ...BASE,
  attempts: 2,
  failure: { kind: 'reset', reason: 'it broke' },
  noise: 'reset',
};

test('every entry says who asked, and bodies stand as text, or in base 64 where they are none', () => {
  const entry = entryOf(answered(Buffer.from('{"é":1}')), 'https://host:8443');
  expect(entry).toMatchObject({
    startedDateTime: '2026-01-02T03:04:05.006Z',
    time: 12.5,
    request: {
      url: `https://host:8443${BASE.request.target}`,
      queryString: [
        { name: 'instance_id', value: 'i' },
        { name: 'begin_time', value: '2018-08-06T12:41:14+0800' },
        { name: 'odd', value: '%ff' },
      ],
    },
    response: { status: 200, content: { size: 8, mimeType: 'application/json', text: '{"é":1}' } },
    _clause: 'window.sound',
    _trial: 3,
    _credential: 'own',
    _attempt: 1,
  });
  expect(entryOf(answered(new Uint8Array([255, 0])), 'https://host').response).toMatchObject({
    content: { size: 2, text: '/wA=', encoding: 'base64' },
  });
  expect(entryOf(refused, 'https://host')).toMatchObject({
    response: { status: 0, _error: 'it broke' },
    _noise: 'reset',
    _attempt: 2,
  });
});

test('the archive of a run is as the format has it', async () => {
  const report = test.info().outputPath('report');
  const part = await openPart(report, 'run', { holds: 'run', facts: { target: 'https://host:8443/rds' } });
  for (const each of [answered(Buffer.from('{}')), answered(new Uint8Array([255])), refused])
    await part.record(each);
  await part.close();

  let archive = '';
  for await (const piece of harArchive(report, { name: 'suite', version: '1' })) archive += piece;

  const value = JSON.parse(archive);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  expect(value.log.entries).toHaveLength(3);
  expect(value.log.entries[0].request.url).toBe(`https://host:8443${BASE.request.target}`);
  // The schema bites.
  expect(validate({ log: { ...value.log, entries: [{ ...value.log.entries[0], timings: {} }] } })).toBe(
    false,
  );
});
