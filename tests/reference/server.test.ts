/** The reference deployment behind a port. */
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import type { ReferenceOptions } from '../../src/reference/reference.ts';
import { type ServedReference, type ServeOptions, serveReference } from '../../src/reference/server.ts';
import { ask, contract, gist, ownHeaders, reference } from './asking.ts';
import { probesFor } from './probes.ts';

interface Served extends ServedReference {
  readonly instance: string;
  readonly path: string;
}

async function serving(
  options: ReferenceOptions & ServeOptions,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  const asked = reference(options);
  const served = await serveReference(asked, options);
  const [instance = ''] = asked.instances;
  try {
    await use({ ...served, instance, path: contract.operation.path(asked.projectId) });
  } finally {
    await served.close();
  }
}

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { ...ownHeaders, ...headers } });

/** Sends bytes and gathers all that comes back. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.setTimeout(1000, () => socket.destroy());
  });
}

test('answers over HTTP as it does in process', async () => {
  const asked = reference();
  const served = await serveReference(reference());
  try {
    for (const { target, headers } of await probesFor(asked)) {
      const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
      const received = await fetch(`${served.url}${target}`, { headers: sent as Record<string, string> });
      const due = await asked.answer({ method: 'GET', target, headers });
      const answer = {
        status: received.status,
        headers: {
          'Content-Type': received.headers.get('content-type') ?? '',
          'X-Request-Id': received.headers.get('x-request-id') ?? '',
        },
        body: await received.text(),
      };
      expect(gist(answer)).toBe(gist(due));
      expect(received.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    }
  } finally {
    await served.close();
  }
});

test('listens on the loopback alone, on a port of its own or the one asked for', async () => {
  await serving({}, async ({ url, port }) => {
    expect(url).toBe(`http://127.0.0.1:${port}`);
    await expect(serveReference(reference(), { port })).rejects.toThrow(/EADDRINUSE/);
  });
});

test('stands under a base path, and nowhere else', async () => {
  await serving({ basePath: '/cloud/rds/' }, async ({ url, port, path, instance }) => {
    expect(url).toBe(`http://127.0.0.1:${port}/cloud/rds`);
    expect((await get(`${url}${path}?instance_id=${instance}`)).status).toBe(200);
    for (const elsewhere of [path, `/cloud${path}`, `/cloud/rdsx${path}`, '/cloud/rds']) {
      expect((await get(`http://127.0.0.1:${port}${elsewhere}?instance_id=${instance}`)).status).toBe(404);
    }
  });
});

test('keeps a connection alive for several requests', async () => {
  await serving({}, async ({ port, path, instance }) => {
    const request = `GET ${path}?instance_id=${instance}&limit=1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${ownHeaders['x-auth-token']}\r\n`;
    const received = await exchange(port, `${request}\r\n${request}Connection: close\r\n\r\n`);
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

test('reads the request line in its absolute form', async () => {
  await serving({}, async ({ port, path, instance }) => {
    const line = `GET http://rds.example.com${path}?instance_id=${instance}&limit=1 HTTP/1.1`;
    const received = await exchange(
      port,
      `${line}\r\nHost: x\r\nX-Auth-Token: ${ownHeaders['x-auth-token']}\r\nConnection: close\r\n\r\n`,
    );
    expect(received).toContain('HTTP/1.1 200 OK');
  });
});

test('no malformed request ends the server', async () => {
  await serving({}, async ({ url, port, path, instance }) => {
    const targets = [
      '*',
      '/',
      '//',
      '/%',
      '/%zz?%',
      '?',
      '???',
      '#',
      'http://',
      `${path}?%`,
      `${path}?=&=&&`,
      '\xff\xfe',
      '/\u0001',
      `${path}?${'a'.repeat(100_000)}`,
      'x y z',
    ];
    for (const target of targets) {
      const received = await exchange(port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect([target, /^(HTTP\/1\.1 4\d\d |$)/.test(received)]).toEqual([target, true]);
    }
    for (const bytes of ['\r\n\r\n', 'nonsense\r\n\r\n', '\x16\x03\x01\x00\xa5', 'GET / HTTP/9.9\r\n\r\n']) {
      expect(await exchange(port, bytes)).not.toContain('HTTP/1.1 5');
    }
    expect((await get(`${url}${path}?instance_id=${instance}`)).status).toBe(200);
  });
});

test('serves no other method', async () => {
  await serving({}, async ({ url, path, instance }) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']) {
      const body = method === 'HEAD' ? null : 'x'.repeat(50_000);
      const answer = await fetch(`${url}${path}?instance_id=${instance}`, {
        method,
        headers: ownHeaders,
        body,
      });
      expect([method, answer.status]).toEqual([method, 405]);
    }
  });
});

test('compresses for whoever accepts it, when it has that variant', async () => {
  await serving({ variant: 'gzip' }, async ({ url, path, instance }) => {
    const target = `${url}${path}?instance_id=${instance}`;
    const plain = await get(target, { 'accept-encoding': 'identity' });
    const zipped = await get(target, { 'accept-encoding': 'gzip' });
    expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([
      null,
      'gzip',
    ]);
    expect(await zipped.text()).toBe(await plain.text());
  });
});

test('closes connections and breaks them, when it has those variants', async () => {
  await serving({ variant: 'connection-close' }, async ({ url, path, instance }) => {
    const answer = await get(`${url}${path}?instance_id=${instance}`);
    expect(answer.headers.get('connection')).toBe('close');
  });
  await serving({ variant: 'resetting' }, async ({ url, path, instance }) => {
    const outcomes = new Map<string, number>();
    for (let request = 0; request < 600; request++) {
      const outcome = await get(`${url}${path}?instance_id=${instance}&limit=1`).then(
        (answer) => String(answer.status),
        () => 'broken',
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual(['200', 'broken']);
    expect(outcomes.get('broken')).toBeLessThan(12);
  });
});

test('closing does not wait for connections that are kept alive', async () => {
  const asked = reference({ variant: 'slow' });
  const served = await serveReference(asked);
  const [instance = ''] = asked.instances;
  const url = `${served.url}${contract.operation.path(asked.projectId)}?instance_id=${instance}`;
  expect((await get(url)).status).toBe(200);
  const underWay = get(url).catch(() => 'cut');
  await new Promise((resolve) => setImmediate(resolve));
  await served.close();
  await underWay;
  await expect(get(url)).rejects.toThrow();
  expect((await ask(asked, `instance_id=${instance}`)).status).toBe(200);
});
