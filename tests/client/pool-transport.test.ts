import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { TransportFailure } from '../../src/client/failure.ts';
import { type PoolOptions, poolTransport } from '../../src/client/pool-transport.ts';
import type { Transport, WireAnswer } from '../../src/client/transport.ts';
import { deadPort, httpText, type LocalServer, serveHttp, serveHttps, serveRaw } from './servers.ts';

/** Runs `body` with a transport to `server`, and ends both. */
async function withTransport<T>(
  server: LocalServer,
  body: (transport: Transport) => Promise<T>,
  options: Partial<PoolOptions> = {},
): Promise<T> {
  const transport = poolTransport(server.url, { connections: 4, ...options });
  try {
    return await body(transport);
  } finally {
    await transport.close();
    await server.close();
  }
}

function get(transport: Transport, target = '/', signal?: AbortSignal): Promise<WireAnswer> {
  return transport.exchange({ target, headers: { Accept: 'application/json' } }, signal);
}

function textOf(answer: WireAnswer): string {
  return Buffer.from(answer.body).toString();
}

async function failureOf(answer: Promise<unknown>): Promise<TransportFailure> {
  const outcome = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof TransportFailure) return outcome;
  throw new Error(`no transport failure, but ${String(outcome)}`);
}

const TARGETS = [
  '/v3/p/backups?begin_time=2018-08-06T10:41:14+0800&end_time=2018-08-16T10:41:14%2B0800',
  '/v3/p/backups?limit=1&limit=2&limit=1',
  '/V3/P/BACKUPS?a=b',
  '/v3/p/backups?limit=%205&x=%zz&y=%e4%BD%a0&z=%',
  '/v3/p/backups?limit=%D9%A3',
  '/v3/%2e%2e/p//backups/./../x?',
  '/v3/p/backups?a="<>`{}|\\^[]\'&=&&;#fragment',
  '/v3/p/backups?http://elsewhere/',
  '//v3/p/backups',
];

test('the target stands on the request line byte for byte, after GET', async () => {
  const lines: string[] = [];
  const server = await serveRaw((head, socket) => {
    lines.push(head.split('\r\n', 1)[0] ?? '');
    socket.write(httpText(200, '{}'));
  });
  await withTransport(server, async (transport) => {
    for (const target of TARGETS) await get(transport, target);
  });
  expect(lines).toEqual(TARGETS.map((target) => `GET ${target} HTTP/1.1`));
});

test('what a request line cannot carry is refused before anything is sent', async () => {
  const server = await serveRaw((_, socket) => socket.write(httpText(200, '{}')));
  await withTransport(server, async (transport) => {
    for (const target of ['/a b', '/a\r\nX: y', '/ä', 'v3', '', 'http://other/']) {
      await expect(get(transport, target)).rejects.toThrow('not a request target');
    }
  });
  expect(server.connections).toBe(0);
});

test('the headers given go along, and no body', async () => {
  const heads: string[] = [];
  const server = await serveRaw((head, socket) => {
    heads.push(head);
    socket.write(httpText(200, '{}'));
  });
  await withTransport(server, get);
  expect(heads[0]?.split('\r\n').slice(1)).toEqual([
    `host: ${server.url.host}`,
    'connection: keep-alive',
    'Accept: application/json',
  ]);
});

const CODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', Buffer.from],
  ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
];

for (const [index, [coding, encode]] of CODINGS.entries()) {
  test(`a body in ${coding} is decoded (${index})`, async () => {
    const body = '{"backups":[],"total_count":0}'.repeat(20);
    const server = await serveHttp((_, response) => {
      response.setHeader('Content-Encoding', coding).end(encode(body));
    });
    const answer = await withTransport(server, get);
    expect(textOf(answer)).toBe(body);
    expect(answer.undecodable).toBeUndefined();
    expect(answer.headers['content-encoding']).toBe(coding);
  });
}

