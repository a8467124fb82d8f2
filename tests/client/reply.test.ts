import { expect, test } from '@playwright/test';
import { type Reply, readReply } from '../../src/client/reply.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { answer, clientBefore, PATH, scripted } from './deployments.ts';

const contract = loadContract();
const JSON_TYPE = { 'Content-Type': 'application/json' };
const { fields } = contract.operation;
const EMPTY = JSON.stringify({ [fields.rows]: [], [fields.total]: 0 });

async function replyTo(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
  query = 'limit=1&begin_time=a+b&x',
): Promise<Reply> {
  const { client } = clientBefore(scripted({ ...answer(status, '', headers), body }));
  return readReply(await client.send({ path: PATH, query }), contract);
}

test('a list in a 2xx answer is read as one, with the query as it was sent', async () => {
  for (const status of [200, 206]) {
    const reply = await replyTo(status, EMPTY);
    expect(reply.listing).toMatchObject({ rows: [], total: 0 });
    expect(reply.status).toBe(status);
    expect(reply.text).toBe(EMPTY);
    expect(reply.json?.value).toEqual(JSON.parse(EMPTY));
    expect(reply.flaw).toBeUndefined();
    expect(reply.query).toEqual([
      { name: 'limit', text: '1' },
      { name: 'begin_time', text: 'a+b' },
      { name: 'x', text: '' },
    ]);
  }
});

test('a list under any other status is no listing', async () => {
  for (const status of [301, 400, 403, 500]) {
    const reply = await replyTo(status, EMPTY);
    expect(reply.listing).toBeUndefined();
    expect(reply.json).toBeDefined();
  }
});

test('a body that does not read as a list is no listing, and still JSON', async () => {
  for (const body of ['{}', '[]', 'null', `{"${fields.rows}":null,"${fields.total}":0}`]) {
    const reply = await replyTo(200, body);
    expect(reply.listing).toBeUndefined();
    expect(reply.json?.value).toEqual(JSON.parse(body));
  }
});

test('what is not JSON in UTF-8 has a flaw that says why, and a text all the same', async () => {
  const invalid = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const cases: readonly (readonly [string | Uint8Array, string, RegExp])[] = [
    [invalid, '{"a":"\ufffd\ufffd"}', /UTF-8/],
    [Buffer.from('{"a":"\u00e9"}', 'latin1'), '{"a":"\ufffd"}', /UTF-8/],
    ['', '', /empty/],
    ['<html>', '<html>', /not JSON/],
    ['{"a":1,}', '{"a":1,}', /not JSON/],
  ];
  for (const [body, text, flaw] of cases) {
    const reply = await replyTo(200, body);
    expect(reply.json).toBeUndefined();
    expect(reply.listing).toBeUndefined();
    expect(reply.text).toBe(text);
    expect(reply.flaw?.message).toMatch(flaw);
    expect(reply.flaw?.message).not.toContain('\n');
  }
});

test('a byte order mark is a flaw, and what follows it is read', async () => {
  const reply = await replyTo(200, `\ufeff${EMPTY}`);
  expect(reply.flaw?.message).toMatch(/byte order mark/);
  expect(reply.listing).toMatchObject({ total: 0 });
});

test('a body that is not in its encoding is a flaw', async () => {
  const reply = await replyTo(200, EMPTY, { ...JSON_TYPE, 'Content-Encoding': 'br' });
  expect(reply.flaw?.message).toMatch(/Content-Encoding, br/);
  expect(reply.json).toBeUndefined();
});

test('the media type is bare and in lower case', async () => {
  for (const [header, expected] of [
    ['application/json', 'application/json'],
    ['Application/JSON; charset=UTF-8', 'application/json'],
    [' text/html ;x', 'text/html'],
    ['', undefined],
  ] as const) {
    expect((await replyTo(200, EMPTY, { 'Content-Type': header })).mediaType).toBe(expected);
  }
  expect((await replyTo(200, EMPTY, {})).mediaType).toBeUndefined();
});