test('a body that is not in its encoding is an answer, marked, with the body as received', async () => {
  const cut = gzipSync('{"backups":[]}').subarray(0, 12);
  for (const [coding, body] of [
    ['gzip', Buffer.from('{"plain":true}')],
    ['gzip', cut],
    ['br', Buffer.from('{"plain":true}')],
    ['deflate', Buffer.from('{"plain":true}')],
    ['zstd', Buffer.from('whatever')],
  ] as const) {
    const server = await serveHttp((_, response) => {
      response.setHeader('Content-Encoding', coding).end(body);
    });
    const answer = await withTransport(server, get);
    expect(answer.undecodable).toBe(coding);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.body).equals(body)).toBe(true);
  }
});

test('an empty body is empty under any encoding', async () => {
  const server = await serveHttp((_, response) => {
    response.writeHead(204, { 'Content-Encoding': 'gzip' }).end();
  });
  const answer = await withTransport(server, get);
  expect(answer).toMatchObject({ status: 204, body: new Uint8Array() });
  expect(answer.undecodable).toBeUndefined();
});

test('connections are kept and used again', async () => {
  const server = await serveHttp((_, response) => {
    response.end('{}');
  });
  await withTransport(server, async (transport) => {
    for (let burst = 0; burst < 10; burst += 1) {
      await Promise.all([get(transport), get(transport), get(transport), get(transport)]);
    }
    expect(server.connections).toBeLessThanOrEqual(4);
  });
});

test('a deployment that closes after each answer is read all the same', async () => {
  for (const headers of [['connection: close'], []]) {
    const server = await serveRaw((_, socket) => {
      socket.end(httpText(200, '{}', headers));
    });
    await withTransport(server, async (transport) => {
      for (let request = 0; request < 20; request += 1) {
        expect((await get(transport)).status).toBe(200);
      }
    });
    expect(server.connections).toBe(20);
  }
});

test('statuses are answered as they are: redirects are not followed, 1xx is passed over', async () => {
  const server = await serveRaw((head, socket) => {
    const status = Number(/GET \/(\d+)/.exec(head)?.[1]);
    socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n');
    socket.write(httpText(status, 'body', ['location: /999']));
  });
  await withTransport(server, async (transport) => {
    for (const status of [200, 206, 301, 302, 307, 308, 400, 404, 500, 501, 503]) {
      const answer = await get(transport, `/${status}`);
      expect(answer.status).toBe(status);
      expect(answer.headers.link).toBeUndefined();
      expect(textOf(answer)).toBe('body');
    }
  });
});

test("a repeated header's values are joined, names are in lower case", async () => {
  const server = await serveRaw((_, socket) =>
    socket.write(httpText(200, '', ['X-A: 1', 'x-a: 2', 'X-B: é'])),
  );
  const answer = await withTransport(server, get);
  expect(answer.headers).toMatchObject({ 'x-a': '1, 2', 'content-length': '0' });
});

test('an answer that never comes, or never ends, is a time-out', async () => {
  const silent = await serveRaw(() => undefined);
  const started = await withTransport(silent, (transport) => failureOf(get(transport)), { timeoutMs: 150 });
  expect(started).toMatchObject({
    kind: 'timeout',
    message: expect.stringContaining('no complete answer within 0.15 s'),
  });
  const impatient = await serveRaw(() => undefined);
  const given = await withTransport(impatient, (transport) =>
    failureOf(transport.exchange({ target: '/', headers: {}, timeoutMs: 50 })),
  );
  expect(given).toMatchObject({
    kind: 'timeout',
    message: expect.stringContaining('no complete answer within 0.05 s'),
  });
  const dripping = await serveRaw((_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('.'), 20);
    socket.once('close', () => clearInterval(drip));
  });
  const never = await withTransport(dripping, (transport) => failureOf(get(transport)), { timeoutMs: 150 });
  expect(never.kind).toBe('timeout');
});

test('a connection that breaks before the answer is complete is a reset', async () => {
  const beginnings = [
    '',
    'HTTP/1.1 200 OK\r\ncontent-le',
    'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf',
  ];
  for (const beginning of beginnings) {
    for (const end of ['destroy', 'reset', 'end'] as const) {
      const server = await serveRaw((_, socket) => {
        socket.write(beginning, () => {
          if (end === 'destroy') socket.destroy();
          else if (end === 'reset') socket.resetAndDestroy();
          else socket.end();
        });
      });
      const failure = await withTransport(server, (transport) => failureOf(get(transport)));
      expect(failure.kind, `${JSON.stringify(beginning)} then ${end}`).toBe('reset');
    }
  }
});

test('what is not HTTP is said to be so', async () => {
  const oversized = `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`;
  for (const text of ['SSH-2.0-OpenSSH_9.6\r\n', 'HTTP/1.1 two hundred\r\n\r\n', oversized]) {
    const server = await serveRaw((_, socket) => socket.end(text));
    const failure = await withTransport(server, (transport) => failureOf(get(transport)));
    expect(failure.kind).toBe('protocol');
    expect(failure.message).toContain('is not HTTP/1.1');
  }
});

test('a port where nothing listens and a name that does not exist are told apart', async () => {
  const port = await deadPort();
  for (const [host, kind] of [
    [`127.0.0.1:${port}`, 'refused'],
    [`localhost:${port}`, 'refused'],
    ['no-such-host.invalid', 'dns'],
  ] as const) {
    const transport = poolTransport(new URL(`http://${host}`), { connections: 1 });
    const failure = await failureOf(get(transport));
    await transport.close();
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(host);
    expect(failure.message).not.toContain('\n');
  }
});

test('a body over the bound is given up, whether large as sent or large as decoded', async () => {
  const maxBodyBytes = 100_000;
  const bomb = gzipSync(Buffer.alloc(10_000_000));
  const sent: readonly ((socket: { write(text: string | Buffer): unknown }) => void)[] = [
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      for (let count = 0; count < 20; count += 1) socket.write(chunk);
    },
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    },
  ];
  for (const send of sent) {
    const server = await serveRaw((_, socket) => send(socket));
    const failure = await withTransport(server, (transport) => failureOf(get(transport)), { maxBodyBytes });
    expect(failure).toMatchObject({
      kind: 'body-too-large',
      message: "the answer's body is larger than 100000 bytes",
    });
  }
});

test('a body of just the bound is read, plain and encoded', async () => {
  const body = 'x'.repeat(100_000);
  for (const headers of [{}, { 'Content-Encoding': 'gzip' }]) {
    const server = await serveHttp((_, response) => {
      response.writeHead(200, headers).end('Content-Encoding' in headers ? gzipSync(body) : body);
    });
    const answer = await withTransport(server, get, { maxBodyBytes: 100_000 });
    expect(answer.body.length).toBe(100_000);
  }
});

test('an abort ends a request under way, and one not yet begun', async () => {
  const server = await serveRaw(() => undefined);
  await withTransport(server, async (transport) => {
    const abort = new AbortController();
    const underWay = failureOf(get(transport, '/', abort.signal));
    abort.abort();
    expect((await underWay).kind).toBe('closed');
    expect((await failureOf(get(transport, '/', abort.signal))).kind).toBe('closed');
  });
});

test('closing ends what is under way', async () => {
  const server = await serveRaw(() => undefined);
  await withTransport(server, async (transport) => {
    const underWay = failureOf(get(transport));
    await transport.close();
    expect((await underWay).kind).toBe('closed');
  });
});

test('https is spoken; a certificate that nobody vouches for is a TLS failure', async () => {
  const trusted = await serveHttps((_, response) => {
    response.end('secure');
  });
  expect(textOf(await withTransport(trusted, get, { ca: trusted.ca }))).toBe('secure');
  const unknown = await serveHttps((_, response) => {
    response.end('secure');
  });
  const failure = await withTransport(unknown, (transport) => failureOf(get(transport)));
  expect(failure.kind).toBe('tls');
  expect(failure.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('https towards a plain http port is a TLS failure', async () => {
  const server = await serveHttp((_, response) => {
    response.end('plain');
  });
  const transport = poolTransport(new URL(`https://127.0.0.1:${server.port}`), { connections: 1 });
  const failure = await failureOf(get(transport));
  await transport.close();
  await server.close();
  expect(failure.kind).toBe('tls');
});
